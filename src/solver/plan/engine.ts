// The planner as it runs in the box: program text -> grounding -> search -> reply. Needs no files.

import * as v from "valibot";
import type { BoxedEngine } from "../box/in-box.ts";
import type { PlanStep } from "./ast.ts";
import { MAX_PROGRAM_LENGTH } from "./ast.ts";
import { ground } from "./ground.ts";
import { parsePlanProgram } from "./parse.ts";
import { search } from "./search.ts";

/** Canonical text may be longer than what the visitor wrote: "; makes" becomes a line of its own. */
export const MAX_PAYLOAD_LENGTH = 4 * MAX_PROGRAM_LENGTH;

export const PAYLOAD = v.object({
  /** Printed from the checked tree. */
  program: v.pipe(v.string(), v.maxLength(MAX_PAYLOAD_LENGTH)),
  /** Most states. */
  nodes: v.pipe(v.number(), v.integer(), v.minValue(1)),
  /** Most steps listed in the table. */
  rows: v.pipe(v.number(), v.integer(), v.minValue(1)),
});
export type PlanPayload = v.InferOutput<typeof PAYLOAD>;

/** A longer plan is not handed over. */
const MAX_STEPS = 100_000;

const COUNT = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(Number.MAX_SAFE_INTEGER));
const TEXT = v.pipe(v.string(), v.maxLength(2000));
const STEPS = v.pipe(v.array(v.object({ action: TEXT, arguments: v.pipe(v.array(TEXT), v.maxLength(16)) })), v.maxLength(MAX_STEPS));
const GOALS = v.pipe(v.array(v.object({ goal: TEXT, reasons: v.pipe(v.array(v.pipe(v.string(), v.maxLength(20_000))), v.maxLength(16)) })), v.maxLength(100_000));

/** `nodes`: states made. `effort`: steps of grounding and search. */
export const REPLY = v.variant("end", [
  v.object({ end: v.literal("plan"), steps: STEPS, method: v.picklist(["breadth-first", "a-star"]), nodes: COUNT, effort: COUNT, actions: COUNT, facts: COUNT }),
  /** These goals cannot hold even if nothing ever ended. */
  v.object({ end: v.literal("hopeless"), goals: GOALS, nodes: COUNT, effort: COUNT }),
  /** All states were `visited`; `never`: goals that held in none, `most` of `goals` held at once after `steps`. */
  v.object({
    end: v.literal("exhausted"),
    method: v.picklist(["breadth-first", "a-star"]),
    visited: COUNT,
    never: v.array(TEXT),
    most: COUNT,
    goals: COUNT,
    steps: STEPS,
    nodes: COUNT,
    effort: COUNT,
    actions: COUNT,
    facts: COUNT,
  }),
  v.object({ end: v.literal("budget"), code: v.picklist(["nodes", "memory"]), shortest: COUNT, nodes: COUNT, effort: COUNT, actions: COUNT, facts: COUNT }),
  v.object({ end: v.literal("too-large"), message: TEXT }),
]);
export type PlanReply = v.InferOutput<typeof REPLY>;

/** Throws when the payload was not made by prepare(): a defect, not a visitor's mistake. */
export function runPlanner(payload: unknown, progress: (text: string) => void): PlanReply {
  const { program: text, nodes: mostNodes } = v.parse(PAYLOAD, payload);
  const parsed = parsePlanProgram(text, MAX_PAYLOAD_LENGTH);
  if (!parsed.ok) throw new Error(`the canonical program does not parse: ${parsed.failure.message}`);
  progress("grounding actions");
  const grounding = ground(parsed.program);
  if (grounding.kind === "too-large") return { end: "too-large", message: grounding.message };
  if (grounding.kind === "hopeless") return { end: "hopeless", goals: grounding.goals.map(({ goal, reasons }) => ({ goal, reasons: [...reasons] })), nodes: 1, effort: grounding.effort };
  const { task } = grounding;
  const { end, nodes, effort } = search(task, mostNodes, (states, shortest) => progress(`${states} states, at least ${shortest} actions`));
  const size = { nodes, effort: grounding.effort + effort, actions: task.actions.length, facts: task.facts.length };
  if (end.kind === "plan" && end.actions.length > MAX_STEPS) return { end: "too-large", message: `The shortest plan has ${end.actions.length} actions, more than the ${MAX_STEPS} that are shown; ask for part of the goal.` };
  const stepsOf = (actions: readonly number[]): { action: string; arguments: string[] }[] =>
    actions.flatMap((action) => {
      const step: PlanStep | undefined = task.actions[action]?.step;
      return step === undefined ? [] : { action: step.action, arguments: [...step.arguments] };
    });
  switch (end.kind) {
    case "plan":
      return { end: "plan", steps: stepsOf(end.actions), method: end.method, ...size };
    case "none": {
      const goals = [...task.goalTrue.map((fact) => task.facts[fact] ?? ""), ...task.goalFalse.map((fact) => `not ${task.facts[fact]}`)];
      const never = goals.filter((_, index) => end.seen?.[index] === false);
      return { end: "exhausted", method: end.method, visited: end.visited, never, most: end.most, goals: goals.length, steps: stepsOf(end.mostActions), ...size };
    }
    case "budget":
      return { end: "budget", code: end.code, shortest: end.shortest, ...size };
    default:
      return end satisfies never;
  }
}

export const planEngine: BoxedEngine = {
  start: () => Promise.resolve(),
  run: async (payload, progress) => runPlanner(payload, progress),
};
