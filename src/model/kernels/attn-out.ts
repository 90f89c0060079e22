// Host record of attn_out: scores, softmax, values, output projection, residual. One workgroup.

import { dispatchWork, dotMultiplyAdds, EXP_MULTIPLY_ADDS, sectorBytes, SHAPE_AND_STATE_BYTES, type DecodeKernel } from "./decode-kernel.ts";

export const attnOut: DecodeKernel = {
  name: "attn_out",
  bindings: [
    { name: "shape", access: "uniform" },
    { name: "state", access: "read" },
    { name: "params", access: "read" },
    { name: "q", access: "read" },
    { name: "keys", access: "read" },
    { name: "values", access: "read" },
    { name: "x", access: "write" },
  ],
  workgroups: () => 1,
  work: ({ dim, heads, position }) => {
    const tokens = position + 1;
    return dispatchWork({
      // Per head and token a dot of q and k, its scaling, exp of a difference, an addition to the total; then weights . values, the
      // division, Wout and the residual.
      multiplyAdds: heads * tokens * (dotMultiplyAdds(dim / heads) + 3 + EXP_MULTIPLY_ADDS) + tokens * dim + dim + dim * (dotMultiplyAdds(dim) + 1),
      comparisons: heads * (tokens - 1), // the peaks
      bytesRead: 2 * sectorBytes(tokens * dim) + sectorBytes(dim * dim),
      residentRead: SHAPE_AND_STATE_BYTES + 2 * sectorBytes(dim),
      residentWritten: sectorBytes(dim),
    });
  },
};
