// run: executes the scenario of a share link and says whether the link's digest reproduced.
//   run '#v1&seed=...' [--json]

import { parseArgs } from "node:util";
import { OLDER_WORK_HASH } from "../src/scenario/digest.ts";
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
const done = events.find((event) => event.type === "run-done");
const digest = done?.digest ?? null;
const olderMeter = decoded.digest?.workHash === OLDER_WORK_HASH;
const reproduced = decoded.digest === null || digest === null
  ? null
  : decoded.digest.tokenHash === digest.tokenHash && (olderMeter || decoded.digest.workHash === digest.workHash);
if (options.json) {
  console.log(JSON.stringify({ scenario: decoded.scenario, results, ratio: done?.ratio ?? null, digest, reproduced }));
} else {
  for (const { arm, answer, abstained, tokens, energy } of results) {
    console.log(`${arm}: ${answer ?? abstained} (${tokens} tokens, ${energy.mid.toExponential(2)} J counted)`);
  }
  console.log(reproduced === null ? "The link carries no digest." : reproduced ? (olderMeter ? "Every token reproduced; the link's work was counted by an older version of the meter." : "Reproduced.") : "Differs from the link's digest.");
}
process.exitCode = reproduced === false ? 1 : 0;
