// Host record of attn_in: norm, qkv projection, rotary positions, cache write.

import { dispatchWork, normMultiplyAdds, sectorBytes, SHAPE_AND_STATE_BYTES, type DecodeKernel } from "./decode-kernel.ts";

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
      // Each of 3d/2 invocations: one norm, two rows of d; q and k pairs turn with 4 multiplications.
      multiplyAdds: ((3 * dim) / 2) * (normMultiplyAdds(dim) + 2 * dim) + 4 * dim,
      bytesRead: SHAPE_AND_STATE_BYTES + sectorBytes(3 * dim * dim) + sectorBytes(dim) + sectorBytes(dim / heads),
      bytesWritten: 3 * sectorBytes(dim),
    }),
};
