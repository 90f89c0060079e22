import { describe, expect, test } from "vitest";
import fc from "fast-check";
import { MAX_PROGRAM_LENGTH } from "../../src/solver/plan/ast.ts";
import { runPlanner } from "../../src/solver/plan/engine.ts";
import { planLanguage } from "../../src/solver/plan/language.ts";
import { parsePlanProgram } from "../../src/solver/plan/parse.ts";
import { printPlanProgram } from "../../src/solver/plan/print.ts";
import type { SolverData, SolverLimits, SolverResult } from "../../src/solver/result.ts";
import { SOLVE_PRESETS } from "../../src/views/solve/presets.ts";
import { BLOCKS, blocks, grid, hanoi, missionaries } from "./plan-problems.ts";

const NO_DATA: SolverData = { tables: [], facts: "" };
const LIMITS: SolverLimits = { milliseconds: 10_000, rows: 1000, work: 200_000 };

function solve(program: string, limits = LIMITS): SolverResult {
  const prepared = planLanguage.prepare(program, NO_DATA, limits);
  if (!prepared.ok) return prepared.failure;
  const reply: unknown = structuredClone(runPlanner(structuredClone(prepared.payload), () => {}));
  return planLanguage.interpret(reply, prepared.payload);
}

function failureOf(text: string): { code: string; message: string; line: number; column: number } {
  const parsed = parsePlanProgram(text);
  if (parsed.ok) throw new Error("parsed");
  const { code, message, position } = parsed.failure;
  return { code, message, line: position?.line ?? 0, column: position?.column ?? 0 };
}

