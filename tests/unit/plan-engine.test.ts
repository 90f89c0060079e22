import { describe, expect, test } from "vitest";
import fc from "fast-check";
import type { Action, Atom, PlanProgram, PlanStep } from "../../src/solver/plan/ast.ts";
import { MAX_GROUND_ACTIONS } from "../../src/solver/plan/bind.ts";
import { planEngine, runPlanner, type PlanReply } from "../../src/solver/plan/engine.ts";
import { ground, STEPS } from "../../src/solver/plan/ground.ts";
import { DEAD_END, LmCut } from "../../src/solver/plan/lm-cut.ts";
import { parsePlanProgram } from "../../src/solver/plan/parse.ts";
import { printPlanProgram } from "../../src/solver/plan/print.ts";
import { replayPlan } from "../../src/solver/plan/replay.ts";
import { AStar, search } from "../../src/solver/plan/search.ts";
import { Transitions } from "../../src/solver/plan/transitions.ts";
import { blocks, grid, hanoi, missionaries } from "./plan-problems.ts";

function programOf(text: string): PlanProgram {
  const parsed = parsePlanProgram(text);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.failure));
  return parsed.program;
}

function run(text: string, nodes = 1_000_000): PlanReply {
  return runPlanner({ program: printPlanProgram(programOf(text)), nodes, rows: 1000 }, () => {});
}

function planOf(text: string, nodes?: number): { steps: readonly PlanStep[]; method: string; nodes: number } {
  const reply = run(text, nodes);
  if (reply.end !== "plan") throw new Error(JSON.stringify(reply));
  expect(replayPlan(programOf(text), reply.steps)).toMatchObject({ ok: true });
  return reply;
}

describe("the planner finds shortest plans", () => {
  test.each([[3, 7], [4, 15], [5, 31]])("Hanoi with %i discs takes %i moves", (discs, moves) => {
    expect(planOf(hanoi(discs)).steps).toHaveLength(moves);
  });

  test("missionaries and cannibals cross in 11 trips", () => {
    expect(planOf(missionaries()).steps).toHaveLength(11);
  });

  test("a grid's shortest way goes round the wall", () => {
    expect(planOf(grid(6, [], "0_0", "5_5")).steps).toHaveLength(10);
    const wall = ["0_1", "1_1", "2_1", "3_1", "4_1"];
    expect(planOf(grid(6, wall, "0_0", "0_2")).steps).toHaveLength(12);
  });

  test("7 blocks turned round take under a second", () => {
    const started = performance.now();
    const { steps } = planOf(blocks([["a", "b", "c", "d", "e", "f", "g"]], [["f", "b", "g", "e", "a", "c", "d"]]));
    expect(steps).toHaveLength(11);
    expect(performance.now() - started).toBeLessThan(1000);
  });

  test("10 blocks are within reach of A*", () => {
    const { steps, method } = planOf(blocks([["a", "b", "c", "d", "e"], ["f", "g", "h", "i", "j"]], [["j", "e", "i", "d", "h"], ["c", "g", "b", "f", "a"]]));
    expect(method).toBe("a-star");
    expect(steps.length).toBeGreaterThanOrEqual(10);
  });

  test("a goal that holds at the start needs no action", () => {
    expect(planOf(blocks([["a", "b"]], [["a", "b"]])).steps).toEqual([]);
  });

  test("a fact both ended and made holds afterwards", () => {
    expect(planOf("objects: x\naction flip(?x): needs on(?x); makes on(?x), seen(?x); ends on(?x)\nstart: on(x)\ngoal: seen(x), on(x)").steps).toHaveLength(1);
  });
});

describe("the planner proves that there is no plan", () => {
  test("by exhaustion: goals that exclude each other", () => {
    const reply = run(blocks([["a"], ["b"], ["c"]], [["a", "b"], ["a", "c"]]));
    expect(reply).toMatchObject({ end: "exhausted", never: [], most: 2, goals: 3 });
  });

  test("by exhaustion: naming the goal that held in no state", () => {
    // One token, two switches: b can only be lit while c is, and c needs the token that lighting a used up.
    const reply = run(`objects: a b
action light(?x): needs token; makes lit(?x); ends token
action both: needs lit(a), lit(b); makes done
start: token
goal: done`);
    expect(reply).toMatchObject({ end: "exhausted", never: ["done"] });
  });

  test("before any search: a cell behind a wall, with what is lacking", () => {
    const reply = run(grid(4, ["0_2", "1_2", "2_2", "3_2"], "0_0", "0_3"));
    if (reply.end !== "hopeless") throw new Error(JSON.stringify(reply));
    expect(reply.goals.map(({ goal }) => goal)).toEqual(["at(0_3)"]);
    expect(reply.goals[0]?.reasons[0]).toMatch(/step\(0_2, 0_3\) can never run: it needs at\(0_2\), which never holds/);
  });

  test("a goal and its opposite", () => {
    expect(run("objects: x\naction a(?x): makes p(?x)\ngoal: p(x), not p(x)")).toMatchObject({ end: "hopeless" });
  });
});

