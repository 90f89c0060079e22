// Conditions that SQL reads otherwise than mathematics and speech do: 1 < x < 3, and x = 1 OR 2.

import type { BinaryOperator, Expression } from "./ast.ts";
import { type Cautions, writtenOut } from "./cautions.ts";
import { countsAs } from "./text-reading.ts";

type Binary = Expression & { readonly kind: "binary" };

const COMPARISONS: ReadonlySet<BinaryOperator> = new Set(["=", "<>", "<", "<=", ">", ">="]);

function comparisonOf(node: Expression): Binary | null {
  return node.kind === "binary" && COMPARISONS.has(node.operator) ? node : null;
}

/** The number a condition that is a constant counts as; null where it is none. TRUE and FALSE are conditions on purpose. */
function loneConstant(node: Expression): number | null {
  return node.kind === "text" ? Number(countsAs(node.text)) : (writtenOut(node)?.value ?? null);
}

const isTruth = (node: Expression): boolean => (node.kind === "word" && node.word !== "NULL") || [0, 1].includes(writtenOut(node)?.value ?? -1);

function chained(node: Binary, cautions: Cautions): void {
  const { operator, left, right } = node;
  // In parentheses it is on purpose; they lie between the ends of the whole and those of the part.
  const first = left.at === node.at ? comparisonOf(left) : null;
  const last = right.end === node.end ? comparisonOf(right) : null;
  // Two conditions that should be both true or both false, or one that is asked to be true.
  if ((operator === "=" || operator === "<>") && ((comparisonOf(left) !== null && comparisonOf(right) !== null) || isTruth(first === null ? left : right))) return;
  const [said, one, two] = [node, left, right].map((part) => cautions.snippet(part));
  if (first !== null) cautions.add("condition", `${said} compares the outcome of ${one}, which is 1 or 0, with ${two}; write ${one} AND ${cautions.snippet(first.right)} ${operator} ${two}.`);
  else if (last !== null) cautions.add("condition", `${said} compares ${one} with the outcome of ${two}, which is 1 or 0; write ${one} ${operator} ${cautions.snippet(last.left)} AND ${two}.`);
}

/** The comparison next to a constant: the last one before it, or the first one after it. */
function neighbour(node: Expression, last: boolean): Binary | null {
  const comparison = comparisonOf(node);
  if (comparison !== null) return comparison;
  if (node.kind !== "binary" || (node.operator !== "AND" && node.operator !== "OR")) return null;
  const [near, far] = last ? [node.right, node.left] : [node.left, node.right];
  return neighbour(near, last) ?? neighbour(far, last);
}

function lone(constant: Expression, other: Expression, last: boolean, cautions: Cautions): void {
  const value = loneConstant(constant);
  if (value === null) return;
  const text = cautions.snippet(constant);
  const comparison = neighbour(other, last);
  const subject = comparison === null ? null : loneConstant(comparison.left) === null ? comparison.left : comparison.right;
  const remedy = comparison === null || subject === null ? "write the whole comparison" : `write ${cautions.snippet(subject)} ${comparison.operator} ${text}`;
  cautions.add("condition", `${text} is a condition of its own here, and counts as ${value === 0 ? "false" : "true"} whatever the row; ${remedy}.`);
}

/** Says of a comparison that compares the outcome of another, and of a constant beside AND or OR. */
export function conditionSlips(node: Binary, cautions: Cautions): void {
  if (comparisonOf(node) !== null) chained(node, cautions);
  if (node.operator !== "AND" && node.operator !== "OR") return;
  // WHERE 1 AND ... is how programs begin a list of conditions.
  if (!isTruth(node.left)) lone(node.left, node.right, false, cautions);
  lone(node.right, node.left, true, cautions);
}
