// Host record of choose_token: argmax, margin, sum of exponentials, next embedding. One workgroup.

import type { Work } from "../../energy/work.ts";
import type { ModelConfig } from "../config.ts";
import { type DecodeKernel, type DispatchCounts, dispatchWork, EXP_MULTIPLY_ADDS, SECTOR_BYTES, sectorBytes, SHAPE_AND_STATE_BYTES } from "./decode-kernel.ts";

/** What the kernel does before it looks whether the stop token was chosen. */
function looking({ vocabSize }: ModelConfig): Required<Pick<DispatchCounts, "multiplyAdds" | "comparisons" | "residentRead" | "residentWritten">> {
  return {
    // Per logit a difference, one exp and one addition.
    multiplyAdds: vocabSize * (2 + EXP_MULTIPLY_ADDS),
    // Per logit the test for finite and against the two largest so far, in 63 merges the same again.
    comparisons: 3 * vocabSize + 3 * 63,
    residentRead: SHAPE_AND_STATE_BYTES + sectorBytes(vocabSize),
    residentWritten: 0,
  };
}

/** Past the stop token: everything is looked at, nothing written. */
export function chooseTokenStopped(config: ModelConfig): Work {
  return dispatchWork(looking(config));
}

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
  work: (dims) => {
    const { dim, position, insidePrompt = false } = dims;
    const seen = looking(dims);
    // The head of control, and inside the prompt the next token, from word 5 + position.
    const control = insidePrompt ? sectorBytes(4) + (5 + position < SECTOR_BYTES / 4 ? 0 : SECTOR_BYTES) : sectorBytes(4);
    return dispatchWork({
      multiplyAdds: seen.multiplyAdds + 64 + 1, // the partial sums and the margin
      comparisons: seen.comparisons,
      bytesRead: sectorBytes(dim), // the next embedding
      residentRead: seen.residentRead + control,
      residentWritten: sectorBytes(dim) + 2 * SECTOR_BYTES, // x; the state and a few words of records
    });
  },
};
