// validate-energy: fits the forms of the energy estimate on public measurements and writes how well each explains them.
//   validate-energy --served ml-energy-chat-dense-bf16.csv --desktop rtx4090-wall-ollama.csv --out public/results/energy-validation.json

import { readFileSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { bandCoverage, batchedServing, desktopAtTheWall, type FormName, FORMS, type MeasuredPoint, validateForm } from "../src/energy/validation.ts";

const { values: options } = parseArgs({
  options: {
    served: { type: "string" },
    desktop: { type: "string" },
    out: { type: "string", default: "public/results/energy-validation.json" },
  },
});
if (options.served === undefined || options.desktop === undefined) {
  console.error("validate-energy needs --served FILE and --desktop FILE with public measurements; METHOD.md says where they are published.");
  process.exit(2);
}
const served = readFileSync(options.served, "utf8");
const sets: readonly (readonly [title: string, points: readonly MeasuredPoint[], profile: string, boundary: "device" | "wall"])[] = [
  ["H100, batched serving, GPU counters", batchedServing(served, "H100"), "h100", "device"],
  // No class of its own: the nearest.
  ["B200, batched serving, GPU counters", batchedServing(served, "B200"), "h100", "device"],
  ["RTX 4090 desktop, one user, at the wall", desktopAtTheWall(readFileSync(options.desktop, "utf8")), "rtx-4090", "wall"],
];
const percent = (share: number): number => Math.round(share * 1000) / 10;
const report = sets.map(([title, points, profile, boundary]) => ({
  title,
  points: points.length,
  uncalibrated: { profile, boundary, ...bandCoverage(points, profile, boundary) },
  forms: Object.fromEntries((Object.keys(FORMS) as FormName[]).map((name) => {
    const { coefficients, rms, rmsLeftOut, errorsLeftOut } = validateForm(points, name);
    const models = [...new Set(errorsLeftOut.map(({ model }) => model))].map((model) => {
      const errors = errorsLeftOut.filter((point) => point.model === model).map(({ error }) => percent(error));
      return { model, lowestPercent: Math.min(...errors), highestPercent: Math.max(...errors) };
    });
    return [name, {
      title: FORMS[name].title,
      watts: coefficients.seconds,
      picojoulesPerByte: coefficients.bytes * 1e12,
      picojoulesPerOperation: coefficients.operations * 1e12,
      rmsPercent: percent(rms),
      rmsLeftOutPercent: percent(rmsLeftOut),
      models,
    }];
  })),
}));
for (const { title, points, uncalibrated, forms } of report) {
  console.log(`${title} (${points} points; the band of ${uncalibrated.profile} covers ${uncalibrated.covered})`);
  for (const form of Object.values(forms)) console.log(`  ${form.title}: ${form.rmsPercent} % rms, ${form.rmsLeftOutPercent} % on models left out`);
}
writeFileSync(options.out, `${JSON.stringify({ version: 1, sets: report }, null, 1)}\n`);
