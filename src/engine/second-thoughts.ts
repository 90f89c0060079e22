// When an arm reads a question again. Execution-guided decoding (Wang et al. 2018, arXiv 1807.03100): what a program comes to
// tells of a misreading, "-37 apples" say, and the network's second choice at its least certain token is often the right one.
// Every network arm has it, and pays for it.

import type { DecodedToken } from "../model/decoder.ts";

/** A first reading this probable stands, whatever it comes to: 5 - 9 is -4. */
export const CERTAIN = 0.9;
/** Most readings after the first: with a third, no more training questions came out right. */
const SECOND_READINGS = 2;

/** Questions rarely ask for a negative number or a fraction that never ends. */
export function isDoubtful(answer: string): boolean {
  return answer.startsWith("-") || answer.includes("/");
}

/** Another beginning: the first tokens of `written`, then the runner-up of the next. Smallest margin first, the earlier on ties. */
export function secondThoughts(written: readonly DecodedToken[]): DecodedToken[][] {
  const places = written.map((_, at) => at).toSorted((p, q) => (written[p]?.margin ?? 0) - (written[q]?.margin ?? 0) || p - q);
  return places.slice(0, SECOND_READINGS).map((at) => [
    ...written.slice(0, at),
    ...written.slice(at, at + 1).map((token) => ({ ...token, id: token.runnerUp, runnerUp: token.id, margin: -token.margin, logProbability: token.logProbability - token.margin })),
  ]);
}
