// Worker entry of SQLite, bundled into one script for the box.

import { serveInBox } from "../box/in-box.ts";
import { createSqlEngine } from "./engine.ts";

serveInBox(createSqlEngine());
