// The engine's reply -> the result shown. The reply comes out of the box and is trusted for nothing.

import * as v from "valibot";
import { type Explanation, failure, type ResultTable, type SolverFailure, type SolverResult, type SolverWork } from "../result.ts";
import { number } from "../wording.ts";
import { engineFailure, stopMessage } from "./errors.ts";
import { explainProofs, explainReasons } from "./explain.ts";
import { failedByRounding, heldByRounding } from "./near-floats.ts";
import { type PayloadQuery, type PrologPayload, type PrologReply, type QueryReply, REPLY } from "./protocol.ts";
import { watchMessage } from "./watch.ts";
import { mentions, withOwnNames } from "./written-names.ts";

/** One query's share of the result. */
interface Finding {
  readonly end: "answer" | "proved-no" | "unknown";
  readonly headline: string;
  readonly explanation: readonly Explanation[];
  readonly checks: readonly string[];
  readonly cautions: readonly string[];
}

function bindings({ names }: PayloadQuery, { cells, where }: QueryReply["answers"][number]): string {
  const values = names.map((name, index) => [name, cells[index] ?? ""] as const).filter(([name, cell]) => cell !== "_" && cell !== name);
  return [...values.map(([name, cell]) => `${name} = ${cell}`), ...(where === "" ? [] : [where])].join(", ");
}

function headline(query: PayloadQuery, { answers, more, error }: QueryReply): string {
  const [answer] = answers;
  if (answers.length !== 1 || answer === undefined) return `${number.format(answers.length)} solutions${more || error !== null ? ", perhaps more" : ""}`;
  if (query.names.length === 0 && answer.where === "") return "Yes";
  const text = query.names.length === 1 && answer.where === "" ? (answer.cells[0] ?? "") : bindings(query, answer);
  if (text === "" || text === "_") return "Yes, for any value";
  return text.length > 200 ? "1 solution" : text;
}

function checksOf({ answers, proofs, held }: QueryReply): string[] {
  const checks: string[] = [];
  const all = answers.length;
  if (held > 0 && held === all) checks.push(all === 1 ? "put back into the question: the solution holds" : `put back into the question: all ${number.format(all)} solutions hold`);
  else if (held > 0) checks.push(`put back into the question: ${number.format(held)} of ${number.format(all)} solutions hold, the others were not tried`);
  if (proofs.length > 0) checks.push(`proved step by step from the clauses by a second interpreter: ${proofs.length === all ? (all === 1 ? "the solution" : `all ${number.format(all)}`) : `${number.format(proofs.length)} of ${number.format(all)}`}`);
  return checks;
}

