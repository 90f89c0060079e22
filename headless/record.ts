// record: runs the first preset and writes its events as the recording the page shows in its first second.
//   record [--out public/recordings/first.json]

import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { parseArgs } from "node:util";
import { PRESETS } from "../src/scenario/presets.ts";
import { collectEvents, openHost } from "./host.ts";

const { values: options } = parseArgs({ options: { out: { type: "string", default: "public/recordings/first.json" } } });
const preset = PRESETS[0];
if (preset === undefined) throw new Error("there is no preset to record");
const host = await openHost();
const events = await collectEvents(preset.scenario, host);
mkdirSync(dirname(options.out), { recursive: true });
writeFileSync(options.out, `${JSON.stringify({ version: 1, events })}\n`);
console.log(`${events.length} events of "${preset.title}" written to ${options.out}`);
