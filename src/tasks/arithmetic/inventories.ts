// Word problems that list several things, people, prices or kinds and ask for some of them, and expressions over such names:
// which number belongs to what is all there is to find out. Training only, put together from parts, so that no wording of the tested splits is among them.
// {x|y} is a free choice as in stories.ts; the rest is as in situations/.

import type { Draw, Values } from "./example.ts";
import type { WrittenExpression } from "./expressions.ts";
import { tell } from "./stories.ts";

export interface Inventory {
  readonly wording: string;
  /** Arithmetic over the variables that the wording names. */
  readonly program: string;
  readonly values: Values;
}

/** One entry of a list: a variable and what it counts. */
interface Entry {
  readonly variable: string;
  readonly what: string;
}

const VARIABLES = ["a", "b", "c", "d"];
const THINGS = ["@things", "@things2", "@things3", "@thing4"];
const KINDS = ["@kind", "@kind2", "@kind3"];
const PEOPLE = ["@name", "@other", "@third"];
const ITEMS = ["@item", "@item2", "@item3"];

function shuffled<T>(draw: Draw, items: readonly T[]): T[] {
  const left = [...items];
  return items.map(() => left.splice(draw.small(0, left.length - 1), 1)[0] as T);
}

function enumerate(draw: Draw, parts: readonly string[]): string {
  const last = parts.at(-1) ?? "";
  if (parts.length === 1) return last;
  const rest = parts.slice(0, -1).join(", ");
  return tell(draw, `${rest}{ and |, and | and also | as well as | along with } ${last}`).replaceAll("  ", " ");
}

const upperFirst = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** The list and its question, the question last, first, or in a subordinate clause of its own. */
function put(draw: Draw, facts: string, question: string): string {
  const asked = tell(draw, question);
  const told = tell(draw, facts);
  const roll = draw.prng.nextFloat();
  if (roll < 0.62) return `${told}. ${upperFirst(asked)}?`;
  if (roll < 0.74) return tell(draw, `${upperFirst(asked)}? ${told}.`);
  if (roll < 0.86 || !asked.startsWith("how ")) return tell(draw, `{If|When|Suppose} ${told.replace(/\. /g, " and ")}, ${asked}?`);
  return tell(draw, `${upperFirst(asked)} {if|when|given that} ${told.replace(/\. /g, " and ")}?`);
}

/** What is asked about a list of counts: one of them, two added or compared, all, or all but one. */
function askCounts(draw: Draw, entries: readonly Entry[], whole: string): { readonly question: string; readonly program: string } {
  const [first, second, ...others] = shuffled(draw, entries) as [Entry, Entry, ...Entry[]];
  const [x, y] = [first.what, second.what];
  const sum = (list: readonly Entry[]): string => list.map(({ variable }) => variable).join("+");
  const together = draw.pick(["together", "in all", "altogether", "in total", "taken together"]);
  const roll = draw.prng.nextFloat();
  if (roll < 0.22) return { program: first.variable, question: draw.pick([`how many ${x} are there`, `what is the number of ${x}`, `how many are ${x}`, `how many ${x} is that`, `how many ${x} can be counted`]) };
  if (roll < 0.5) return { program: sum([first, second]), question: draw.pick([`how many ${x} and ${y} are there ${together}`, `what is the number of ${x} and ${y} ${together}`, `how many are ${x} or ${y}`, `what do the ${x} and the ${y} add up to`, `how many ${x} and ${y} is that ${together}`]) };
  if (roll < 0.82) {
    return {
      program: `${first.variable}-${second.variable}`,
      question: draw.pick([`how many more ${x} than ${y} are there`, `how many fewer ${y} than ${x} are there`, `by how many do the ${x} outnumber the ${y}`, `how many ${y} are missing to have as many as ${x}`, `how much larger is the number of ${x} than that of ${y}`, `by how many are the ${y} fewer than the ${x}`]),
    };
  }
  if (roll < 0.9 || others.length === 0) return { program: sum(entries), question: draw.pick([`how many ${whole} are there ${together}`, `what is the number of all ${whole}`, `how many ${whole} is that ${together}`]) };
  return { program: sum([second, ...others]), question: draw.pick([`how many ${whole} are not ${x}`, `how many ${whole} are something else than ${x}`, `without the ${x}, how many ${whole} are there`, `how many ${whole} are left when the ${x} are taken out`, `how many ${whole} are no ${x}`]) };
}