/** Numbers that are not whole, outside marks. */
const FLOAT = /(?:^|[^\w.'"])-?\d+\.\d+(?:e[+-]?\d+)?(?![\w'])/;
const FRACTION = /(?:^|[^\w'])(-?\d+)r(\d+)\b/;

function cautionsOf(query: PayloadQuery, reply: QueryReply, payload: PrologPayload): string[] {
  const { answers, cut, more, error, failed, open } = reply;
  const cautions: string[] = [];
  if (cut) cautions.push("Terms that are nested more than 500 deep are cut there: … stands for the rest.");
  const free = open === answers.length ? undefined : answers.find(({ where }) => where !== "");
  if (free !== undefined) {
    const names = query.names.filter((name) => mentions(free.where, name)).slice(0, 8);
    cautions.push(`Values are narrowed to what stands under "where" but not fixed, and not every such value need be a solution; add label([${names.join(", ")}]) to list the solutions.`);
  }
  if (open > 0) cautions.push("Constraints left open: whether any values meet all of them was not found out. Give every variable bounds, such as X in 1..9, and add label([...]) for them.");
  if (error !== null) cautions.push(`These were found before the search ended: ${stopMessage(error, query, payload)}`);
  else if (more) cautions.push(`The search stopped after ${number.format(answers.length)} ${answers.length === 1 ? "solution" : "solutions"}, the most that are shown; there may be more.`);
  if (failed > 0) cautions.push(`${number.format(failed)} of the solutions ${failed === 1 ? "does" : "do"} not hold when put back into the question: \\+, cuts and tests such as var depend on what is known when they run.`);
  const distinct = new Set(answers.map(({ cells, where }) => [...cells, where].join("\u001f"))).size;
  if (distinct < answers.length) cautions.push(`Only ${number.format(distinct)} of the solutions ${distinct === 1 ? "is" : "are"} different: the same one is found in several ways.`);
  const cells = answers.flatMap((answer) => answer.cells);
  const fraction = cells.map((cell) => FRACTION.exec(cell)).find((match) => match !== null);
  if (fraction !== undefined) cautions.push(`${fraction[1]}r${fraction[2]} is the fraction ${fraction[1]}/${fraction[2]}, exact.`);
  const near = heldByRounding(reply.proofs.flatMap(({ steps }) => steps));
  if (near !== null) cautions.push(near);
  if (cells.some((cell) => FLOAT.test(cell))) cautions.push("Numbers with a decimal point are floats, exact to about 16 digits; write 1r10 for an exact tenth.");
  return cautions;
}

/** What the search did not decide. */
function openOf({ met, answers }: QueryReply, { watches, nested }: PrologPayload): string[] {
  return met.flatMap(({ mark, left }) => {
    const watch = watches[mark];
    if (watch === undefined) return [];
    const message = watchMessage(watch, left);
    if (answers.length === 0) return [message];
    if (nested || left) return [`Perhaps not right: ${message}`];
    return watch.kind === "not" || watch.kind === "condition" ? [`There may be other solutions: ${message}`] : [];
  });
}

function findingOf(query: PayloadQuery, reply: QueryReply, payload: PrologPayload): Finding | SolverFailure {
  const { answers, error, failed } = reply;
  const open = openOf(reply, payload);
  if (answers.some(({ cells }) => cells.length !== query.names.length) || answers.length > payload.rows) {
    return failure("not-understood", "engine-defect", "SWI-Prolog's solutions do not have the variables of the question, so they are not shown. Run it again.");
  }
  if (answers.length === 0) {
    if (error !== null) return engineFailure(error, query, payload);
    const explanation = explainReasons(reply.reasons, payload.origins);
    if (query.unknown.length > 0) return { end: "unknown", headline: `Nothing is known about ${query.unknown.join(", ")}`, explanation, checks: [], cautions: open };
    if (open.length > 0) return { end: "unknown", headline: "Not decided", explanation, checks: [], cautions: open };
    const near = failedByRounding(reply.reasons, query.several);
    return { end: "proved-no", headline: query.names.length === 0 ? "No" : "No solution", explanation, checks: [], cautions: near === null ? [] : [near] };
  }
  if (failed > 0 && payload.pure) {
    return failure("not-understood", "engine-defect", `A solution does not hold when put back into the question (${bindings(query, answers[0] ?? { cells: [], where: "" }).slice(0, 200)}), so none is shown. Run it again.`);
  }
  const cautions = [...open, ...cautionsOf(query, reply, payload)];
  // Of none of them was it found out whether any values meet its constraints: no answer as yet, nor a no.
  if (reply.open >= answers.length) {
    const left = answers.flatMap((answer) => bindings(query, answer) || []).map((text) => ({ text, note: "whether any values meet this was not found out", children: [] }));
    return { end: "unknown", headline: "Not decided", explanation: left, checks: [], cautions };
  }
  return {
    end: "answer",
    headline: headline(query, reply),
    explanation: explainProofs(reply, query.names, payload.origins),
    checks: checksOf(reply),
    cautions,
  };
}

function tableOf({ names }: PayloadQuery, { answers }: QueryReply): ResultTable | null {
  const open = answers.some(({ where }) => where !== "");
  if (names.length === 0 && !open) return null;
  return {
    columns: open ? [...names, "where"] : names,
    rows: answers.map(({ cells, where }) => (open ? [...cells, where] : cells)),
    total: answers.length,
  };
}

/** Several questions: a row for each solution of each. */
function severalTable(findings: readonly (Finding & { readonly query: PayloadQuery; readonly reply: QueryReply })[]): ResultTable {
  const rows = findings.flatMap(({ query, reply, end, headline: line }) => (end !== "answer" ? [[query.text, line]] : reply.answers.map((answer) => [query.text, bindings(query, answer) || "Yes"])));
  return { columns: ["question", "answer"], rows, total: rows.length };
}

function combine(findings: readonly (Finding & { readonly query: PayloadQuery; readonly reply: QueryReply })[], payload: PrologPayload, work: SolverWork): SolverResult {
  const { sources } = payload;
  const [only] = findings;
  if (only !== undefined && findings.length === 1) {
    const { end, headline: line, explanation, checks, cautions, query, reply } = only;
    if (end !== "answer") return { end, headline: line, explanation, cautions: [...payload.cautions, ...cautions], sources, work };
    return { end, headline: line, table: tableOf(query, reply), explanation, checks, cautions: [...payload.cautions, ...cautions], sources, work };
  }
  const answered = findings.filter(({ end }) => end === "answer").length;
  const explanation = findings.map(({ query, headline: line, explanation: children }): Explanation => ({ text: query.text, note: line, children }));
  if (answered === 0) {
    const cautions = [...new Set([...payload.cautions, ...findings.flatMap((finding) => finding.cautions)])];
    const unknown = findings.filter((finding) => finding.end === "unknown").length;
    if (unknown === 0) return { end: "proved-no", headline: `None of the ${findings.length} questions has a solution`, explanation, cautions, sources, work };
    return { end: "unknown", headline: `No solution was found; ${unknown} of ${findings.length} questions ${unknown === 1 ? "is" : "are"} not decided`, explanation, cautions, sources, work };
  }
  return {
    end: "answer",
    headline: answered === findings.length ? `All ${answered} questions have solutions` : `${answered} of ${findings.length} questions ${answered === 1 ? "has" : "have"} solutions`,
    table: severalTable(findings),
    explanation,
    checks: findings.flatMap(({ query, checks }) => checks.map((check) => `${query.text} ${check}`)),
    cautions: [...new Set([...payload.cautions, ...findings.flatMap(({ cautions }) => cautions)])],
    sources,
    work,
  };
}

function interpretDone({ queries, searched, reported }: PrologReply & { readonly kind: "done" }, payload: PrologPayload): SolverResult {
  const findings: (Finding & { readonly query: PayloadQuery; readonly reply: QueryReply })[] = [];
  for (const [index, query] of payload.queries.entries()) {
    const sent = queries[index];
    const reply = sent === undefined ? undefined : { ...sent, answers: sent.answers.map(({ cells, where }) => ({ cells: cells.map((cell) => withOwnNames(cell, query.names)), where: withOwnNames(where, query.names) })) };
    if (reply === undefined || queries.length !== payload.queries.length) return failure("not-understood", "engine-defect", "SWI-Prolog did not answer every question. Run it again.");
    const finding = findingOf(query, reply, payload);
    if ("code" in finding) return payload.queries.length === 1 ? finding : { ...finding, message: `${query.text} ${finding.message}` };
    findings.push({ ...finding, query, reply });
  }
  return combine(findings, payload, { unit: "inferences", count: searched + reported });
}

export function interpretProlog(reply: unknown, payload: PrologPayload): SolverResult {
  const validated = v.safeParse(REPLY, reply);
  if (!validated.success) return failure("not-understood", "engine-defect", `SWI-Prolog's reply is not one: ${validated.issues[0].message}. Run it again.`);
  const { output } = validated;
  switch (output.kind) {
    case "done":
      return interpretDone(output, payload);
    case "cell":
      return failure("not-understood", "cell", `${output.table}.${output.column} holds "${output.cell}" in row ${output.row}, which is not of the column's type; correct it, or read the column as text.`);
    case "refused":
      return failure("not-understood", "refused", `SWI-Prolog does not load the program: ${output.message.slice(0, 300)}. Change that part and run it again.`);
    default:
      return output satisfies never;
  }
}