describe("the planner keeps its limits", () => {
  test("too many ground actions are refused before memory is", () => {
    const objects = Array.from({ length: 100 }, (_, index) => `o${index}`).join(" ");
    const started = performance.now();
    const reply = run(`objects: ${objects}\naction a(?a ?b ?c ?d ?e ?f): needs p(?a, ?b); makes q(?c, ?d), p(?e, ?f)\nstart: p(o1, o2)\ngoal: q(o3, o4)`);
    if (reply.end !== "too-large") throw new Error(JSON.stringify(reply));
    expect(reply.message).toContain(`More than ${MAX_GROUND_ACTIONS.toLocaleString("en")} actions at action a, whose 6 parameters allow 1,000,000,000,000 combinations`);
    expect(performance.now() - started).toBeLessThan(5000);
  });

  test("combinations that all fail are counted too", () => {
    const objects = Array.from({ length: 300 }, (_, index) => `o${index}`).join(" ");
    const reply = run(`objects: ${objects}\naction a(?a ?b ?c): needs ?b != ?b; makes p(?a, ?c)\nstart: p(o1, o2)\ngoal: p(o3, o4)`);
    expect(reply).toMatchObject({ end: "hopeless" });
    const many = run(`objects: ${objects}\naction a(?a ?b ?c ?d): needs not r(?c, ?d), ?d != ?d; makes p(?a, ?c)\nstart: p(o1, o2)\ngoal: p(o3, o4)`);
    expect(many).toMatchObject({ end: "too-large" });
  });

  test("the state limit stops the search with a bound on the plan's length", () => {
    const reply = run(hanoi(9), 3000);
    if (reply.end !== "budget") throw new Error(JSON.stringify(reply));
    expect(reply.code).toBe("nodes");
    expect(reply.nodes).toBeGreaterThanOrEqual(3000);
    expect(reply.nodes).toBeLessThan(3100);
    expect(reply.shortest).toBeGreaterThan(10);
    expect(reply.shortest).toBeLessThanOrEqual(511);
  });

  test("steps of grounding and search are counted, as many as the reply says", () => {
    const program = programOf(hanoi(3));
    const grounding = ground(program);
    if (grounding.kind !== "task") throw new Error(grounding.kind);
    // 12 pairs of a disc and what it may lie on, 3 discs on something, 3 clear; each pair tried with 6 places to come from.
    expect(grounding.effort).toBe(STEPS.fact * (12 + 3 + 3) + STEPS.binding * (12 + 72) + STEPS.instance * 72);
    const { nodes, effort } = search(grounding.task, 1_000_000, () => {});
    expect(effort).toBeGreaterThan(nodes);
    expect(run(hanoi(3))).toMatchObject({ nodes, effort: grounding.effort + effort });
    const impossible = run("objects: x\naction a(?x): makes p(?x)\ngoal: p(x), not p(x)");
    expect(impossible).toMatchObject({ end: "hopeless", effort: STEPS.binding + STEPS.instance });
  });

  test("the same program costs the same work", () => {
    expect(run(hanoi(5))).toEqual(run(hanoi(5)));
  });

  test("the boxed engine answers with the same reply", async () => {
    await planEngine.start(new Map());
    const payload = { program: printPlanProgram(programOf(hanoi(3))), nodes: 1000, rows: 10 };
    expect(await planEngine.run(payload, () => {})).toEqual(runPlanner(payload, () => {}));
    await expect(planEngine.run({ program: 7 }, () => {})).rejects.toThrow();
  });
});

