// Which numbers and wordings are held out of training, and the wordings that a split may draw from.

import { hashText } from "../../scenario/prng.ts";
import type { Draw, Split } from "./example.ts";
import { FURTHER_WORDINGS } from "./further-wordings.ts";
import { OPERATIONS } from "./operations.ts";
import { allBranches } from "./wording.ts";

/** One wording in this many is held out. */
const HELD_OUT_WORDINGS = 6;

/** True for the integers that never occur in training questions. */
export function isHeldOutNumber(text: string): boolean {
  return /^-?\d{2,}$/.test(text) && BigInt(text.replace("-", "")) % 11n === 7n;
}

/** True for the wordings that never occur in training; the high bits of the hash are taken. */
export function isHeldOutWording(wording: string): boolean {
  return (hashText(wording) >>> 8) % HELD_OUT_WORDINGS === 0;
}

const indicesByList = new Map<readonly string[], { readonly trained: number[]; readonly heldOut: number[] }>();

/** Indices of the wordings of a list by split; kept, because hashing every wording for every example would dominate. */
function indicesOf(wordings: readonly string[]): { readonly trained: number[]; readonly heldOut: number[] } {
  const known = indicesByList.get(wordings);
  if (known !== undefined) return known;
  const indices = { trained: [] as number[], heldOut: [] as number[] };
  wordings.forEach((wording, index) => indices[isHeldOutWording(wording) ? "heldOut" : "trained"].push(index));
  indicesByList.set(wordings, indices);
  return indices;
}

export interface Picked {
  readonly index: number;
  readonly written: string;
}

/** A wording the split may use, for training also one of FURTHER_WORDINGS[key]; null when there is none. */
export function pickWording(draw: Draw, wordings: readonly string[], split: Split, key = ""): Picked | null {
  const further = split === "train" ? (FURTHER_WORDINGS[key] ?? []) : [];
  const usable = split === "unseen-situations" ? wordings.map((_, at) => at) : indicesOf(wordings)[split === "unseen-templates" ? "heldOut" : "trained"];
  if (usable.length + further.length === 0) return null;
  const at = draw.small(0, usable.length + further.length - 1);
  const index = usable[at] ?? wordings.length + at - usable.length;
  return { index, written: wordings[index] ?? further[at - usable.length] ?? "" };
}

/** What a wording says apart from letters, case and punctuation. */
const form = (wording: string): string => wording.toLowerCase().replaceAll(/#[a-z]/g, "#").replaceAll(/[^a-z#%]+/g, " ").trim();

let heldOutForms: ReadonlySet<string> | null = null;

/** True where a held-out wording of a bare calculation says the same in the same words. */
export function saysHeldOutCalculation(wording: string): boolean {
  heldOutForms ??= new Set(OPERATIONS.flatMap(({ wordings }) => wordings.filter(isHeldOutWording).flatMap(allBranches).map(form)));
  return heldOutForms.has(form(wording));
}
