// run: executes the scenario of a share link and says whether the link's digest reproduced, or where it differs.
//   run '#v4&seed=...' [--json]

import { parseArgs } from "node:util";
import { compareRuns } from "../src/scenario/reproduction.ts";
import { decodeShareLink } from "../src/scenario/share-link.ts";
import { collectEvents, openHost } from "./host.ts";

const { values: options, positionals } = parseArgs({ allowPositionals: true, options: { json: { type: "boolean", default: false } } });
const link = positionals[0] ?? "";
const decoded = decodeShareLink(link.includes("#") ? link.slice(link.indexOf("#")) : link);
if (decoded.status === "malformed" || decoded.status === "too-new") {
  console.error(decoded.status === "malformed" ? decoded.reason : `The link is of version ${decoded.version}, newer than this program.`);
  process.exit(2);
}
if (decoded.status === "repaired") for (const change of decoded.changes) console.error(change);
const host = await openHost();
const events = await collectEvents(decoded.scenario, host);
const results = events.flatMap((event) => (event.type === "arm-done" ? [event.result] : []));
const started = events.find((event) => event.type === "run-started");
const done = events.find((event) => event.type === "run-done");
const digest = done?.digest ?? null;
const tokens = events.flatMap((event) => (event.type === "token" ? [event] : []));
const reproduction = decoded.digest === null || digest === null
  ? null
  : compareRuns(decoded.scenario.arms, digest, decoded.digest, (arm, index) => tokens.find((token) => token.arm === arm && token.index === index)?.margin);
if (options.json) {
  console.log(JSON.stringify({ scenario: decoded.scenario, results, ratio: done?.ratio ?? null, contentHashes: started?.contentHashes, digest, reproduced: reproduction?.same ?? null, comparison: reproduction?.line ?? null }));
} else {
  for (const { arm, answer, abstained, tokens, energy } of results) {
    console.log(`${arm}: ${answer ?? abstained} (${tokens} tokens, ${energy.mid.toExponential(2)} J counted)`);
  }
  console.log(reproduction === null ? "The link carries no digest." : `${reproduction.title}. ${reproduction.line}`);
}
process.exitCode = reproduction?.same === false ? 1 : 0;
