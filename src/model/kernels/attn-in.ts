// Host record of attn_in: norm, qkv projection, rotary positions, cache write.

import { dispatchWork, dotMultiplyAdds, normMultiplyAdds, sectorBytes, SHAPE_AND_STATE_BYTES, type DecodeKernel } from "./decode-kernel.ts";

export const attnIn: DecodeKernel = {
  name: "attn_in",
  bindings: [
    { name: "shape", access: "uniform" },
    { name: "state", access: "read" },
    { name: "params", access: "read" },
    { name: "x", access: "read" },
    { name: "rope", access: "read" },
    { name: "q", access: "write" },
    { name: "keys", access: "write" },
    { name: "values", access: "write" },
  ],
  workgroups: ({ dim }) => Math.ceil((3 * dim) / 2 / 64),
  work: ({ dim, heads }) =>
    dispatchWork({
      // Each of 3d/2 invocations: one norm, two rows of d; d pairs of q and k turn with two products each way.
      multiplyAdds: ((3 * dim) / 2) * (normMultiplyAdds(dim) + 2 * dotMultiplyAdds(dim)) + 4 * dim,
      bytesRead: sectorBytes(3 * dim * dim),
      bytesWritten: 2 * sectorBytes(dim), // key and value rows
      residentRead: SHAPE_AND_STATE_BYTES + sectorBytes(dim) + sectorBytes(dim / heads),
      residentWritten: sectorBytes(dim),
    }),
};
