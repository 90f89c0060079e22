// Worker entry of the planner, bundled into one script for the box.

import { serveInBox } from "../box/in-box.ts";
import { planEngine } from "./engine.ts";

serveInBox(planEngine);
