// What a plan must offer to the engine: greedy decoding of one sequence, in batches of tokens.
// Implemented by the GPU plan (`fused`) and the TypeScript twin (`cpu`).

import type { Clock } from "../gpu/timer.ts";
import type { ModelConfig } from "./config.ts";
import type { TokenizerData } from "./tokenizer.ts";

export type PlanName = "fused" | "cpu";

/** A checkpoint in memory. */
export interface Model {
  readonly config: ModelConfig;
  readonly tokenizer: TokenizerData;
  /** Training record as stored (task, seed, steps, flops, command, scores ...). */
  readonly training: Readonly<Record<string, unknown>>;
  /** Flat f32 parameters, laid out by parameterLayout(config). */
  readonly parameters: Float32Array;
  /** sha-256 of the checkpoint file, hex. */
  readonly contentHash: string;
}

export interface DecodeRequest {
  /** Prompt token ids, 1 .. maxTokens - 1 of them. */
  readonly prompt: readonly number[];
  readonly maxNewTokens: number;
  /** Decoding ends after this token is chosen (it is emitted too). */
  readonly stopToken: number;
  /** Blocks kept per token and layer; ffnDim / 16 = all blocks on. */
  readonly activeBlocks: number;
  readonly signal?: AbortSignal;
}

export interface DecodedToken {
  readonly id: number;
  /** Position in the sequence, prompt included. */
  readonly position: number;
  /** Id of the second largest logit: what would have been written else. */
  readonly runnerUp: number;
  /** Top-1 minus top-2 logit. */
  readonly margin: number;
  /** log softmax probability of the token chosen: top-1 logit minus logsumexp. */
  readonly logProbability: number;
  /** Feed-forward blocks computed, per layer. */
  readonly activeBlocks: readonly number[];
}

/** How often a decode is timed. */
export const TIMED_REPEATS = 7;

/** Seconds of one decode, timed again and again. */
export interface DecodeTiming {
  /** timestamps: the GPU's own. page: the page's clock, on a GPU less the time of an empty submit. */
  readonly clock: Clock;
  /** Of one decode, one entry per repeat; each comes from a batch of at least 10 ms. */
  readonly seconds: readonly number[];
  /** Tokens gone through in one decode: the prompt, and launches behind a stop token; 0 where that was not recorded. */
  readonly tokens: number;
}

export interface Decoder {
  readonly plan: PlanName;
  readonly model: Model;
  /** Yields batches as they are read back; ends after stopToken or maxNewTokens. Throws EngineFailure on a lost device and on what cannot be a result. */
  decode(request: DecodeRequest): AsyncGenerator<readonly DecodedToken[]>;
  /** Milliseconds since creation that waiting for results took beyond the work itself: as many waits as empty submits would have needed. */
  waitedMs(): number;
  /** Times the decode of `request` that emits `emitted` tokens, with the launches behind a stop token; reads nothing back meanwhile. */
  time(request: DecodeRequest, emitted: number): Promise<DecodeTiming>;
  destroy(): void;
}
