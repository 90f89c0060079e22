// What a decode kernel's host record says: bindings, grid and exact work. Byte counts are unique bytes per dispatch:
// each tensor range once, rounded up to 32-byte sectors (gathers per contiguous piece). Multiply-adds are counted as
// executed, recomputed norms included; a lone multiply and a ranking comparison are charged as one each.

import type { Kernel } from "../../gpu/kernel.ts";
import { NO_WORK, type Work } from "../../energy/work.ts";
import type { ModelConfig } from "../config.ts";

export const SECTOR_BYTES = 32;
/** u32 words per position in the records buffer; the first 8 are the token, then one per layer. */
export const RECORD_WORDS = 16;

export interface DecodeDims extends ModelConfig {
  /** Position of the input token. */
  readonly position: number;
  /** Feed-forward blocks kept in this layer at this token. */
  readonly activeBlocks: number;
}

export interface DecodeKernel extends Kernel {
  workgroups(config: ModelConfig): number;
  work(dims: DecodeDims): Work;
}

/** Bytes of `elements` contiguous f32 or u32, in whole sectors. */
export function sectorBytes(elements: number): number {
  return Math.ceil((elements * 4) / SECTOR_BYTES) * SECTOR_BYTES;
}

/** The uniform of sizes (48 bytes) and the state, which every kernel reads. */
export const SHAPE_AND_STATE_BYTES = sectorBytes(12) + sectorBytes(2);

/** Multiply-adds of one recomputed RMSNorm: the sum of squares and the scaling. */
export function normMultiplyAdds(dim: number): number {
  return 2 * dim;
}

export function dispatchWork(counts: Partial<Work>): Work {
  return { ...NO_WORK, dispatches: 1, ...counts };
}
