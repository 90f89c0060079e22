// record: runs the first preset, warm, and writes its events as the recording the page shows in its first second. The networks are
// timed again, so that the clock's noise is in it.
//   record [--out public/recordings/first.json]

import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { parseArgs } from "node:util";
import { timeRun } from "../src/engine/time-run.ts";
import { PRESETS } from "../src/scenario/presets.ts";
import { collectEvents, openHost } from "./host.ts";

const { values: options } = parseArgs({ options: { out: { type: "string", default: "public/recordings/first.json" } } });
const preset = PRESETS[0];
if (preset === undefined) throw new Error("there is no preset to record");
const host = await openHost();
await collectEvents(preset.scenario, host); // warm-up: the first arm would pay for it
const events = await collectEvents(preset.scenario, host);
for await (const event of timeRun("run-1", preset.scenario, host.environment, new AbortController().signal)) events.push(event);
mkdirSync(dirname(options.out), { recursive: true });
writeFileSync(options.out, `${JSON.stringify({ version: 1, events })}\n`);
console.log(`${events.length} events of "${preset.title}" written to ${options.out}`);
