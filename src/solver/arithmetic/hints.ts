// What to write instead where a text is no program: by the character or word that stands in the way, and the numbers beside it.
// The language stays as it is, because the networks write it; who types one of these is shown its spelling.

/** A lexeme as hints see it; undefined where there is none. */
export type Found = { readonly kind: "number" | "name" | "symbol" | "end"; readonly text: string } | undefined;

const NO_ROOTS = "results are exact fractions, which most roots are not; to test a root, write eq(3^2, 9)";
const NO_CONSTANT = "results are exact fractions, which this is not; write as many digits as you need, as in 3.14159265";
const NO_FUNCTION = "results are exact fractions, which its values are not";

const CHARACTERS: Readonly<Record<string, string>> = {
  "=": "write the expression without it, or eq(7, 7) to ask whether two values are equal",
  ">": "write gt(7, 3) to ask whether 7 is greater",
  "<": "write lt(3, 7) to ask whether 3 is less",
  "≥": "gt(7, 3) asks whether 7 is greater, eq(7, 7) whether both are equal",
  "≤": "lt(3, 7) asks whether 3 is less, eq(7, 7) whether both are equal",
  "√": NO_ROOTS,
  "π": NO_CONSTANT,
  "²": "write ^2",
  "³": "write ^3",
  "½": "write 1/2",
  "⋅": "write * for times",
  "∗": "write * for times",
  "•": "write * for times",
  ":": "write / to divide",
  ";": "write a comma between values",
  "[": "write round brackets",
  "]": "write round brackets",
  "{": "write round brackets",
  "}": "write round brackets",
  ".": "write a digit after the point, as in 5.0",
  "'": "write numbers without separators, as in 1000",
  "’": "write numbers without separators, as in 1000",
  _: "write numbers without separators, as in 1000",
  "$": "write numbers without their unit",
  "€": "write numbers without their unit",
  "£": "write numbers without their unit",
  "|": "write abs(7) for the absolute value",
};

/** For a character that is not part of the language; `after` is the text behind it. */
export function characterHint(char: string, before: Found, after: string): string {
  const left = before?.kind === "number" ? before.text : null;
  if (char === "!") return after.startsWith("=") ? "write eq(7, 3) to ask whether two values are equal" : `write fact(${left ?? "30"}) for the factorial`;
  if (char === "%") {
    const right = /^\s*(\d+)/.exec(after)?.[1] ?? null;
    if (left !== null && right !== null) return `write mod(${left}, ${right}) for the remainder, or ${left}/100 for per cent`;
    return `write ${left ?? "10"}/100 for per cent, or mod(10, 3) for a remainder`;
  }
  return CHARACTERS[char] ?? "use numbers, + - * / ^ ( ) and functions";
}

const WORDS: ReadonlyMap<string, string> = new Map([
  ...["sqrt", "root", "cbrt"].map((word) => [word, NO_ROOTS] as const),
  ...["pi", "e", "tau"].map((word) => [word, NO_CONSTANT] as const),
  ...["sin", "cos", "tan", "exp", "log", "ln", "lg"].map((word) => [word, NO_FUNCTION] as const),
  ["floor", "write div(7/2, 1) to round down"],
  ["int", "write div(7/2, 1) to round down"],
  ["ceil", "write -div(-7/2, 1) to round up"],
  ["ceiling", "write -div(-7/2, 1) to round up"],
  ["round", "write div(7/2 + 1/2, 1) to round to the nearest whole number"],
  ["pow", "write 2^10 for a power"],
  ["power", "write 2^10 for a power"],
  ["factorial", "write fact(30)"],
  ["sum", "write + between the values"],
  ["mean", "write avg(1, 2)"],
  ["average", "write avg(1, 2)"],
  ...["choose", "comb", "binomial"].map((word) => [word, "write fact(5)/(fact(2)*fact(3)) for 2 out of 5"] as const),
  ["modulo", "write mod(7, 3)"],
  ["rem", "write mod(7, 3)"],
  ["gcf", "write gcd(12, 18)"],
  ["hcf", "write gcd(12, 18)"],
]);

/** For a name that is no function; null where only the list of functions can be told. */
export function functionHint(name: string): string | null {
  return WORDS.get(name) ?? null;
}

/** Where a number should stand. */
export function operandHint(before: Found, found: Found): string {
  if (found?.text === "*" && before?.text === "*") return "write ^ for a power, as in 2^10";
  if (found?.text === "/" && before?.text === "/") return "write div(7, 2) for the whole part of a division";
  return "write a number or remove the operator before it";
}

const INFIX: Readonly<Record<string, string>> = { plus: "+", minus: "-", times: "*", x: "*", over: "/" };
/** Functions of two values that are also said between them. */
const BETWEEN: Readonly<Record<string, string>> = { mod: "mod", modulo: "mod", rem: "mod", div: "div", gt: "gt", lt: "lt", eq: "eq" };

/** Behind a complete expression; `next` are the lexemes that follow what was found. */
export function restHint(before: Found, found: Found, next: readonly Found[]): string {
  const left = before?.kind === "number" ? before.text : null;
  const word = found?.kind === "name" ? found.text : "";
  const right = next[0]?.kind === "number" ? next[0].text : null;
  const pair = left !== null && right !== null ? [left, right] : ["7", "3"];
  if (Object.hasOwn(BETWEEN, word)) return `write ${BETWEEN[word]}(${pair.join(", ")})`;
  if (Object.hasOwn(INFIX, word)) return `write ${INFIX[word]} instead`;
  if (word === "e" && left !== null) {
    const power = right ?? (next[0]?.text === "-" && next[1]?.kind === "number" ? `-${next[1].text}` : "3");
    return `write ${left}*10^${power}`;
  }
  if (found?.text === "," && left !== null && right !== null) {
    return right.length === 3 && /^\d+$/.test(left) ? `write ${left}${right} without the comma, or ${left}.${right} for a decimal` : `write ${left}.${right}, or put both into a function, as in max(${left}, ${right})`;
  }
  if (found?.kind === "number" && left !== null && /^\d{3}$/.test(found.text)) return `write ${left}${found.text} without the space, or put an operator between them`;
  return "put an operator before it or remove it";
}