describe("replayPlan()", () => {
  const program = programOf(blocks([["a", "b"]], [["b", "a"]]));
  const step = (action: string, ...names: string[]): PlanStep => ({ action, arguments: names });

  test("accepts a right plan and lists what changed", () => {
    expect(replayPlan(program, [step("put_down", "b", "a"), step("move", "a", "table", "b")])).toEqual({
      ok: true,
      steps: [
        { text: "put_down(b, a)", made: ["on(b, table)", "clear(a)"], ended: ["on(b, a)"] },
        { text: "move(a, table, b)", made: ["on(a, b)", "clear(table)"], ended: ["on(a, table)", "clear(b)"] },
      ],
    });
  });

  test.each([
    [[step("put_down", "a", "b")], 1, "on(a, b) does not hold"],
    [[step("fly", "a")], 1, "there is no action fly"],
    [[step("put_down", "b")], 1, "takes 2 objects, not 1"],
    [[step("put_down", "b", "z")], 1, "there is no object z"],
    [[step("put_down", "b", "table")], 1, "table is not a block"],
    [[step("move", "b", "a", "b")], 1, "?x and ?to are both b"],
    [[step("put_down", "b", "a")], 2, "on(a, b) does not hold"],
  ])("refuses %j", (plan, at, message) => {
    const replay = replayPlan(program, plan);
    expect(replay).toMatchObject({ ok: false, step: at });
    expect(!replay.ok && replay.message).toContain(message);
  });
});

// A second, slow planner: all bindings, states as sets of texts, no pruning, no heuristics.
class BruteForce {
  readonly program: PlanProgram;
  readonly instances: { readonly action: Action; readonly given: Record<string, string> }[];

  constructor(program: PlanProgram) {
    this.program = program;
    const below = (type: string, above: string): boolean => type === above || above === "object" || program.types.some((entry) => entry.name === type && entry.type !== "object" && below(entry.type, above));
    const kinds = (type: string): string[] => program.objects.filter((object) => below(object.type, type)).map(({ name }) => name);
    this.instances = program.actions.flatMap((action) =>
      action.parameters
        .reduce<Record<string, string>[]>((list, { name, type }) => list.flatMap((given) => kinds(type).map((object) => ({ ...given, [name]: object }))), [{}])
        .map((given) => ({ action, given })),
    );
  }

  fact(atom: Atom, given: Record<string, string> = {}): string {
    const names = atom.arguments.map(({ name }) => given[name] ?? name);
    return names.length === 0 ? atom.predicate : `${atom.predicate}(${names.join(", ")})`;
  }

  start(): Set<string> {
    return new Set(this.program.start.map((atom) => this.fact(atom)));
  }

  successors(state: ReadonlySet<string>): Set<string>[] {
    return this.instances.flatMap(({ action, given }) => {
      if (action.differences.some(({ left, right }) => (given[left.name] ?? left.name) === (given[right.name] ?? right.name))) return [];
      if (action.needs.some(({ atom, holds }) => state.has(this.fact(atom, given)) !== holds)) return [];
      const after = new Set(state);
      for (const atom of action.ends) after.delete(this.fact(atom, given));
      for (const atom of action.makes) after.add(this.fact(atom, given));
      return [after];
    });
  }

  /** Length of a shortest plan, null when there is none. */
  shortest(): number | null {
    const key = (state: ReadonlySet<string>): string => [...state].sort().join(" ");
    let layer = [this.start()];
    const seen = new Set(layer.map(key));
    for (let length = 0; layer.length > 0; length++) {
      if (layer.some((state) => this.program.goal.every(({ atom, holds }) => state.has(this.fact(atom)) === holds))) return length;
      layer = layer.flatMap((state) => this.successors(state)).filter((state) => !seen.has(key(state)) && seen.add(key(state)));
    }
    return null;
  }

  /** Goal literals that tell the end of a random walk from its start; null when the walk changes nothing. */
  walkGoal(choices: readonly number[]): string | null {
    const start = this.start();
    let state = start;
    for (const choice of choices) {
      const next = this.successors(state);
      state = next[choice % Math.max(1, next.length)] ?? state;
    }
    const goal = [...[...state].filter((fact) => !start.has(fact)), ...[...start].filter((fact) => !state.has(fact)).map((fact) => `not ${fact}`)];
    return goal.length === 0 ? null : goal.slice(0, 4).join(", ");
  }
}

const PREDICATES = { p: 1, q: 1, r: 0, s: 2, fixed: 1 } as const;
const OBJECTS = { a: "t", b: "t", c: "u" } as const;

function atomOf(terms: readonly string[], changingOnly: boolean): fc.Arbitrary<string> {
  const names = Object.keys(PREDICATES).filter((name) => !changingOnly || name !== "fixed") as (keyof typeof PREDICATES)[];
  return fc.constantFrom(...names).chain((name) => fc.tuple(...Array.from({ length: PREDICATES[name] }, () => fc.constantFrom(...terms))).map((list) => (list.length === 0 ? name : `${name}(${list.join(", ")})`)));
}

