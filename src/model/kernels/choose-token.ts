// Host record of choose_token: argmax, margin, sum of exponentials, next embedding. One workgroup.

import { EXP_MULTIPLY_ADDS } from "./attn-out.ts";
import { dispatchWork, RECORD_WORDS, SECTOR_BYTES, sectorBytes, SHAPE_AND_STATE_BYTES, type DecodeKernel } from "./decode-kernel.ts";

export const chooseToken: DecodeKernel = {
  name: "choose_token",
  bindings: [
    { name: "shape", access: "uniform" },
    { name: "control", access: "read" },
    { name: "params", access: "read" },
    { name: "logits", access: "read" },
    { name: "state", access: "write" },
    { name: "x", access: "write" },
    { name: "records", access: "write" },
  ],
  workgroups: () => 1,
  work: ({ dim, vocabSize }) =>
    dispatchWork({
      // Per logit one comparison, one exp and one addition; 63 merges and 64 partial sums.
      multiplyAdds: vocabSize * (2 + EXP_MULTIPLY_ADDS) + 127,
      bytesRead: SHAPE_AND_STATE_BYTES + SECTOR_BYTES + sectorBytes(vocabSize) + sectorBytes(dim),
      bytesWritten: sectorBytes(dim) + SECTOR_BYTES + sectorBytes(RECORD_WORDS),
    }),
};