const counts = (draw: Draw, count: number): Values => Object.fromEntries(VARIABLES.slice(0, count).map((variable) => [variable, draw.n(2, 90)]));

const entriesOf = (draw: Draw, names: readonly string[], count: number): Entry[] => shuffled(draw, names).slice(0, count).map((what, at) => ({ variable: VARIABLES[at] ?? "", what }));

/** One place or person with several sorts of things. */
function sorts(draw: Draw): Inventory {
  const adjectives = draw.chance(0.35);
  const count = adjectives ? draw.small(2, 3) : draw.small(2, 4);
  const entries = entriesOf(draw, adjectives ? KINDS.map((kind) => `${kind} @things`) : THINGS, count);
  const short = adjectives && draw.chance(0.5) ? entries.map(({ variable, what }, at) => ({ variable, what: at === 0 ? what : what.replace("@things", draw.pick(["ones", "@things"])) })) : entries;
  const parts = short.map(({ variable, what }) => `#${variable} ${what}`);
  const list = enumerate(draw, parts);
  const clauses = shuffled(draw, ["@name has P", "there are P in the @box", "the @box holds P", "@other brought P", "P lie on the table", "P were found at the @place", "I saw P", "the @place has P", "P came in the mail", "@third made P"]);
  const singles = parts.map((part, at) => (clauses[at] ?? "").replace("P", part));
  const days = shuffled(draw, ["on Monday", "on Tuesday", "on Friday", "in the morning", "in the evening"]);
  const facts = draw.pick([
    `{@name has|@name bought|@name counted|the @box holds|the @place sold|we ordered|there are|I have|they found|a @box with|she packed} ${list}${draw.pick(["", "", " {in the @box|at the @place|on the table}"])}`,
    `${list} {are in the @box|lie on the table|were sold|came to the @place|belong to @name|are needed|were counted}`,
    singles.join(". "),
    singles.join(", "),
    `{@name sold|@name made|the @place got|we found} ${enumerate(draw, parts.map((part, at) => `${part} ${days[at] ?? ""}`))}`,
    enumerate(draw, entries.map(({ variable, what }) => `{the number of ${what} is #${variable}|of ${what} there are #${variable}|the ${what} are #${variable}|${what}: #${variable}}`)),
    entries.map(({ variable, what }) => `${what}: #${variable}`).join(draw.pick([", ", "; ", ". "])),
    `besides ${parts[0] ?? ""} {there are|@name has|the @box holds} ${enumerate(draw, parts.slice(1))}`,
  ]);
  const { question, program } = askCounts(draw, entries, adjectives ? "@things" : draw.pick(["things", "objects", "of them"]));
  return { wording: put(draw, facts, question), program, values: counts(draw, count) };
}

