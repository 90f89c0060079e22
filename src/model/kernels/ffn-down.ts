// Host record of ffn_down: block selection by counting, gather of the kept blocks, residual, count of blocks kept.

import { BLOCK_SIZE, ffnBlocks } from "../config.ts";
import { dispatchWork, dotMultiplyAdds, SECTOR_BYTES, sectorBytes, SHAPE_AND_STATE_BYTES, type DecodeKernel } from "./decode-kernel.ts";

export const ffnDown: DecodeKernel = {
  name: "ffn_down",
  bindings: [
    { name: "shape", access: "uniform" },
    { name: "state", access: "read" },
    { name: "control", access: "read" },
    { name: "params", access: "read" },
    { name: "h", access: "read" },
    { name: "x", access: "write" },
    { name: "records", access: "write" },
  ],
  workgroups: ({ dim }) => Math.ceil(dim / 64),
  work: (dims) => {
    const { dim, ffnDim, activeBlocks } = dims;
    const blocks = ffnBlocks(dims);
    const workgroups = Math.ceil(dim / 64);
    return dispatchWork({
      // Every workgroup takes the energies of all blocks; then each channel its rows and the residual.
      multiplyAdds: workgroups * blocks * dotMultiplyAdds(BLOCK_SIZE) + activeBlocks * BLOCK_SIZE * dim + dim,
      // Every workgroup compares each block with all and its rank with the limit, and counts the kept ones before each kept block (how
      // many depends on which: charged as for the last ones); each of its 64 invocations counts the kept ones once more.
      comparisons: workgroups * (blocks * blocks + blocks + (activeBlocks * (2 * blocks - activeBlocks - 1)) / 2 + 64 * blocks),
      bytesRead: activeBlocks * sectorBytes(BLOCK_SIZE * dim),
      residentRead: SHAPE_AND_STATE_BYTES + SECTOR_BYTES + sectorBytes(ffnDim) + sectorBytes(dim), // a sector of control
      residentWritten: sectorBytes(dim) + SECTOR_BYTES, // a word of records
      activeBlocks,
      totalBlocks: blocks,
    });
  },
};
