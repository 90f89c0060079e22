// Host record of head_logits: norm and tied head. Skipped inside the prompt.

import { dispatchWork, dotMultiplyAdds, normMultiplyAdds, sectorBytes, SHAPE_AND_STATE_BYTES, type DecodeKernel } from "./decode-kernel.ts";

export const headLogits: DecodeKernel = {
  name: "head_logits",
  bindings: [
    { name: "shape", access: "uniform" },
    { name: "state", access: "read" },
    { name: "params", access: "read" },
    { name: "x", access: "read" },
    { name: "logits", access: "write" },
  ],
  workgroups: ({ vocabSize }) => Math.ceil(vocabSize / 64),
  work: ({ dim, vocabSize }) =>
    dispatchWork({
      multiplyAdds: vocabSize * (normMultiplyAdds(dim) + dotMultiplyAdds(dim)),
      bytesRead: sectorBytes(vocabSize * dim),
      residentRead: SHAPE_AND_STATE_BYTES + sectorBytes(dim),
      residentWritten: sectorBytes(vocabSize),
    }),
};