/** Several people, each with a number of the same or of a thing of their own. */
function people(draw: Draw): Inventory {
  const count = draw.small(2, 3);
  const owners = entriesOf(draw, PEOPLE, count);
  const same = draw.chance(0.6);
  const things = shuffled(draw, THINGS);
  const verb = draw.pick(["has", "found", "sold", "made", "picked", "counted", "brought", "collected", "won", "read", "ate", "bought"]);
  const parts = owners.map(({ variable, what }, at) => `${what} ${verb} #${variable}${same && at > 0 ? draw.pick(["", "", " @things"]) : ` ${same ? "@things" : (things[at] ?? "")}`}`);
  const short = owners.map(({ variable, what }, at) => (at === 0 ? (parts[0] ?? "") : `${what} #${variable}${same ? "" : ` ${things[at] ?? ""}`}`));
  const facts = draw.pick([
    parts.join(". "),
    parts.join(draw.pick([", ", "; ", " and ", ", while ", ", but "])),
    enumerate(draw, short),
    enumerate(draw, owners.map(({ variable, what }, at) => `#${variable} ${same ? (at === 0 ? "@things" : "") : (things[at] ?? "")} ${draw.pick(["belong to", "are for", "were brought by", "come from"])} ${what}`.replace("  ", " "))),
  ]);
  if (!same && draw.chance(0.7)) {
    const { question, program } = askCounts(draw, owners.map(({ variable }, at) => ({ variable, what: things[at] ?? "" })), "things");
    return { wording: put(draw, facts, question), program, values: counts(draw, count) };
  }
  const [first, second] = shuffled(draw, owners) as [Entry, Entry];
  const plain = ({ has: "have", found: "find", sold: "sell", made: "make", picked: "pick", counted: "count", brought: "bring", collected: "collect", won: "win", read: "read", ate: "eat", bought: "buy" } as Readonly<Record<string, string>>)[verb] ?? "";
  const did = (one: string): string => (verb === "has" ? `does ${one} have` : `did ${one} ${plain}`);
  const noun = same ? "@things" : "things";
  const asked = draw.pick([
    { program: first.variable, question: `how many ${noun} ${did(first.what)}` },
    { program: `${first.variable}+${second.variable}`, question: `how many ${noun} ${did("X").replace("does", "do").replace("X", `${first.what} and ${second.what}`)} {together|in all|altogether|in total}` },
    { program: `${first.variable}-${second.variable}`, question: `{how many more ${noun} ${did(first.what)} than ${second.what}|by how many is ${first.what} ahead of ${second.what}|how many ${noun} is ${first.what} ahead of ${second.what}}` },
    { program: `${first.variable}-${second.variable}`, question: `{how many fewer ${noun} ${did(second.what)} than ${first.what}|by how many is ${second.what} behind ${first.what}|how many ${noun} does ${second.what} need to catch up with ${first.what}}` },
  ]);
  return { wording: put(draw, facts, asked.question), program: asked.program, values: counts(draw, count) };
}