const listOf = (item: fc.Arbitrary<string>, least: number, most: number): fc.Arbitrary<string> => fc.array(item, { minLength: least, maxLength: most }).map((items) => items.join(", "));
const literalOf = (terms: readonly string[]): fc.Arbitrary<string> => fc.tuple(fc.constantFrom("", "", "not "), atomOf(terms, false)).map((parts) => parts.join(""));

const randomAction = fc.constantFrom("", "?x - t", "?x", "?x - u, ?y").chain((parameters) => {
  const terms = [...(parameters.match(/\?\w/g) ?? []), ...Object.keys(OBJECTS)];
  const needs = fc.oneof({ weight: 4, arbitrary: literalOf(terms) }, { weight: 1, arbitrary: fc.tuple(fc.constantFrom(...terms), fc.constantFrom(...terms)).map(([a, b]) => `${a} != ${b}`) });
  return fc.tuple(listOf(needs, 1, 3), listOf(atomOf(terms, true), 1, 1), listOf(atomOf(terms, true), 0, 2)).map(([need, makes, ends]) => `(${parameters}): needs ${need}; makes ${makes}; ends ${ends}`);
});

/** Half of the goals are drawn, the others are where a random walk ends, so that there is a plan. */
const randomProgram = fc
  .tuple(
    fc.array(randomAction, { minLength: 3, maxLength: 6 }),
    listOf(atomOf(Object.keys(OBJECTS), false), 1, 5),
    listOf(literalOf(Object.keys(OBJECTS)), 2, 4),
    fc.option(fc.array(fc.nat(100), { minLength: 12, maxLength: 12 })),
  )
  .map(([actions, start, goal, walk]) => {
    const body =
      `types: t u - v\nobjects: ${Object.entries(OBJECTS).map(([name, type]) => `${name} - ${type}`).join(", ")}\n` +
      `predicates: p(object), q(object), r, s(object, object), fixed(object)\n${actions.map((action, index) => `action a${index}${action}`).join("\n")}\nstart: ${start}\ngoal: `;
    return body + ((walk === null ? null : new BruteForce(programOf(body + goal)).walkGoal(walk)) ?? goal);
  });

describe("against brute force on random programs", () => {
  test("the same shortest length or the same no, the canonical text gives the same tree", () => {
    let plans = 0;
    let exhausted = 0;
    fc.assert(
      fc.property(randomProgram, (text) => {
        const program = programOf(text);
        const again = programOf(printPlanProgram(program));
        expect(printPlanProgram(again)).toBe(printPlanProgram(program));
        const expected = new BruteForce(again).shortest();
        const reply = run(text);
        if (expected === null) {
          expect(["hopeless", "exhausted"]).toContain(reply.end);
          exhausted++;
        } else {
          if (reply.end !== "plan") throw new Error(`${reply.end} but ${expected} actions suffice`);
          expect(reply.steps).toHaveLength(expected);
          expect(replayPlan(program, reply.steps)).toMatchObject({ ok: true });
          if (expected > 2) plans++;
          const grounding = ground(program);
          if (grounding.kind !== "task") throw new Error(grounding.kind);
          const aStar = new AStar(new Transitions(grounding.task), grounding.task);
          let end = aStar.step();
          while (end === null) end = aStar.step();
          expect(end).toMatchObject({ kind: "plan" });
          expect(end.kind === "plan" && end.actions).toHaveLength(expected);
        }
      }),
      { numRuns: 600, seed: 7 },
    );
    expect(plans).toBeGreaterThan(30);
    expect(exhausted).toBeGreaterThan(30);
  });

  test("LM-cut never asks for more actions than the shortest plan has, and calls dead only what is", () => {
    fc.assert(
      fc.property(randomProgram, (text) => {
        const program = programOf(text);
        const grounding = ground(program);
        if (grounding.kind !== "task") return;
        const { task } = grounding;
        const state = new Uint32Array(Math.ceil(task.facts.length / 32) || 1);
        for (const fact of task.startTrue) state[fact >> 5]! |= 1 << (fact & 31);
        const estimate = new LmCut(task).estimate(state);
        const length = new BruteForce(program).shortest();
        if (length === null) return;
        expect(estimate).not.toBe(DEAD_END);
        expect(estimate).toBeLessThanOrEqual(length);
      }),
      { numRuns: 300, seed: 11 },
    );
  });
});
