// Counted work of decoding: the sum over the fused plan's dispatches, whatever plan executes it.

import { addWork, NO_WORK, repeatWork, type Work, type WorkByComponent } from "../energy/work.ts";
import type { ModelConfig } from "./config.ts";
import { attnIn } from "./kernels/attn-in.ts";
import { attnOut } from "./kernels/attn-out.ts";
import { chooseToken, chooseTokenStopped } from "./kernels/choose-token.ts";
import { type DecodeDims, STATE_BYTES } from "./kernels/decode-kernel.ts";
import { ffnDown } from "./kernels/ffn-down.ts";
import { ffnUp } from "./kernels/ffn-up.ts";
import { headLogits } from "./kernels/head-logits.ts";

/** Counted once per shape, because every run asks for it at every token. */
interface Counted {
  /** Of all layers, by position. */
  readonly attention: Map<number, Work>;
  /** Of a layer, by blocks kept. */
  readonly feedForward: Map<number, Work>;
  /** Logits and the choice of a token. */
  readonly head: Work;
  /** The choice inside a prompt, by position. */
  readonly passing: Map<number, Work>;
}

const counted = new WeakMap<ModelConfig, Counted>();

function countedOf(config: ModelConfig): Counted {
  const known = counted.get(config);
  if (known !== undefined) return known;
  const dims: DecodeDims = { ...config, position: 0, insidePrompt: false };
  const made: Counted = { attention: new Map(), feedForward: new Map(), head: addWork(headLogits.work(dims), chooseToken.work(dims)), passing: new Map() };
  counted.set(config, made);
  return made;
}

function attentionAt(config: ModelConfig, position: number): Work {
  const { attention } = countedOf(config);
  const known = attention.get(position);
  if (known !== undefined) return known;
  const dims: DecodeDims = { ...config, position };
  const made = repeatWork(addWork(attnIn.work(dims), attnOut.work(dims)), config.layers);
  attention.set(position, made);
  return made;
}

function passingAt(config: ModelConfig, position: number): Work {
  const { passing } = countedOf(config);
  const known = passing.get(position);
  if (known !== undefined) return known;
  const made = chooseToken.work({ ...config, position, insidePrompt: true });
  passing.set(position, made);
  return made;
}

function feedForwardWork(config: ModelConfig, activeBlocks: number): Work {
  const { feedForward } = countedOf(config);
  const known = feedForward.get(activeBlocks);
  if (known !== undefined) return known;
  const dims: DecodeDims = { ...config, position: 0, activeBlocks };
  const made = addWork(ffnUp.work(dims), ffnDown.work(dims));
  feedForward.set(activeBlocks, made);
  return made;
}

/** Launching a kernel costs the same whatever it computes: its dispatches are a component of their own. */
function launchesApart(attention: Work, feedForward: Work, head: Work): WorkByComponent {
  return {
    attention: { ...attention, dispatches: 0 },
    feedForward: { ...feedForward, dispatches: 0 },
    head: { ...head, dispatches: 0 },
    dispatch: { ...NO_WORK, dispatches: attention.dispatches + feedForward.dispatches + head.dispatches },
  };
}

function feedForwardOf(config: ModelConfig, activeBlocksPerLayer: readonly number[]): Work {
  if (activeBlocksPerLayer.length !== config.layers) {
    throw new RangeError(`${activeBlocksPerLayer.length} block counts for ${config.layers} layers`);
  }
  return activeBlocksPerLayer.reduce((sum, activeBlocks) => addWork(sum, feedForwardWork(config, activeBlocks)), NO_WORK);
}

/**
 * @param position position of the input token, 0-based; the token chosen from it sits at position + 1
 * @param activeBlocksPerLayer feed-forward blocks kept, one entry per layer
 */
export function tokenWork(config: ModelConfig, position: number, activeBlocksPerLayer: readonly number[]): WorkByComponent {
  return launchesApart(attentionAt(config, position), feedForwardOf(config, activeBlocksPerLayer), countedOf(config).head);
}

/** The first `tokens` of a prompt, all but its last: no logits are computed, but choose_token still advances the state. */
export function promptWork(config: ModelConfig, tokens: number, activeBlocksPerLayer: readonly number[]): WorkByComponent {
  let attention = NO_WORK;
  let choosing = NO_WORK;
  for (let position = 0; position < tokens; position++) {
    attention = addWork(attention, attentionAt(config, position));
    choosing = addWork(choosing, passingAt(config, position));
  }
  return launchesApart(attention, repeatWork(feedForwardOf(config, activeBlocksPerLayer), tokens), choosing);
}

/**
 * Launches of `tokens` tokens past the stop token: the kernels read the state, find the stop mark and return, all but choose_token, which
 * looks over the logits first.
 */
export function wastedLaunches(config: ModelConfig, tokens: number): WorkByComponent {
  if (tokens === 0) return {};
  const readers = 4 * config.layers + 1;
  const looking = repeatWork(chooseTokenStopped(config), tokens);
  const state = readers * tokens * STATE_BYTES;
  return {
    head: { ...looking, dispatches: 0 },
    dispatch: { ...NO_WORK, dispatches: readers * tokens + looking.dispatches, bytesRead: state, residentBytes: state },
  };
}