/** Prices, ages, lengths and weights of several things: what some come to together, or how far apart two are. */
function sizes(draw: Draw): Inventory {
  const count = draw.small(2, 3);
  const what = draw.pick(["price", "age", "length", "weight"] as const);
  const entries = entriesOf(draw, what === "age" ? PEOPLE : ITEMS.map((item) => `the ${item}`), count);
  const [first, second] = shuffled(draw, entries) as [Entry, Entry];
  const [say, unit, more, less, base] = {
    price: ["costs", "$#", "more does X cost", "less does X cost", "does X cost"],
    age: ["is", "# years old", "older is X", "younger is X", "old is X"],
    length: ["is", "# {cm|meters|feet} long", "longer is X", "shorter is X", "long is X"],
    weight: ["weighs", "# {kg|pounds|grams}", "heavier is X", "lighter is X", "does X weigh"],
  }[what] as [string, string, string, string, string];
  const amount = tell(draw, unit);
  const facts = draw.pick([". ", ", ", "; ", " and ", ", while "]);
  const told = entries.map(({ variable, what: of }) => `${of} ${say} ${amount.replace("#", `#${variable}`)}`).join(facts);
  const short = enumerate(draw, entries.map(({ variable, what: of }, at) => (at === 0 ? `${of} ${say} ${amount.replace("#", `#${variable}`)}` : `${of} ${amount.replace("#", `#${variable}`)}`)));
  const asked = draw.pick([
    { program: first.variable, question: `how ${what === "price" ? "much " : what === "weight" ? "much " : ""}${base.replace("X", first.what)}` },
    { program: `${first.variable}-${second.variable}`, question: `how much ${more.replace("X", first.what)} than ${second.what}` },
    { program: `${first.variable}-${second.variable}`, question: `how much ${less.replace("X", second.what)} than ${first.what}` },
    { program: `${first.variable}+${second.variable}`, question: { price: `{what do ${first.what} and ${second.what} cost together|how much does @name pay for ${first.what} and ${second.what}|how much are ${first.what} and ${second.what} in total}`, age: `what do the ages of ${first.what} and ${second.what} add up to`, length: `how long are ${first.what} and ${second.what} {together|end to end|in all}`, weight: `how much do ${first.what} and ${second.what} weigh {together|in all|in total}` }[what] },
  ]);
  return { wording: put(draw, draw.chance(0.5) ? told : short, asked.question), program: asked.program, values: counts(draw, count) };
}

/** Two sorts, some of one or both gone or added: asked for one sort or both, before, now, or the change alone. */
function changes(draw: Draw): Inventory {
  const adjectives = draw.chance(0.6);
  const [x = "", y = ""] = adjectives ? shuffled(draw, KINDS).map((kind) => `${kind} @things`) : shuffled(draw, THINGS);
  const gains = draw.chance(0.3);
  const both = draw.chance(0.75);
  const [past, plain, part] = draw.pick(gains ? [["bought", "buy", "bought"], ["found", "find", "found"], ["got", "get", "got"], ["made", "make", "made"]] : [["gave away", "give away", "given away"], ["lost", "lose", "lost"], ["sold", "sell", "sold"], ["used", "use", "used"], ["ate", "eat", "eaten"], ["broke", "break", "broken"], ["threw away", "throw away", "thrown away"]]) as [string, string, string];
  const c = draw.n(2, 40);
  const d = draw.n(2, 40);
  const values = gains ? { a: draw.n(2, 80), b: draw.n(2, 80), c, d } : { a: c + draw.n(1, 60), b: d + draw.n(1, 60), c, d };
  const brief = (what: string): string => (adjectives ? what.replace("@things", draw.pick(["ones", "@things", "ones"])) : what);
  const before = shuffled(draw, [`#a ${x}`, `#b ${y}`]);
  const change = both ? shuffled(draw, [`#c ${brief(x)}`, `#d ${brief(y)}`]) : [`#c ${brief(x)}`];
  const had = enumerate(draw, before);
  const went = change.length === 2 ? enumerate(draw, change) : (change[0] ?? "");
  const more = gains ? change.map((one) => one.replace(" ", " more ")).join(" and ") : went;
  const facts = draw.pick([
    `@name had ${had}. {then |later |in the afternoon |the next day |}@he ${past} ${more}`,
    `{there were|the @box held|at the @place were} ${had}. @name ${past} ${more}`,
    `@name {owned|had|started with|bought} ${had} {and|but|and then} ${past} ${more}`,
    `@name ${past} ${more}. Before that @he had ${had}`,
    ...(gains ? [] : [
      `@name ${past} #c of @his #a ${x}${both ? ` and #d of @his #b ${y}` : `. @he also had #b ${y}`}`,
      `of #a ${x} #c were ${part}, ${both ? `of #b ${y} #d` : `and there were #b ${y} too`}`,
      both ? `#d of #b ${y} and #c of #a ${x} were ${part}` : `@name had #b ${y} and #a ${x}, of which #c were ${part}`,
      `@name had #a ${x} and ${past} #c of them. @he also had #b ${y}${both ? ` and ${past} #d of those` : ""}`,
    ]),
  ]);
  const sign = gains ? "+" : "-";
  const noun = adjectives ? "@things" : "things";
  const asked = draw.pick([
    { program: `a${sign}c`, question: `{how many ${x} does @name have {now|left}|how many ${x} are {there now|left}|what is the number of ${x} now}` },
    { program: both ? `b${sign}d` : "b", question: `{how many ${y} does @name have {now|left}|how many ${y} are {there now|left}|what is the number of ${y} now}` },
    { program: both ? "c+d" : "c", question: `how many ${noun} did @name ${plain} {in all|altogether|in total}` },
    { program: both ? `a+b${sign}c${sign}d` : `a+b${sign}c`, question: `how many ${noun} {does @name have now|does @name have left|are there now} {in all|altogether|in total}` },
    { program: "a+b", question: `how many ${noun} {did @name have|were there} {at first|in the beginning|before}` },
    { program: "a-b", question: `how many more ${x} than ${y} {did @name have|were there} {at first|in the beginning|before}` },
    { program: "b-a", question: `how many more ${y} than ${x} {did @name have|were there} {at first|in the beginning|before}` },
    { program: "a", question: `how many ${x} {did @name have|were there} {at first|in the beginning|before}` },
    { program: "b", question: `how many ${y} {did @name have|were there} {at first|in the beginning|before}` },
    ...(both ? [
      { program: "c-d", question: `how many more ${x} than ${y} did @name ${plain}` },
      { program: "d-c", question: `how many more ${y} than ${x} did @name ${plain}` },
      { program: "c", question: `how many ${x} did @name ${plain}` },
      { program: "d", question: `how many ${y} did @name ${plain}` },
      { program: `(a${sign}c)-(b${sign}d)`, question: `how many more ${x} than ${y} {does @name have now|are there now|are left}` },
    ] : []),
  ]);
  return { wording: put(draw, facts, tell(draw, asked.question)), program: asked.program, values };
}

/** A word problem whose question picks some of the numbers it lists. */
export function inventory(draw: Draw): Inventory {
  const { wording, program, values } = draw.pick([sorts, sorts, people, sizes, changes, changes])(draw);
  return { wording: wording.replaceAll(/(^|[.?] )([a-z])/g, (_, lead: string, letter: string) => lead + letter.toUpperCase()), program, values };
}

const LETTERS = ["x", "y", "z", "p", "q", "r", "s", "t", "u", "v", "w", "n", "k"];

/**
 * A written expression over names instead of numbers, which are said beside it: "x = 3, y = 4. x*y" or "E, where there are 3 apples".
 * `frame` is the wording around the expression E. Null where the expression has more numbers than there are names for.
 */
export function nameQuantities(draw: Draw, { text, program, values }: WrittenExpression, frame: string): Inventory | null {
  const variables = Object.keys(values);
  const letters = draw.chance(0.4);
  const names = shuffled(draw, letters ? LETTERS : draw.pick([THINGS, THINGS, KINDS.map((kind) => `${kind} @things`), PEOPLE]));
  const idle = variables.length < names.length && draw.chance(0.4) ? "e" : null;
  // An "x" between names would be read as one more.
  if (variables.length > Math.min(names.length, 5) || variables.includes("e") || text.includes("x")) return null;
  const nameOf = new Map([...variables, ...(idle === null ? [] : [idle])].map((variable, at) => [variable, names[at] ?? ""]));
  const entries = shuffled(draw, [...nameOf]);
  const define = draw.pick(letters || nameOf.get("a")?.startsWith("@name") === true ? ["N = V", "N is V", "N: V", "N equals V"] : ["V N", "V N", "V N", "N = V", "N: V", "the number of N is V", "there are V N"]);
  const definitions = enumerate(draw, entries.map(([variable, name]) => define.replace("N", name).replace("V", `#${variable}`)));
  const asked = frame.replace(/\bE\b/, () => text.replaceAll(/#([a-z])/g, (_, variable: string) => nameOf.get(variable) ?? ""));
  const wording = draw.chance(0.6) ? `${draw.pick(["", "", "given ", "we have ", "let us say "])}${definitions}. ${asked}` : `${asked.replace(/[.?]$/, "")} ${draw.pick(["if", "where", "when", "with", "for"])} ${definitions}${draw.pick(["?", ".", ""])}`;
  return { wording, program, values: { ...values, ...(idle !== null && { [idle]: draw.n(2, 90) }) } };
}
