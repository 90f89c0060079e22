// The header of every kernel: its own name first, and a twin that is there.

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename } from "node:path";
import { expect, test } from "vitest";

const kernels = readdirSync("shaders").map((file) => basename(file, ".wgsl"));

test.each(kernels)("%s names itself and the file of its twin", (kernel) => {
  const text = readFileSync(`shaders/${kernel}.wgsl`, "utf8");
  expect(text.startsWith(`// ${kernel}:`)).toBe(true);
  if (kernel === "bench_empty") return; // computes nothing
  const twin = /twin: (\S+)/.exec(text)?.[1] ?? "";
  expect(existsSync(twin), twin).toBe(true);
  // A gradient is not in the file of the loss; the twin of a decode kernel bears its name.
  if (/gradient|adamw|weight|query|key_value/.test(kernel)) expect(twin).not.toContain("training-loss");
  if (!kernel.startsWith("train_")) expect(basename(twin, ".ts")).toBe(kernel.replaceAll("_", "-"));
});
