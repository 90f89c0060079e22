// Worker entry of the arithmetic evaluator, bundled into one script for the box.

import { serveInBox } from "../box/in-box.ts";
import { arithmeticEngine } from "./engine.ts";

serveInBox(arithmeticEngine);