describe("parsePlanProgram() says what to change, and where", () => {
  const start = "\nstart: on(a, table), clear(a)\ngoal: on(a, table)";
  test.each<[string, string, number, number, RegExp]>([
    ["objects: a $", "syntax", 1, 12, /"\$" is not part of the language/],
    ["objects: a ?\ngoal: p(a)", "syntax", 1, 12, /name after the question mark/],
    ["hello", "syntax", 1, 1, /A section .* was expected but "hello" stands here/],
    ["objects: a\naction go(?x) needs p(?x); makes q(?x)\ngoal: q(a)", "syntax", 2, 15, /":" after action go was expected but "needs"/],
    ["objects: a\naction go(?x): needs p(?x)\ngoal: q(a)", "syntax", 2, 8, /changes nothing/],
    ["objects: a\naction go(?x): makes not p(?x)\ngoal: q(a)", "syntax", 2, 22, /list the fact under ends/],
    ["objects: a\nstart: not p(a)\ngoal: q(a)", "syntax", 2, 8, /what start does not say is false/],
    ["objects: needs\ngoal: p", "syntax", 1, 10, /was expected|word of the language/],
    ["objects: not\ngoal: p", "syntax", 1, 10, /"not" is a word of the language/],
    ["objects: a", "no-goal", 0, 0, /add "goal:"/],
    ["objects: a, a\nstart: p(a)\ngoal: p(a)", "duplicate", 1, 13, /"a" is declared twice/],
    ["objects: a\nstart: p(a)\ngoal: p(b)", "unknown-name", 3, 9, /"b" is not in objects:/],
    ["objects: alpha\nstart: p(alpha)\ngoal: p(alpa)", "unknown-name", 3, 9, /Did you mean "alpha"\?/],
    ["objects: a\nstart: p(a)\ngoal: p(a, a)", "arity", 3, 7, /p takes 1 argument elsewhere but has 2 here/],
    ["objects: a\nstart: p(?x)\ngoal: p(a)", "unknown-name", 2, 10, /outside an action only objects/],
    ["objects: a - blok\ntypes: block\ngoal: p(a)", "unknown-name", 1, 10, /The type "blok" is not in types:. Did you mean "block"\?/],
    ["objects: a\nstart: clear(a)\naction go(?x): needs claer(?x); makes done\ngoal: done", "unknown-name", 3, 22, /claer can never hold.*Did you mean "clear"\?/],
    [`${BLOCKS}objects: a - block, table - place\nstart: on(table, a)\ngoal: clear(a)`, "type", 12, 11, /Argument 1 of on must be a block, but table is a place/],
    [`${BLOCKS}objects: a - block, table - place\naction fly(?x - place): makes on(?x, table)${start}`, "type", 12, 34, /Argument 1 of on must be a block, but \?x is a place/],
    [`${BLOCKS}objects: a - block, table - place\naction fly(?x - block): makes onn(?x, table)${start}`, "unknown-name", 12, 31, /"onn" is not in predicates:. Did you mean "on"\?/],
    [`${BLOCKS}objects: a - block, table - place\naction fly(?x - block): makes clear(?y)${start}`, "unknown-name", 12, 37, /\?y is not a parameter of this action/],
    ["types: a - b, b - c, c - a\ngoal: p", "type", 1, 8, /"a" is above itself/],
    ["types: a - b, a - c\ngoal: p", "duplicate", 1, 15, /a kind of b and of c/],
    [`objects: ${"x".repeat(65)}\ngoal: p`, "syntax", 1, 10, /shorten it to 64/],
    ["action go(?a ?b ?c ?d ?e ?f ?g ?h ?i ?j ?k): makes p\ngoal: p", "too-many", 1, 8, /11 parameters; use at most 10/],
    ["#".repeat(MAX_PROGRAM_LENGTH + 1), "too-long", 1, MAX_PROGRAM_LENGTH + 1, /shorten it/],
  ])("%j", (text, code, line, column, message) => {
    const failure = failureOf(text);
    expect(failure).toMatchObject({ code, line, column });
    expect(failure.message).toMatch(message);
  });

  test.each<[string, string]>([
    ["hello", "; write one of them before it, as in start: on(a, b)."],
    ["Start: on(a)", '; write "start:", in small letters and with a colon.'],
    ["goal on(a)", '; write "goal:", in small letters and with a colon.'],
    ["gaol: on(a)", '; did you mean "goal"?'],
    ["types: block\ngaol: on(a)", '"gaol" stands here; did you mean "goal"?'],
    ["objects: a\ninit: on(a)", '"init" stands here; write "start:" for what holds at first.'],
    ["action m(?x): precondition p(?x)", '"needs", "makes" or "ends" was expected but "precondition" stands here; in an action, write "needs" for what has to hold before.'],
    ["init: on(a)", '; write "start:" for what holds at first.'],
    ["action m: makes a; effects b", '; in an action, write "makes" for what holds after it and "ends" for what no longer does.'],
    ["needs on(a)", '; "needs" belongs into an action, as in action move(?x - block): needs clear(?x) makes moved(?x).'],
    ["start: on(a b))", "; remove it, or write the bracket that it closes."],
    ["start: on(a, b", '; close the list with ")", as in on(a, b).'],
    ["start: on((a))", "; a list holds names and no further brackets, as in on(a, b)."],
    ["action move(?x - block: makes p(?x)", '; write ")" before it, as in move(?x - block).'],
    ["action move ?x: makes p(?x)", "; write the parameters in brackets, as in action move(?x):"],
    ["action move(?x) makes p(?x)", "; write it before what the action does, as in action move(..): needs .."],
    ["action move(x): makes p(x)", "; write ?x."],
    ["objects: ?x", "; write x without the question mark; parameters belong into actions."],
    ["objects: a b -", '; write one after "-", as in a b - block.'],
    ["predicates: on(?x)", "; write types, not parameters, as in on(block, place)."],
    ["action m(?x): needs ?x, on(?x); makes p", "; compare it, as in ?x != ?y, or put it into a fact, as in clear(?x)."],
    ["start: ?x", "; put it into one, as in clear(?x)."],
    ["goal: on(a) & on(b)", "; write a comma between facts."],
    ["action m(?x ?y): needs ?x = ?y", '; write != for "is another one than"; for the same one, use one parameter in both places.'],
  ])("what to write instead: %j", (text, hint) => {
    expect(failureOf(text).message).toContain(hint);
  });

  const go = (body: string, goal = "q(a)"): string => `objects: a\nstart: p(a), r(a)\naction go(?x): ${body}\ngoal: ${goal}`;
  test.each<[string, number, number, string]>([
    [go("needs p(?x) makes q(?x) when r(?x)"), 3, 40, '"when" cannot be the name of a fact; an effect has no condition of its own; write two actions, one that needs the condition and one that needs its opposite.'],
    [go("makes q(?x) ends p(?x) unless r(?x)"), 3, 39, "write two actions"],
    [go("makes q(?x), if, r(?x)"), 3, 29, "write two actions"],
    [go("makes q(?x) or r(?x)"), 3, 28, "write an action for each case."],
    [go("makes q(?x) and r(?x)"), 3, 28, "write a comma between facts."],
    [go("makes forall(?y) q(?y)"), 3, 22, "write the fact for each object."],
    [go("needs p(?x) or r(?x) makes q(?x)"), 3, 28, "write an action for each case."],
    [go("needs p(?x) AND r(?x) makes q(?x)"), 3, 28, '"AND" cannot be the name of a fact; write a comma between facts.'],
    [go("needs p(?x) unless r(?x) makes q(?x)"), 3, 28, 'write "not" before the fact, as in not clear(?x).'],
    [go("needs not exists(?y) p(?y) makes q(?x)"), 3, 26, "a parameter of the action may be any object"],
    [go("needs imply p(?x) r(?x) makes q(?x)"), 3, 22, "write an action for each case."],
    [go("needs p(?x); or r(?x); makes q(?x)"), 3, 29, "write an action for each case"],
    [go("makes q(?x)", "q(a) or p(a)"), 4, 12, "write an action for each case that makes a fact such as done, and goal: done."],
    [go("makes q(?x)", "q(a) and p(a)"), 4, 12, "write a comma between facts."],
    [go("makes q(?x)", "exists ?y q(?y)"), 4, 7, "write an action with a parameter"],
    ["objects: a\nstart: p(a) or r(a)\ngoal: p(a)", 2, 13, "name each of them."],
    ["objects: a and b\nstart: p(a)\ngoal: p(a)", 1, 12, '"and" cannot be a name in this list; write a comma between names.'],
    ["predicates: p(object), or\ngoal: or", 1, 24, "choose another name."],
  ])("a word of logic is no fact: %j", (text, line, column, hint) => {
    const failure = failureOf(text);
    expect(failure).toMatchObject({ code: "syntax", line, column });
    expect(failure.message).toContain(hint);
  });

  test.each([
    [go("needs p(?x); makes q(?x); ends pp(?x)", "q(a), p(a)"), 3, 47, 'There is no pp to end: neither start nor any action makes it. Correct the name, or take it out. Did you mean "p"?'],
    [go("makes q(?x); ends blocked(?x)"), 3, 34, "There is no blocked to end: neither start nor any action makes it. Correct the name, or take it out. Known: p, r, q."],
  ])("what is ended has to be able to hold: %j", (text, line, column, message) => {
    expect(failureOf(text)).toEqual({ code: "unknown-name", line, column, message });
  });

  test("words of logic may be parts of names, and names of objects", () => {
    expect(solve("objects: wa or ca\nstart: at(wa), order(wa, or)\naction go_if_next(?a ?b): needs at(?a), order(?a, ?b) makes at(?b), when_there ends at(?a)\ngoal: at(or), when_there")).toMatchObject({ end: "answer", headline: "1 action, the fewest possible" });
  });

  test("names of any script are names", () => {
    expect(parsePlanProgram("objects: बिक्री\nstart: p(बिक्री)\ngoal: p(बिक्री)").ok).toBe(true);
  });

  test("words of sections may be names, commas and separators are free, comments are skipped", () => {
    const parsed = parsePlanProgram(`# a maze
      objects: start goal  # two cells
      action go(?a, ?b): needs at(?a) ?a ≠ ?b ; ends at(?a); makes at(?b)
      start: at(start)
      goal: at(goal)`);
    expect(parsed.ok && printPlanProgram(parsed.program)).toBe(
      "objects: start goal - object\naction go(?a ?b - object):\n  needs at(?a), ?a != ?b\n  makes at(?b)\n  ends at(?a)\nstart: at(start)\ngoal: at(goal)\n",
    );
  });

  test("damaged programs are refused or solved within limits, and never throw", () => {
    const seeds = [blocks([["a", "b"]], [["b", "a"]]), hanoi(3), missionaries(), grid(3, ["1_1"], "0_0", "2_2")];
    const scraps = ["(", ")", ",", ":", "-", "?x", "not ", "action ", "goal:", "start:", " makes ", " ends ", "\u0000", "\n", "#", "object", "!=", "🙂"];
    let solved = 0;
    fc.assert(
      fc.property(fc.constantFrom(...seeds), fc.array(fc.tuple(fc.nat(3000), fc.nat(12), fc.constantFrom("", ...scraps)), { minLength: 1, maxLength: 4 }), (seed, edits) => {
        let text = seed;
        for (const [at, length, scrap] of edits) {
          const place = at % text.length;
          text = text.slice(0, place) + scrap + text.slice(place + length);
        }
        const result = solve(text, { ...LIMITS, work: 3000 });
        if (result.end === "answer" || result.end === "proved-no") solved++;
        else if ("message" in result) expect(result.message).toMatch(/[.?]$/);
      }),
      { numRuns: 1500, seed: 3 },
    );
    expect(solved).toBeGreaterThan(20);
  });
});

