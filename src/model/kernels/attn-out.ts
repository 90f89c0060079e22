// Host record of attn_out: scores, softmax, values, output projection, residual. One workgroup.

import { dispatchWork, sectorBytes, SHAPE_AND_STATE_BYTES, type DecodeKernel } from "./decode-kernel.ts";

/** Multiply-adds of one exp: range reduction 3, polynomial 7, scaling 1. */
export const EXP_MULTIPLY_ADDS = 11;

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
      // q.k and weights.v: d per token each; per head and token one scaling, one exp, one addition; division; Wout.
      multiplyAdds: 2 * tokens * dim + heads * tokens * (2 + EXP_MULTIPLY_ADDS) + dim + dim * dim,
      bytesRead: SHAPE_AND_STATE_BYTES + 2 * sectorBytes(dim) + 2 * sectorBytes(tokens * dim) + sectorBytes(dim * dim),
      bytesWritten: sectorBytes(dim),
    });
  },
};
