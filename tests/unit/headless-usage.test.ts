// The usage text of the headless commands lists all of them.

import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { expect, test } from "vitest";

test("without a command, every headless file but the shared host is listed", () => {
  const { status, stderr } = spawnSync(process.execPath, ["scripts/run-headless.mjs"], { encoding: "utf8" });
  expect(status).toBe(2);
  const listed = /mjs (\S+) \[options\]/.exec(stderr)?.[1]?.split("|");
  expect(listed).toEqual(readdirSync("headless").map((file) => file.replace(/\.ts$/, "")).filter((name) => name !== "host").toSorted());
});
