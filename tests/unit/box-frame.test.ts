import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { FRAME_DOCUMENT, FRAME_SCRIPT, FRAME_SCRIPT_HASH } from "../../src/solver/box/frame.ts";
import { SECURITY_HEADERS } from "../../scripts/serve.mjs";

test("the policies of the page, of the headers file and of the frame all name the frame's script", () => {
  expect(createHash("sha256").update(FRAME_SCRIPT).digest("base64")).toBe(FRAME_SCRIPT_HASH);
  const named = `'sha256-${FRAME_SCRIPT_HASH}'`;
  expect(SECURITY_HEADERS["Content-Security-Policy"]).toContain(named);
  expect(readFileSync("public/_headers", "utf8")).toContain(SECURITY_HEADERS["Content-Security-Policy"]);
  expect(FRAME_DOCUMENT).toContain(named);
  expect(FRAME_DOCUMENT).not.toMatch(/connect-src|unsafe-inline|'unsafe-eval'/);
});
