// Worker entry of SWI-Prolog, bundled into one script for the box.

import { serveInBox } from "../box/in-box.ts";
import { createPrologEngine } from "./engine.ts";

serveInBox(createPrologEngine());
