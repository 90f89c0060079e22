// Host record of ffn_up: norm, every up-projection, relu. The exact selection needs all of them: all are counted.

import { dispatchWork, dotMultiplyAdds, normMultiplyAdds, sectorBytes, SHAPE_AND_STATE_BYTES, type DecodeKernel } from "./decode-kernel.ts";

export const ffnUp: DecodeKernel = {
  name: "ffn_up",
  bindings: [
    { name: "shape", access: "uniform" },
    { name: "state", access: "read" },
    { name: "params", access: "read" },
    { name: "x", access: "read" },
    { name: "h", access: "write" },
  ],
  workgroups: ({ ffnDim }) => Math.ceil(ffnDim / 64),
  work: ({ dim, ffnDim }) =>
    dispatchWork({
      multiplyAdds: ffnDim * (normMultiplyAdds(dim) + dotMultiplyAdds(dim)),
      comparisons: ffnDim, // relu
      bytesRead: sectorBytes(ffnDim * dim),
      residentRead: SHAPE_AND_STATE_BYTES + sectorBytes(dim),
      residentWritten: sectorBytes(ffnDim),
    }),
};
