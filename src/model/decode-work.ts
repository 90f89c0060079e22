// Counted work of decoding one token: the sum over the fused plan's dispatches, whatever plan executes it.

import { addWork, NO_WORK, totalWork, type Work, type WorkByComponent } from "../energy/work.ts";
import type { ModelConfig } from "./config.ts";
import { attnIn } from "./kernels/attn-in.ts";
import { attnOut } from "./kernels/attn-out.ts";
import { chooseToken, chooseTokenStopped } from "./kernels/choose-token.ts";
import { type DecodeDims, STATE_BYTES } from "./kernels/decode-kernel.ts";
import { ffnDown } from "./kernels/ffn-down.ts";
import { ffnUp } from "./kernels/ffn-up.ts";
import { headLogits } from "./kernels/head-logits.ts";

/**
 * @param position position of the input token, 0-based; the token chosen from it sits at position + 1
 * @param activeBlocksPerLayer feed-forward blocks kept, one entry per layer
 * @param options head: false inside the prompt, where no logits are computed (choose_token still advances the state)
 */
export function tokenWork(
  config: ModelConfig,
  position: number,
  activeBlocksPerLayer: readonly number[],
  options: { readonly head: boolean },
): WorkByComponent {
  if (activeBlocksPerLayer.length !== config.layers) {
    throw new RangeError(`${activeBlocksPerLayer.length} block counts for ${config.layers} layers`);
  }
  let attention: Work = NO_WORK;
  let feedForward: Work = NO_WORK;
  for (const activeBlocks of activeBlocksPerLayer) {
    const dims: DecodeDims = { ...config, position, activeBlocks };
    attention = addWork(attention, addWork(attnIn.work(dims), attnOut.work(dims)));
    feedForward = addWork(feedForward, addWork(ffnUp.work(dims), ffnDown.work(dims)));
  }
  const dims: DecodeDims = { ...config, position, insidePrompt: !options.head };
  const choose = chooseToken.work(dims);
  return launchesApart({ attention, feedForward, head: options.head ? addWork(headLogits.work(dims), choose) : choose });
}

/**
 * Launches of `tokens` tokens past the stop token: the kernels read the state, find the stop mark and return, all but choose_token, which
 * looks over the logits first.
 */
export function wastedLaunches(config: ModelConfig, tokens: number): WorkByComponent {
  if (tokens === 0) return {};
  const launches = 4 * config.layers + 1;
  const seen = chooseTokenStopped(config);
  let head: Work = NO_WORK;
  for (let i = 0; i < tokens; i++) head = addWork(head, seen);
  const state = launches * tokens * STATE_BYTES;
  return launchesApart({ head, dispatch: { ...NO_WORK, dispatches: launches * tokens, bytesRead: state, residentBytes: state } });
}

/** Launching a kernel costs the same whatever it computes: its dispatches are a component of their own. */
function launchesApart(parts: WorkByComponent): WorkByComponent {
  const { dispatches } = totalWork(parts);
  const rest = Object.entries(parts).map(([component, work]) => [component, { ...work, dispatches: 0 }]);
  return { ...Object.fromEntries(rest), dispatch: { ...NO_WORK, ...parts.dispatch, dispatches } };
}
