// The functions a program may call. Left out: what reads a clock, a file, chance or the engine itself, and what makes blobs.

import type { ValueType } from "./ast.ts";

/** "operands": the common type of the arguments, as max(a, b) or coalesce(a, b) give. */
type ResultType = ValueType | "operands";

export interface SqlFunction {
  readonly fewest: number;
  readonly most: number;
  /** aggregate: also usable as a window function. window: with OVER only. */
  readonly kind: "scalar" | "aggregate" | "window";
  readonly result: ResultType;
}

const MOST_ARGUMENTS = 64;

function scalar(result: ResultType, fewest: number, most = fewest): SqlFunction {
  return { kind: "scalar", result, fewest, most };
}
function aggregate(result: ResultType, fewest: number, most = fewest): SqlFunction {
  return { kind: "aggregate", result, fewest, most };
}
function window(result: ResultType, fewest: number, most = fewest): SqlFunction {
  return { kind: "window", result, fewest, most };
}

const OF_ONE_REAL = ["sqrt", "exp", "ln", "log10", "log2", "sin", "cos", "tan", "asin", "acos", "atan", "sinh", "cosh", "tanh", "asinh", "acosh", "atanh", "degrees", "radians"];

/** Functions of numbers. All but abs and round give NULL for a text that is none. */
export const NUMERIC: ReadonlySet<string> = new Set([...OF_ONE_REAL, "abs", "sign", "round", "ceil", "ceiling", "floor", "trunc", "mod", "pow", "power", "log", "atan2"]);

const FUNCTIONS: ReadonlyMap<string, SqlFunction> = new Map([
  ["abs", scalar("operands", 1)],
  ["sign", scalar("integer", 1)],
  ["round", scalar("real", 1, 2)],
  ["ceil", scalar("operands", 1)],
  ["ceiling", scalar("operands", 1)],
  ["floor", scalar("operands", 1)],
  ["trunc", scalar("operands", 1)],
  ["mod", scalar("real", 2)],
  ["pow", scalar("real", 2)],
  ["power", scalar("real", 2)],
  ...OF_ONE_REAL.map((name): [string, SqlFunction] => [name, scalar("real", 1)]),
  ["log", scalar("real", 1, 2)],
  ["atan2", scalar("real", 2)],
  ["pi", scalar("real", 0)],
  ["coalesce", scalar("operands", 2, MOST_ARGUMENTS)],
  ["ifnull", scalar("operands", 2)],
  ["nullif", scalar("operands", 2)],
  ["iif", scalar("any", 2, MOST_ARGUMENTS)],
  ["if", scalar("any", 2, MOST_ARGUMENTS)],
  ["typeof", scalar("text", 1)],
  ["length", scalar("integer", 1)],
  ["octet_length", scalar("integer", 1)],
  ["lower", scalar("text", 1)],
  ["upper", scalar("text", 1)],
  ["trim", scalar("text", 1, 2)],
  ["ltrim", scalar("text", 1, 2)],
  ["rtrim", scalar("text", 1, 2)],
  ["replace", scalar("text", 3)],
  ["substr", scalar("text", 2, 3)],
  ["substring", scalar("text", 2, 3)],
  ["instr", scalar("integer", 2)],
  ["concat", scalar("text", 1, MOST_ARGUMENTS)],
  ["concat_ws", scalar("text", 2, MOST_ARGUMENTS)],
  ["format", scalar("text", 1, MOST_ARGUMENTS)],
  ["printf", scalar("text", 1, MOST_ARGUMENTS)],
  ["char", scalar("text", 1, MOST_ARGUMENTS)],
  ["unicode", scalar("integer", 1)],
  ["hex", scalar("text", 1)],
  ["quote", scalar("text", 1)],
  ["date", scalar("text", 1, MOST_ARGUMENTS)],
  ["time", scalar("text", 1, MOST_ARGUMENTS)],
  ["datetime", scalar("text", 1, MOST_ARGUMENTS)],
  ["julianday", scalar("real", 1, MOST_ARGUMENTS)],
  ["unixepoch", scalar("any", 1, MOST_ARGUMENTS)],
  ["strftime", scalar("text", 2, MOST_ARGUMENTS)],
  ["timediff", scalar("text", 2)],

  ["count", aggregate("integer", 0, 1)],
  ["sum", aggregate("operands", 1)],
  ["total", aggregate("real", 1)],
  ["avg", aggregate("real", 1)],
  ["min", aggregate("operands", 1, MOST_ARGUMENTS)],
  ["max", aggregate("operands", 1, MOST_ARGUMENTS)],
  ["group_concat", aggregate("text", 1, 2)],
  ["string_agg", aggregate("text", 2)],
  ["median", aggregate("real", 1)],
  ["percentile", aggregate("real", 2)],
  ["percentile_cont", aggregate("real", 2)],
  ["percentile_disc", aggregate("real", 2)],

  ["row_number", window("integer", 0)],
  ["rank", window("integer", 0)],
  ["dense_rank", window("integer", 0)],
  ["percent_rank", window("real", 0)],
  ["cume_dist", window("real", 0)],
  ["ntile", window("integer", 1)],
  ["lag", window("operands", 1, 3)],
  ["lead", window("operands", 1, 3)],
  ["first_value", window("operands", 1)],
  ["last_value", window("operands", 1)],
  ["nth_value", window("operands", 2)],
]);

