// Twin of ffn_down.wgsl.

import { BLOCK_SIZE } from "../config.ts";
import { dot, roundingOf, type FloatArray } from "./arithmetic.ts";
import type { DecodeState } from "./decode-state.ts";

/** Ids, ascending, of the `keep` blocks of highest energy; of equal ones the lower index first. */
export function selectBlocks(energy: FloatArray, keep: number): number[] {
  const chosen: number[] = [];
  for (let block = 0; block < energy.length; block++) {
    const own = energy[block]!;
    let rank = 0;
    for (let other = 0; other < energy.length; other++) {
      const rival = energy[other]!;
      if (rival > own || (rival === own && other < block)) rank++;
    }
    if (rank < keep) chosen.push(block);
  }
  return chosen;
}

/** Returns the number of blocks kept. */
export function ffnDownReference(state: DecodeState, layer: number, activeBlocks: number): number {
  const { x, h, energy, gathered, parameters } = state;
  const { dim } = state.config;
  const round = roundingOf(x);
  for (let block = 0; block < energy.length; block++) {
    energy[block] = dot(h, block * BLOCK_SIZE, h, block * BLOCK_SIZE, BLOCK_SIZE);
  }
  const chosen = selectBlocks(energy, activeBlocks);
  const down = state.layers[layer]!.down;
  gathered.fill(0);
  for (const block of chosen) {
    for (let neuron = block * BLOCK_SIZE; neuron < (block + 1) * BLOCK_SIZE; neuron++) {
      const activation = h[neuron]!;
      if (activation === 0) continue; // adding +0 or -0 changes nothing
      const row = down + neuron * dim;
      for (let channel = 0; channel < dim; channel++) {
        gathered[channel] = gathered[channel]! + round(activation * parameters[row + channel]!);
      }
    }
  }
  for (let channel = 0; channel < dim; channel++) x[channel] = x[channel]! + gathered[channel]!;
  return chosen.length;
}
