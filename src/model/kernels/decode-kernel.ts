// What a decode kernel's host record says: bindings, grid and exact work.
// Bytes are unique bytes per dispatch: each tensor range once, in whole sectors. What invocations read again comes from registers and
// the first-level cache and is part of the cost of an operation.
// Multiply-adds are counted as executed, recomputed norms included: a multiplication whose product is added is one, and so is a lone
// multiplication, addition, division or root. Comparisons are the steps that choose. Index arithmetic and idle lanes are not counted.

import type { Kernel } from "../../gpu/kernel.ts";
import type { Work } from "../../energy/work.ts";
import type { ModelConfig } from "../config.ts";

/**
 * What memory is read and written in. "Sector: aligned 32 byte-chunk of memory in a cache line or device memory", four in a line (NVIDIA,
 * Nsight Compute, Kernel Profiling Guide). Other vendors move lines of 64 or 128 bytes: as much here, where every gathered piece, a block
 * of 16 rows, an embedding row or a row of the key-value cache, is aligned and a multiple of 64 bytes long.
 */
export const SECTOR_BYTES = 32;
/** u32 words per position in the records buffer; the first 8 are the token, then one per layer. */
export const RECORD_WORDS = 16;

export interface DecodeDims extends ModelConfig {
  /** Position of the input token. */
  readonly position: number;
  /** Feed-forward blocks kept in this layer at this token. */
  readonly activeBlocks: number;
  /** The next token comes from the prompt. */
  readonly insidePrompt?: boolean;
}

export interface DecodeKernel extends Kernel {
  workgroups(config: ModelConfig): number;
  work(dims: DecodeDims): Work;
}

/**
 * Bytes of the whole sectors that hold `elements` contiguous f32 or u32. Rows are multiples of 16 bytes long and follow one another
 * from a sector's start, so none reaches into one sector more.
 */
export function sectorBytes(elements: number): number {
  return Math.ceil((elements * 4) / SECTOR_BYTES) * SECTOR_BYTES;
}

/** The state, and with it the uniform of sizes (48 bytes), which every kernel reads. */
export const STATE_BYTES = sectorBytes(2);
export const SHAPE_AND_STATE_BYTES = sectorBytes(12) + STATE_BYTES;

/** A dot product in four partial sums: `count` multiply-adds and three additions. */
export function dotMultiplyAdds(count: number): number {
  return count + 3;
}

/** One recomputed RMSNorm: the sum of squares, mean, epsilon and inverse root, then a multiplication per channel. */
export function normMultiplyAdds(dim: number): number {
  return dotMultiplyAdds(dim) + 3 + dim;
}

/** exp of a non-positive number: range reduction 3, polynomial 5, its square, the last two terms 2, scaling 1. */
export const EXP_MULTIPLY_ADDS = 12;

export interface DispatchCounts {
  readonly multiplyAdds: number;
  readonly comparisons?: number;
  /** Of parameters and the key-value cache. */
  readonly bytesRead?: number;
  readonly bytesWritten?: number;
  /** Of activations and state, beside those. */
  readonly residentRead: number;
  readonly residentWritten: number;
  readonly activeBlocks?: number;
  readonly totalBlocks?: number;
}

export function dispatchWork(counts: DispatchCounts): Work {
  const { multiplyAdds, comparisons = 0, bytesRead = 0, bytesWritten = 0, residentRead, residentWritten, activeBlocks = 0, totalBlocks = 0 } = counts;
  return {
    multiplyAdds,
    halfMultiplyAdds: 0,
    comparisons,
    bytesRead: bytesRead + residentRead,
    bytesWritten: bytesWritten + residentWritten,
    residentBytes: residentRead + residentWritten,
    dispatches: 1,
    activeBlocks,
    totalBlocks,
    hostOperations: 0,
  };
}
