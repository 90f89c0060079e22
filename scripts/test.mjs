// npm test: installs what is missing, then every gate. The last line is "N passed, N failed".
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { installIfMissing } from "./install.mjs";

installIfMissing();
rmSync(".cache/test", { recursive: true, force: true });
mkdirSync(".cache/test", { recursive: true });
let passed = 0;
let failed = 0;

function run(title, args) {
  console.log(`\n== ${title}`);
  return spawnSync(process.execPath, args, { stdio: "inherit", env: { ...process.env, CI: "1" } }).status === 0;
}

/** A gate counts as one test. */
function gate(title, args) {
  if (run(title, args)) passed++;
  else failed++;
}

/** The second compiler; exit code 3 says there is no adapter, which counts as neither. */
function nagaGate() {
  console.log("\n== shaders under a second compiler (naga)");
  const { status } = spawnSync(process.execPath, ["node_modules/deno/bin.cjs", "run", "--quiet", "--unstable-webgpu", "--allow-read", "scripts/naga.ts"], { stdio: "inherit" });
  if (status === 0) passed++;
  else if (status !== 3) failed++;
}

/** A vitest project counts its tests; no readable report counts as one failure. */
function suite(project) {
  const report = `.cache/test/${project}.json`;
  const ok = run(`vitest: ${project}`, ["node_modules/vitest/vitest.mjs", "run", "--project", project, "--reporter=default", "--reporter=json", `--outputFile.json=${report}`]);
  try {
    const { numPassedTests, numFailedTests } = JSON.parse(readFileSync(report, "utf8"));
    passed += numPassedTests;
    failed += numFailedTests;
    if (!ok && numFailedTests === 0) failed++;
  } catch {
    failed++;
  }
}

gate("types", ["node_modules/typescript/bin/tsc", "-p", "."]);
gate("lint", ["node_modules/oxlint/bin/oxlint", "--type-aware", "--deny-warnings", "src", "headless", "scripts", "tests"]);
gate("dead code", ["node_modules/knip/bin/knip.js"]);
nagaGate();
suite("unit");
const { browserProblem } = await import("./browser.mjs"); // after the install
const problem = await browserProblem();
if (problem === null) suite("browser");
gate("build", ["node_modules/vite/bin/vite.js", "build", "--logLevel", "warn"]);
if (problem === null) suite("e2e");
else {
  console.error(`\n== browser and e2e tests cannot run\n${problem}`);
  failed += 2;
}
console.log(`\n${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
