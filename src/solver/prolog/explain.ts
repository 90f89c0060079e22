// Steps as the engine lists them, each with its depth -> the trees of a proof and of a why-not.

import type { Explanation } from "../result.ts";
import { ownName } from "./print.ts";
import type { QueryReply, Step } from "./protocol.ts";

type Origins = ReadonlyMap<string, readonly string[]>;

/** Where a clause stands; a row where it is of a table; null for a step of no clause. */
function originOf({ name, arity, nth }: Step, origins: Origins): string | null {
  if (nth === 0) return null;
  const lines = origins.get(`${name}/${arity}`);
  return lines === undefined ? `row ${nth} of ${name.slice(ownName("").length)}` : (lines[nth - 1] ?? null);
}

function proofNote(step: Step, origins: Origins): string {
  switch (step.kind) {
    case "clause":
      return originOf(step, origins) ?? "";
    case "not":
      return "the opposite cannot be proved";
    case "cut":
      return "the steps beyond are left out";
    default:
      return "built in";
  }
}

function reasonNote(step: Step, origins: Origins): string {
  const origin = originOf(step, origins);
  const by = origin === null ? "" : `; asked by ${origin}`;
  switch (step.kind) {
    case "none":
      return `no fact or rule fits${by}`;
    case "each":
      return `fails in every way${by}`;
    case "holds":
      return `the opposite holds${by}`;
    case "again":
      return `leads back to itself${by}`;
    case "deep":
      return `fails${by}`;
    case "unmet":
      return "no values meet all of them";
    case "cut":
      return "further reasons are left out";
    default:
      return `does not hold${by}`;
  }
}

interface Open {
  readonly depth: number;
  readonly children: Explanation[];
}

function tree(steps: readonly Step[], note: (step: Step) => string): Explanation[] {
  const roots: Explanation[] = [];
  const open: Open[] = [];
  for (const step of steps) {
    while ((open.at(-1)?.depth ?? -1) >= step.depth) open.pop();
    const children: Explanation[] = [];
    (open.at(-1)?.children ?? roots).push({ text: step.kind === "cut" ? "…" : step.text, note: note(step), children });
    open.push({ depth: step.depth, children });
  }
  return roots;
}

/** One tree per proved answer, headed by the answer where there are several. */
export function explainProofs({ answers, proofs }: QueryReply, names: readonly string[], origins: Origins): Explanation[] {
  return proofs.flatMap(({ answer, steps }) => {
    const nodes = tree(steps, (step) => proofNote(step, origins));
    if (answers.length === 1) return nodes;
    const cells = answers[answer]?.cells ?? [];
    const text = names.map((name, index) => `${name} = ${cells[index] ?? ""}`).join(", ");
    return [{ text: text === "" ? `solution ${answer + 1}` : text, note: `solution ${answer + 1}`, children: nodes }];
  });
}

export function explainReasons(reasons: readonly Step[], origins: Origins): Explanation[] {
  return tree(reasons, (step) => reasonNote(step, origins));
}
