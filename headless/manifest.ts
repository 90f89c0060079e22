// manifest: lists the checkpoints in public/models with their sizes and hashes, for the page and the headless commands.

import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { MODEL_IDS } from "../src/engine/model-ids.ts";

const models = MODEL_IDS.flatMap((id) => {
  const file = `${id}.safetensors`;
  if (!existsSync(`public/models/${file}`)) return [];
  const bytes = readFileSync(`public/models/${file}`);
  return [{ id, file, bytes: bytes.length, sha256: createHash("sha256").update(bytes).digest("hex") }];
});
writeFileSync("public/models/manifest.json", `${JSON.stringify({ models }, null, 1)}\n`);
console.log(`${models.length} checkpoints listed`);
