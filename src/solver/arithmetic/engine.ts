// The evaluator as it runs in the box. Needs no files: the parser bounds the text and the evaluator every number in it.

import * as v from "valibot";
import type { BoxedEngine } from "../box/in-box.ts";
import { executeProgram } from "./evaluate.ts";
import { MAX_PROGRAM_LENGTH } from "./parse.ts";

/** The text itself, once it has parsed: parser and evaluator are our own, and failures point into the visitor's text. */
export const PAYLOAD = v.object({ program: v.pipe(v.string(), v.maxLength(MAX_PROGRAM_LENGTH)) });
export type ArithmeticPayload = v.InferOutput<typeof PAYLOAD>;

const COUNT = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(Number.MAX_SAFE_INTEGER));
/** An integer of 20000 bits has 6021 digits; a step can hold many. */
const TEXT = v.pipe(v.string(), v.maxLength(200_000));

export const REPLY = v.variant("ok", [
  v.object({
    ok: v.literal(true),
    answer: TEXT,
    steps: v.pipe(v.array(v.object({ expression: TEXT, result: TEXT })), v.maxLength(MAX_PROGRAM_LENGTH)),
    hostOperations: COUNT,
  }),
  v.object({ ok: v.literal(false), code: TEXT, message: TEXT, column: v.nullable(COUNT), hostOperations: COUNT }),
]);

export const arithmeticEngine: BoxedEngine = {
  start: () => Promise.resolve(),
  run: async (payload) => executeProgram(v.parse(PAYLOAD, payload).program),
};
