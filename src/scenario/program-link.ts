// Link <-> program for a solver: #v2&lang=sql&tables=countries,cities&p=<packed {program, facts, own}>&left=<packed {tables, facts}>&c=<crc32>
// Opening one fills the editor and runs nothing. The visitor's own tables are in it only where they were put in on purpose;
// `left` says what was not, and is not there where nothing was: a page that does not know it opens the link all the same.

import * as v from "valibot";
import { closeEnvelope, MAX_LINK_CHARACTERS, openEnvelope, packJson, unpackJson } from "./link-envelope.ts";

/** The solver languages by their names in a link. */
export const PROGRAM_LANGUAGES = ["arithmetic", "sql", "prolog", "plan"] as const;
export type ProgramLanguage = (typeof PROGRAM_LANGUAGES)[number];

/** UTF-16 units. */
export const MAX_PROGRAM_CHARACTERS = 20_000;
const MAX_OWN_CHARACTERS = 200_000;

const OWN_NAME = v.pipe(v.string(), v.regex(/^[\p{L}_][\p{L}\p{M}\p{N}_]{0,62}$/u));

const PACKED = v.strictObject({
  program: v.pipe(v.string(), v.maxLength(MAX_PROGRAM_CHARACTERS)),
  facts: v.pipe(v.string(), v.maxLength(MAX_PROGRAM_CHARACTERS)),
  own: v.pipe(
    v.array(
      v.strictObject({
        name: OWN_NAME,
        csv: v.pipe(v.string(), v.maxLength(MAX_OWN_CHARACTERS)),
        types: v.optional(v.pipe(v.array(v.tuple([v.pipe(v.string(), v.maxLength(100)), v.picklist(["text", "integer", "real"])])), v.maxLength(1000), v.readonly()), []),
      }),
    ),
    v.maxLength(20),
    v.readonly(),
  ),
});

const LEFT_OUT = v.strictObject({ tables: v.pipe(v.array(OWN_NAME), v.maxLength(20), v.readonly()), facts: v.boolean() });

export interface ProgramTask {
  readonly language: ProgramLanguage;
  readonly program: string;
  /** Names of built-in tables. */
  readonly tables: readonly string[];
  /** Facts and rules beside the program. */
  readonly facts: string;
  readonly own: readonly LinkedTable[];
  /** What of the sender's own data the program reads and the link does not hold; missing where there is nothing. */
  readonly leftOut?: LeftOut;
}

/** Tables by name; facts beside the program without a word of them. */
export interface LeftOut {
  readonly tables: readonly string[];
  readonly facts: boolean;
}

/** A table of the visitor's own, as CSV with a header row. */
export interface LinkedTable {
  readonly name: string;
  readonly csv: string;
  /** Columns whose type the visitor corrected. */
  readonly types: readonly (readonly [column: string, type: "text" | "integer" | "real"])[];
}

export type DecodedProgramLink =
  | { readonly status: "ok"; readonly task: ProgramTask }
  | { readonly status: "repaired"; readonly task: ProgramTask; readonly changes: readonly string[] }
  | { readonly status: "too-new"; readonly version: number }
  | { readonly status: "malformed"; readonly reason: string };

const KNOWN_KEYS: ReadonlySet<string> = new Set(["lang", "tables", "p", "left"]);
const TABLE_NAME = /^[a-z_]{1,40}$/;

/** True for links to a program; all others are links to a run. */
export function isProgramLink(hash: string): boolean {
  return /^#?v\d{1,6}&lang=/.test(hash);
}

/** The hash part of a link, or null when the program and its data do not fit into one. */
export function encodeProgramLink({ language, program, tables, facts, own, leftOut }: ProgramTask): string | null {
  const left = leftOut === undefined ? "" : `&left=${packJson(leftOut)}`;
  const hash = closeEnvelope(`lang=${language}&tables=${tables.filter((name) => TABLE_NAME.test(name)).join(",")}&p=${packJson({ program, facts, own })}${left}`);
  return hash.length > MAX_LINK_CHARACTERS || decodeProgramLink(hash).status === "malformed" ? null : hash;
}

/** Reads location.hash; never throws. */
export function decodeProgramLink(hash: string): DecodedProgramLink {
  const envelope = openEnvelope(hash);
  if (envelope.status !== "open") return envelope;
  const { fields } = envelope;
  const language = PROGRAM_LANGUAGES.find((name) => name === fields.get("lang"));
  if (language === undefined) {
    return { status: "malformed", reason: `This link is for a language that is not known here; known are ${PROGRAM_LANGUAGES.join(", ")}.` };
  }
  const packed = v.safeParse(PACKED, unpackJson(fields.get("p") ?? ""));
  if (!packed.success) {
    return { status: "malformed", reason: "The program in this link cannot be read. Ask for the link again, or start from a preset." };
  }
  const changes: string[] = [];
  const names = (fields.get("tables") ?? "").split(",").filter((name) => name !== "");
  const tables = [...new Set(names.filter((name) => TABLE_NAME.test(name)))];
  if (tables.length < names.length) changes.push("The list of tables had a repeated name or one that no table has; it was left out.");
  const left = fields.get("left");
  const leftOut = left === undefined ? null : v.safeParse(LEFT_OUT, unpackJson(left));
  if (leftOut?.success === false) changes.push("What the sender left out of this link cannot be read.");
  for (const key of fields.keys()) {
    if (!KNOWN_KEYS.has(key)) changes.push(`The field "${key.slice(0, 20)}" is unknown and was ignored.`);
  }
  const task: ProgramTask = { language, tables, ...packed.output, ...(leftOut?.success === true ? { leftOut: leftOut.output } : {}) };
  return changes.length === 0 ? { status: "ok", task } : { status: "repaired", task, changes };
}
