// Host record of ffn_down: block selection by counting, gather of the kept blocks, residual, count of blocks kept.

import { BLOCK_SIZE, ffnBlocks } from "../config.ts";
import { dispatchWork, SECTOR_BYTES, sectorBytes, SHAPE_AND_STATE_BYTES, type DecodeKernel } from "./decode-kernel.ts";

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
      // Every workgroup takes all energies and compares every pair of blocks.
      multiplyAdds: workgroups * (ffnDim + blocks * blocks) + activeBlocks * BLOCK_SIZE * dim,
      bytesRead:
        SHAPE_AND_STATE_BYTES + SECTOR_BYTES + sectorBytes(ffnDim) + sectorBytes(dim) + activeBlocks * sectorBytes(BLOCK_SIZE * dim),
      bytesWritten: sectorBytes(dim) + SECTOR_BYTES,
      activeBlocks,
      totalBlocks: blocks,
    });
  },
};
