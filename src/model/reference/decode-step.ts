// One token through the twins, in the order of the fused plan's dispatches.

import { attnInReference } from "./attn-in.ts";
import { attnOutReference } from "./attn-out.ts";
import type { DecodeState } from "./decode-state.ts";
import { embedToken } from "./decode-state.ts";
import { ffnDownReference } from "./ffn-down.ts";
import { ffnUpReference } from "./ffn-up.ts";
import { headLogitsReference } from "./head-logits.ts";

/** Runs `token` at state.position, fills state.logits if `head`, advances; returns the blocks kept per layer. */
export function decodeStep(state: DecodeState, token: number, activeBlocks: number, head: boolean): number[] {
  const kept: number[] = [];
  embedToken(state, token);
  for (let layer = 0; layer < state.config.layers; layer++) {
    attnInReference(state, layer);
    attnOutReference(state, layer);
    ffnUpReference(state, layer);
    kept.push(ffnDownReference(state, layer, activeBlocks));
  }
  if (head) headLogitsReference(state);
  state.position++;
  return kept;
}
