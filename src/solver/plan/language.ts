// The planner on the page: text -> checked payload, reply -> result. Each plan is replayed here, outside the box, before it is shown.

import * as v from "valibot";
import { type Explanation, failure, type LanguageModule, type SolverResult, type SolverWork } from "../result.ts";
import { count, line, number } from "../wording.ts";
import type { PlanProgram } from "./ast.ts";
import { cautionsOf } from "./cautions.ts";
import { MAX_PAYLOAD_LENGTH, REPLY, type PlanPayload } from "./engine.ts";
import { parsePlanProgram } from "./parse.ts";
import { atomLine, literalText, printPlanProgram } from "./print.ts";
import { replayPlan, type ReplayedStep } from "./replay.ts";

/** States are written out while they hold at most this many facts together; the changes are always shown. */
const MAX_STATE_FACTS = 20_000;
/** Steps that are explained one by one. */
const MAX_EXPLAINED_STEPS = 2000;

const METHODS = { "breadth-first": "breadth-first search", "a-star": "A* with the LM-cut estimate" } as const;

/** The steps with what each changes and the facts that hold after it, those that no action ever changes left out. */
function explainSteps(program: PlanProgram, steps: readonly ReplayedStep[]): Explanation[] {
  const changing = new Set(program.actions.flatMap(({ makes, ends }) => [...makes, ...ends].map(({ predicate }) => predicate)));
  const state = new Set(program.start.filter(({ predicate }) => changing.has(predicate)).map(atomLine));
  const shown = steps.slice(0, MAX_EXPLAINED_STEPS);
  let facts = 0;
  const lines = shown.map(({ text, made, ended }, index) => {
    for (const fact of ended) state.delete(fact);
    for (const fact of made) state.add(fact);
    facts += state.size;
    const changes = [made.length > 0 ? `now ${made.join(", ")}` : "", ended.length > 0 ? `no longer ${ended.join(", ")}` : ""];
    return line(`${index + 1}. ${text}`, changes.filter((change) => change !== "").join("; "), facts > MAX_STATE_FACTS ? [] : [line(`State: ${[...state].join(", ")}`)]);
  });
  if (steps.length > shown.length) lines.push(line(`and ${count(steps.length - shown.length, "more step")}`));
  return lines;
}

function workOf({ nodes, effort }: { readonly nodes: number; readonly effort: number }): SolverWork {
  return { unit: "nodes", count: nodes, operations: effort };
}

export const planLanguage: LanguageModule<PlanPayload> = {
  language: "plan",

  // The page gives plans neither tables nor facts.
  prepare(program, _, limits) {
    const parsed = parsePlanProgram(program);
    if (!parsed.ok) return parsed;
    const text = printPlanProgram(parsed.program);
    if (text.length > MAX_PAYLOAD_LENGTH) {
      return { ok: false, failure: failure("not-understood", "too-long", `The program has ${text.length} characters when written in full; shorten it to ${MAX_PAYLOAD_LENGTH}.`) };
    }
    return { ok: true, payload: { program: text, nodes: Math.max(1, Math.floor(limits.work)), rows: Math.max(1, Math.floor(limits.rows)) } };
  },

  interpret(reply, payload): SolverResult {
    const validated = v.safeParse(REPLY, reply);
    if (!validated.success) return failure("not-understood", "engine-defect", `The planner's reply is not one: ${validated.issues[0].message}. Run it again.`);
    const parsed = parsePlanProgram(payload.program, MAX_PAYLOAD_LENGTH);
    if (!parsed.ok) return parsed.failure;
    const { program } = parsed;
    const { output } = validated;
    switch (output.end) {
      case "plan": {
        const { steps, method, nodes, actions, facts } = output;
        const replay = replayPlan(program, steps);
        if (!replay.ok) return failure("not-understood", "engine-defect", `The plan found did not pass its check, so it is not shown: ${replay.message}`);
        const found = line(
          `Found by ${METHODS[method]}, which gives a shortest plan`,
          `${count(nodes, "state")} looked at; ${count(actions, "action")} and ${count(facts, "fact")} after pruning`,
        );
        return {
          end: "answer",
          headline: steps.length === 0 ? "Nothing to do: the goal holds at the start" : `${count(steps.length, "action")}, the fewest possible`,
          table: {
            columns: ["step", "action"],
            rows: replay.steps.slice(0, payload.rows).map(({ text }, index) => [`${index + 1}`, text]),
            total: steps.length,
          },
          explanation: [...explainSteps(program, replay.steps), found],
          checks: [
            steps.length === 0
              ? "replayed: the goal holds at the start"
              : `replayed: ${steps.length === 1 ? "the action is" : `all ${number.format(steps.length)} actions are`} allowed, goal reached`,
          ],
          cautions: cautionsOf(program),
          sources: [],
          work: workOf(output),
        };
      }
      case "hopeless":
        return {
          end: "proved-no",
          headline: output.goals.length === 1 ? `No plan: ${output.goals[0]?.goal} can never hold` : `No plan: ${count(output.goals.length, "goal")} can never hold`,
          explanation: output.goals.map(({ goal, reasons }) => line(`${goal} can never hold, even if nothing ever ended`, "", reasons.map((reason) => line(reason)))),
          cautions: cautionsOf(program),
          sources: [],
          work: workOf(output),
        };
      case "exhausted": {
        const { method, visited, never, most, goals, steps } = output;
        const best = replayPlan({ ...program, goal: [] }, steps);
        const together = method === "a-star" ? [] : [line(`At most ${most} of ${count(goals, "open goal")} hold at once`, steps.length === 0 ? "as at the start" : `first after ${count(steps.length, "action")}`, best.ok ? explainSteps(program, best.steps) : [])];
        return {
          end: "proved-no",
          headline: never.length > 0 ? `No plan: ${never.join(", ")} never becomes true` : "No plan: the goals never hold together",
          explanation: [
            line(
              method === "a-star" ? "Every state from which the goal could still be reached was visited" : "Every state that can be reached was visited",
              `${count(visited, "state")}, by ${METHODS[method]}`,
            ),
            ...never.map((goal) => line(`${goal} held in none of them`)),
            ...together,
            ...(never.length > 0 ? [] : [...new Set(program.goal.map(literalText))].map((goal) => line(goal, "a goal"))),
          ],
          cautions: cautionsOf(program),
          sources: [],
          work: workOf(output),
        };
      }
      case "budget": {
        const { code, shortest, nodes, actions } = output;
        const what = code === "memory" ? "the memory for states is full" : "the limit on states is reached";
        return failure(
          "out-of-budget",
          code,
          `After ${count(nodes, "state")} ${what}: any plan has at least ${count(shortest, "action")}, and each state has up to ${count(actions, "action")} to try. ` +
            `Use fewer objects, ask for part of the goal first, or ${code === "nodes" ? "raise the limit" : "split the problem"}.`,
        );
      }
      case "too-large":
        return failure("out-of-budget", "too-large", output.message);
      default:
        return output satisfies never;
    }
  },
};
