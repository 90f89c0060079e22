// Which checkpoints there can be, and which arm decodes with which: apart from arms.ts, so that the page can ask without
// loading the arms.

import type { ArmName } from "../scenario/scenario.ts";

export const MODEL_IDS = ["core", "dense", "dense-large"] as const;
export type ModelId = (typeof MODEL_IDS)[number];

/** null: the arm needs no network. */
export const ARM_MODELS = {
  hybrid: "core",
  dense: "dense",
  "dense-large": "dense-large",
  "hybrid-all-blocks": "core",
  rules: null,
} as const satisfies Readonly<Record<ArmName, ModelId | null>>;