describe("planLanguage", () => {
  const walk = (start: string, body: string, goal = "at(b)"): string => `objects: a b\nstart: at(a), ${start}\naction go(?x ?y): needs at(?x), ${body}\ngoal: ${goal}`;
  const cautionsOf = (text: string): readonly string[] => {
    const result = solve(text);
    if (!("cautions" in result)) throw new Error(JSON.stringify(result));
    return result.cautions;
  };

  test.each([
    [walk("road(a, b)", "road(?x, ?y) makes at(?y), whenever, road(?x, ?y) ends at(?x)"), "go makes whenever, which no action needs and the goal does not name."],
    [walk("road(a, b)", "road(?x, ?y) makes at(?y), raod(?y, ?x) ends at(?x)"), 'go makes raod, which no action needs and the goal does not name. Did you mean "road"?'],
    [walk("road(a, b), raod(b, a)", "road(?x, ?y) makes at(?y) ends at(?x)"), 'start names raod, which no action needs and the goal does not name. Did you mean "road"?'],
    [walk("blocked(b)", "not blokced(?y) makes at(?y) ends at(?x)"), 'not blokced is always true: neither start nor any action makes blokced. Did you mean "blocked"?'],
    [walk("blocked(a)", "not blocked(?y) makes at(?y)", "at(b), not bloked(b)"), 'not bloked is always true: neither start nor any action makes bloked. Did you mean "blocked"?'],
    [walk("road(b, a)", "road(?x, ?y) makes at(?y), seen(?x)"), "go makes seen, which no action needs and the goal does not name."],
  ])("a name that meets no other is cautioned: %j", (text, caution) => {
    expect(cautionsOf(text)).toContain(caution);
  });

  test.each([
    walk("road(a, b)", "road(?x, ?y) makes at(?y) ends at(?x), road(?x, ?y)"),
    walk("colour(a, b)", "not blocked(?y) makes at(?y) ends at(?x)"),
    walk("q(a), w(a)", "not p(?y) makes at(?y) ends at(?x)"),
    walk("road(a, b)", "road(?x, ?y) makes at(?y), seen(?y) ends at(?x)", "at(b), not seen(a)"),
    `predicates: at(object), seen(object)\n${walk("at(b)", "?x != ?y makes at(?y), seen(?x)")}`,
    blocks([["a", "b"]], [["b", "a"]]),
    hanoi(3),
    missionaries(),
    grid(3, [], "0_0", "2_2"),
    ...SOLVE_PRESETS.filter(({ language }) => language === "plan").map(({ program }) => program),
  ])("a program whose names meet is not cautioned: %j", (text) => {
    expect(cautionsOf(text)).toEqual([]);
  });

  test("shows a plan with the replayed states, the check and the work", () => {
    const result = solve(blocks([["a", "b"]], [["b", "a"]]));
    if (result.end !== "answer") throw new Error(JSON.stringify(result));
    expect(result.headline).toBe("2 actions, the fewest possible");
    expect(result.table).toEqual({ columns: ["step", "action"], rows: [["1", "put_down(b, a)"], ["2", "move(a, table, b)"]], total: 2 });
    expect(result.explanation[0]).toEqual({
      text: "1. put_down(b, a)",
      note: "now on(b, table), clear(a); no longer on(b, a)",
      children: [{ text: "State: on(a, table), clear(b), on(b, table), clear(a)", note: "", children: [] }],
    });
    expect(result.checks).toEqual(["replayed: all 2 actions are allowed, goal reached"]);
    expect(result.work).toMatchObject({ unit: "nodes" });
    expect(result.work.count).toBeGreaterThan(2);
    expect(result.work.operations).toBeGreaterThan(result.work.count);
  });

  test("lists as many steps as the limits allow and tells the total", () => {
    const result = solve(hanoi(4), { ...LIMITS, rows: 5 });
    expect(result.end === "answer" && result.table).toMatchObject({ total: 15, rows: { length: 5 } });
  });

  test("a proof of no names the goals", () => {
    expect(solve(grid(4, ["0_2", "1_2", "2_2", "3_2"], "0_0", "0_3"))).toMatchObject({ end: "proved-no", headline: "No plan: at(0_3) can never hold" });
    const apart = solve(blocks([["a"], ["b"], ["c"]], [["a", "b"], ["a", "c"]]));
    expect(apart).toMatchObject({ end: "proved-no", headline: "No plan: the goals never hold together" });
    expect(apart.end === "proved-no" && apart.explanation.map(({ text }) => text)).toEqual([
      "Every state that can be reached was visited",
      "At most 2 of 3 open goals hold at once",
      "on(a, table)",
      "on(b, a)",
      "on(c, a)",
    ]);
  });

  test("a proof by exhaustion tells the states of the search that visited all, not of both", () => {
    // 14 switches and a token that goes left, right or stays: 2^14 * 3 states.
    const switches = Array.from({ length: 14 }, (_, index) => `s${index}`);
    const result = solve(`types: switch, place
objects: ${switches.join(" ")} - switch, l r - place
action light(?s - switch): needs dark(?s) makes lit(?s) ends dark(?s)
action darken(?s - switch): needs lit(?s) makes dark(?s) ends lit(?s)
action put(?x - place): needs token makes held(?x) ends token
start: token, ${switches.map((name) => `dark(${name})`).join(", ")}
goal: held(l), held(r), ${switches.map((name) => `lit(${name})`).join(", ")}`);
    expect(result).toMatchObject({ end: "proved-no", explanation: [{ text: "Every state that can be reached was visited", note: "49,152 states, by breadth-first search" }, ...Array(17).fill(expect.anything())] });
    expect(result.end === "proved-no" && result.work.count).toBeGreaterThan(49_152);
  });

  test("running out of states says how long a plan is at least", () => {
    const result = solve(hanoi(9), { ...LIMITS, work: 2000 });
    expect(result).toMatchObject({ end: "out-of-budget", code: "nodes", position: null });
    expect("message" in result && result.message).toMatch(/any plan has at least \d+ actions/);
  });

  test("a reply that is no reply, or a plan that does not work, is not shown", () => {
    const prepared = planLanguage.prepare(blocks([["a", "b"]], [["b", "a"]]), NO_DATA, LIMITS);
    if (!prepared.ok) throw new Error(prepared.failure.message);
    const honest = runPlanner(prepared.payload, () => {});
    for (const reply of [null, 7, {}, { end: "plan" }, { ...honest, nodes: -1 }, { ...honest, steps: [{ action: "x" }] }]) {
      expect(planLanguage.interpret(reply, prepared.payload)).toMatchObject({ end: "not-understood", code: "engine-defect" });
    }
    expect(planLanguage.interpret({ ...honest, steps: [] }, prepared.payload)).toMatchObject({
      code: "engine-defect",
      message: "The plan found did not pass its check, so it is not shown: the goal is not reached: on(b, table) does not hold.",
    });
  });
});