/** The operators LIKE and GLOB ask the engine for these. */
const OPERATOR_FUNCTIONS = ["like", "glob"];

/** `name` in lower case. min and max of several arguments are scalars. */
export function functionOf(name: string, operands: number): SqlFunction | null {
  const found = FUNCTIONS.get(name) ?? null;
  return found !== null && (name === "min" || name === "max") && operands > 1 ? { ...found, kind: "scalar" } : found;
}

export const FUNCTION_NAMES: readonly string[] = [...FUNCTIONS.keys()];

/** What the engine's authorizer lets through. */
export const ENGINE_FUNCTIONS: ReadonlySet<string> = new Set([...FUNCTION_NAMES, ...OPERATOR_FUNCTIONS]);

/** The first argument from which on each is a modifier such as '+1 day'; null for other functions. timediff takes none. */
export function modifiersFrom(name: string): number | null {
  if (name === "strftime") return 2;
  return name === "date" || name === "time" || name === "datetime" || name === "julianday" || name === "unixepoch" ? 1 : null;
}

/** What a name that people try is called here, or why it is not here. Lower case. */
const REFUSED: ReadonlyMap<string, string> = new Map([
  ["random", "chance would give another answer each time; write the numbers themselves"],
  ["randomblob", "chance would give another answer each time; write the numbers themselves"],
  ["zeroblob", "there are no blobs here; write text or numbers"],
  ["readfile", "no file can be reached from here; add the data as a table"],
  ["writefile", "no file can be reached from here; the result can be exported"],
  ["load_extension", "the engine cannot be extended; use the functions it has"],
  ["sqlite_version", "programs do not see the engine; leave it out"],
  ["now", "a clock would give another answer each day; write the date, as in '2024-06-01'"],
  ["len", "the length of a text is length(x)"],
  ["concatenate", "texts are joined by a || b"],
  ["stddev", "write sqrt(avg(x * x) - avg(x) * avg(x))"],
  ["isnull", "write ifnull(x, y), or x IS NULL"],
  ["nvl", "write ifnull(x, y)"],
  ["left", "the first n characters of a text are substr(x, 1, n)"],
  ["right", "the last n characters of a text are substr(x, -n)"],
  ["year", "the year of a date is strftime('%Y', x)"],
  ["month", "the month of a date is strftime('%m', x)"],
  ["day", "the day of a date is strftime('%d', x)"],
  ["to_char", "write format(...) or CAST(x AS TEXT)"],
  ["generate_series", "write WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 10)"],
  ["cbrt", "write pow(x, 1.0 / 3)"],
  ["square", "write x * x"],
]);

/** null: nothing special is known of the name. */
export function whyRefused(name: string): string | null {
  return REFUSED.get(name) ?? null;
}
