// SWI-Prolog as it runs in the box: a printed program in, solutions with their proofs and checks out. Needs its two files.

import * as v from "valibot";
import type { BoxedEngine } from "../box/in-box.ts";
import { newTable, type SentTable } from "../box/job-tables.ts";
import { preparePrologPayload } from "./prepare.ts";
import { printTable } from "./print-table.ts";
import { DATA_FILE, JOB, type PrologReply, type QueryReply, type Step, WASM_FILE } from "./protocol.ts";
import { JOB_FILE, REIFIED_FILE, RUNTIME, RUNTIME_FILE } from "./runtime.ts";
import { startSwipl, type Swipl } from "./swipl.ts";
import { WARM_UP } from "./warm-up.ts";

const RECORD = "\u001e";
const FIELD = "\u001f";

function stepOf([, depth, kind, name, arity, nth, text]: readonly string[]): Step {
  return { depth: Number(depth), kind: kind ?? "", name: name ?? "", arity: Number(arity), nth: Number(nth), text: text ?? "" };
}

/** The records runtime.ts writes for one query. */
function readRecords(text: string): QueryReply {
  const reply: QueryReply = { answers: [], cut: false, more: false, error: null, proofs: [], reasons: [], met: [], held: 0, failed: 0, open: 0 };
  for (const record of text.split(RECORD)) {
    const fields = record.split(FIELD);
    const [tag, first = "", second = "", third = "", fourth = ""] = fields;
    if (tag === "found") reply.more = second === "true";
    else if (tag === "cut") reply.cut = true;
    else if (tag === "error") reply.error ??= { kind: first, detail: second, culprit: third, at: fourth };
    else if (tag === "answer") reply.answers.push({ where: second, cells: fields.slice(3, -1) });
    else if (tag === "proof") reply.proofs.push({ answer: Number(first) - 1, steps: [] });
    else if (tag === "step") reply.proofs.at(-1)?.steps.push(stepOf(fields));
    else if (tag === "reason") reply.reasons.push(stepOf(fields));
    else if (tag === "met") reply.met.push({ mark: Number(first), left: second === "left" });
    else if (tag === "held" || tag === "failed" || tag === "open") reply[tag] = Number(first);
  }
  return reply;
}

class PrologJobs {
  private readonly swipl: Swipl;
  /** The file of each table that is loaded, by its key. */
  private readonly tables = new Map<string, string>();
  private nextFile = 1;

  constructor(swipl: Swipl) {
    this.swipl = swipl;
    swipl.write(RUNTIME_FILE, RUNTIME);
    swipl.ask(`load_files(user:'${RUNTIME_FILE}', [silent(true)]), runtime:start`);
    const complaints = swipl.printed();
    if (complaints.length > 0) throw new Error(complaints.join("\n"));
    const warmed = this.run(preparePrologPayload(WARM_UP, { tables: [], facts: "" }, { milliseconds: Infinity, rows: 10, work: 1e6 }), () => {});
    if (warmed.kind !== "done") throw new Error(`the program at the start ended "${warmed.kind}"`);
  }

  run(payload: unknown, progress: (text: string) => void): PrologReply {
    const { program, reified, tables, arities, rows, work, constrained } = v.parse(JOB, payload);
    this.swipl.ask("runtime:clear");
    const bad = this.put(tables, progress);
    if (bad !== null) return bad;
    progress("Loading the program");
    const refused = this.load("job", JOB_FILE, program) ?? this.load("reified", REIFIED_FILE, reified ?? ":- dynamic(kb/5).\n:- dynamic(tabled/2).\n");
    if (refused !== null) return refused;
    const queries: QueryReply[] = [];
    let searched = 0;
    let reported = 0;
    for (const [index, arity] of arities.entries()) {
      progress(arities.length === 1 ? "Searching" : `Searching, question ${index + 1} of ${arities.length}`);
      const bindings = this.swipl.ask("runtime:query(Index, Arity, Rows, Work, Constrained, Proving, Out), runtime:costs(Searched, Reported)", {
        Index: index,
        Arity: arity,
        Rows: rows,
        Work: Math.max(1, work - searched),
        Constrained: constrained,
        Proving: reified !== null,
      });
      if (bindings === null) throw new Error("a query was not reported");
      queries.push(readRecords(String(bindings["Out"])));
      searched += Number(bindings["Searched"]);
      reported += Number(bindings["Reported"]);
    }
    this.swipl.ask("runtime:clear");
    this.swipl.printed();
    return { kind: "done", queries, searched, reported };
  }

  heldTables(): readonly string[] {
    return [...this.tables.keys()];
  }

  /** Null when it is loaded. */
  private load(module: string, file: string, text: string): PrologReply | null {
    this.swipl.write(file, text);
    try {
      this.swipl.ask(`runtime:load(${module}, '${file}')`);
    } catch (error) {
      if (error instanceof WebAssembly.RuntimeError || error instanceof RangeError) throw error; // out of stack: the engine is broken
      return { kind: "refused", message: error instanceof Error ? error.message : String(error) };
    }
    const complaints = this.swipl.printed();
    return complaints.length === 0 ? null : { kind: "refused", message: complaints.join(" ").slice(0, 1000) };
  }

  /** Null when exactly these tables are there. */
  private put(tables: readonly SentTable[], progress: (text: string) => void): PrologReply | null {
    for (const [key, file] of this.tables) {
      if (tables.some((table) => table.key === key)) continue;
      this.swipl.ask(`runtime:unload('${file}')`);
      this.tables.delete(key);
    }
    for (const sent of tables) {
      if (this.tables.has(sent.key)) continue;
      const table = newTable(sent);
      progress(`Loading the table ${table.name}`);
      const printed = printTable(table);
      if (!printed.ok) return { kind: "cell", ...printed.bad };
      const file = `/table${this.nextFile++}.pl`;
      const refused = this.load("data", file, printed.text);
      this.swipl.write(file, "");
      if (refused !== null) {
        this.swipl.ask(`runtime:unload('${file}')`); // what of it was loaded
        return refused;
      }
      this.tables.set(table.key, file);
    }
    return null;
  }
}

export function createPrologEngine(): BoxedEngine {
  let jobs: PrologJobs | null = null;
  let heldBytes = (): number => 0;
  return {
    heldBytes: () => heldBytes(),
    heldTables: () => jobs?.heldTables() ?? [],
    async start(files) {
      const wasm = files.get(WASM_FILE);
      const data = files.get(DATA_FILE);
      if (wasm === undefined || data === undefined) throw new Error(`${WASM_FILE} and ${DATA_FILE} are needed`);
      const swipl = await startSwipl(wasm, data);
      heldBytes = swipl.heldBytes;
      jobs = new PrologJobs(swipl);
    },
    async run(payload, progress) {
      if (jobs === null) throw new Error("the engine was not started");
      return jobs.run(payload, progress);
    },
  };
}
