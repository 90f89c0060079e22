import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decodeProgramLink, encodeProgramLink, isProgramLink, PROGRAM_LANGUAGES, type ProgramTask } from "../../src/scenario/program-link.ts";
import { closeEnvelope, packJson } from "../../src/scenario/link-envelope.ts";
import { DEFAULT_SCENARIO } from "../../src/scenario/scenario.ts";
import { decodeShareLink, encodeShareLink } from "../../src/scenario/share-link.ts";

const TASK: ProgramTask = { language: "sql", program: "SELECT name FROM countries", tables: ["countries"], facts: "", own: [{ name: "größen", csv: "a,b\n1,2\n", types: [["a", "text"]] }] };
const link = (task: ProgramTask): string => {
  const hash = encodeProgramLink(task);
  if (hash === null) throw new Error("does not fit");
  return hash;
};

describe("program links", () => {
  test("every task comes back as it went in", () => {
    const tasks = fc.record({
      language: fc.constantFrom(...PROGRAM_LANGUAGES),
      program: fc.string({ maxLength: 300, unit: "binary" }).filter((text) => text.isWellFormed()),
      facts: fc.string({ maxLength: 100 }),
      tables: fc.uniqueArray(fc.stringMatching(/^[a-z_]{1,10}$/), { maxLength: 3 }),
      own: fc.array(
        fc.record({
          name: fc.stringMatching(/^[\p{L}]\w{0,9}$/u),
          csv: fc.string({ maxLength: 100 }),
          types: fc.array(fc.tuple(fc.string({ maxLength: 20 }), fc.constantFrom("text" as const, "integer" as const, "real" as const)), { maxLength: 3 }),
        }),
        { maxLength: 2 },
      ),
    });
    fc.assert(
      fc.property(tasks, (task) => {
        expect(decodeProgramLink(link(task))).toEqual({ status: "ok", task });
      }),
      { seed: 1 },
    );
  });

  test("a table may have a name of any script", () => {
    const task = { ...TASK, own: [{ name: "बिक्री", csv: "a\n1\n", types: [] }] };
    expect(decodeProgramLink(link(task))).toEqual({ status: "ok", task });
  });

  test("a link made before types were in it still opens", () => {
    const hash = closeEnvelope(`lang=sql&tables=&p=${packJson({ program: "1", facts: "", own: [{ name: "mine", csv: "a\n1\n" }] })}`);
    expect(decodeProgramLink(hash)).toMatchObject({ status: "ok", task: { own: [{ name: "mine", csv: "a\n1\n", types: [] }] } });
  });

  test("what was left out comes back by name, and what cannot be read of it is said", () => {
    const task: ProgramTask = { ...TASK, own: [], leftOut: { tables: ["größen"], facts: true } };
    expect(decodeProgramLink(link(task))).toEqual({ status: "ok", task });
    for (const left of ["", "!", packJson(["a"]), packJson({ tables: ["<b>"], facts: false }), packJson({ tables: [], facts: false, more: 1 })]) {
      const outcome = decodeProgramLink(closeEnvelope(`lang=sql&tables=&p=${packJson({ program: "1", facts: "", own: [] })}&left=${left}`));
      expect(outcome).toEqual({ status: "repaired", task: { language: "sql", program: "1", tables: [], facts: "", own: [] }, changes: ["What the sender left out of this link cannot be read."] });
    }
  });

  test("the two kinds of link tell themselves apart", () => {
    expect(isProgramLink(link(TASK))).toBe(true);
    expect(isProgramLink(encodeShareLink(DEFAULT_SCENARIO))).toBe(false);
    expect(decodeShareLink(link(TASK)).status).not.toBe("ok");
  });

  test("what does not fit into a link gives none", () => {
    const noise = fc.sample(fc.string({ minLength: 19_000, maxLength: 19_000, unit: "binary-ascii" }), { seed: 1, numRuns: 1 })[0] ?? "";
    expect(noise).toHaveLength(19_000);
    expect(encodeProgramLink({ ...TASK, program: noise })).toBeNull();
    expect(encodeProgramLink({ ...TASK, program: "x".repeat(20_001) })).toBeNull();
  });

  test.each([
    ["another language", closeEnvelope(`lang=js&tables=&p=${packJson({ program: "", facts: "", own: [] })}`), "known are"],
    ["no program", closeEnvelope("lang=sql&tables="), "cannot be read"],
    ["a program that is an object", closeEnvelope(`lang=sql&p=${packJson({ program: {}, facts: "", own: [] })}`), "cannot be read"],
    ["more in the package than there should be", closeEnvelope(`lang=sql&p=${packJson({ program: "", facts: "", own: [], run: true })}`), "cannot be read"],
    ["a prototype key", closeEnvelope("lang=sql&__proto__=1"), "__proto__"],
    ["a table name that is no identifier", closeEnvelope(`lang=sql&p=${packJson({ program: "", facts: "", own: [{ name: "<b>", csv: "" }] })}`), "cannot be read"],
  ])("malformed: %s", (_, hash, reason) => {
    expect(decodeProgramLink(hash)).toMatchObject({ status: "malformed", reason: expect.stringContaining(reason) });
  });

  test("unknown fields and table names are left out and said", () => {
    const outcome = decodeProgramLink(closeEnvelope(`lang=sql&tables=countries,..%2f,countries&later=1&p=${packJson({ program: "1", facts: "", own: [] })}`));
    expect(outcome).toMatchObject({ status: "repaired", task: { tables: ["countries"] } });
    expect(outcome.status === "repaired" && outcome.changes).toHaveLength(2);
  });

  test("10,000 mutated links: a status each, never a throw", () => {
    const whole = link(TASK);
    let seed = 1;
    const next = (below: number): number => {
      seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
      return Math.floor((seed / 2 ** 32) * below);
    };
    for (let i = 0; i < 10_000; i++) {
      const at = next(whole.length);
      const mutated = whole.slice(0, at) + String.fromCharCode(32 + next(95)) + whole.slice(at + next(3));
      expect(["ok", "repaired", "too-new", "malformed"]).toContain(decodeProgramLink(mutated).status);
    }
  });
});
