// Turns a wording such as "@name has #a @things." into a question: [x|y] chooses, @word fills, #var is a number.
// Also adds sentences that do not matter, with and without numbers.

import type { Draw, Values } from "./example.ts";

const GIRLS = "Anna Mia Lena Sara Nina Zoe Ruth Ella Ivy Priya Aisha Clara Dana Emily Fatima Grace Hana Julia Kate Lucy Maria Nora Olivia Paula Rosa Sofia Tara Uma Vera Wendy Jane Mary Linda Susan Lily Amy Beth Carol Diane Helen Irene Judy Karen Megan Nancy Rachel Sandy Tina Yuki".split(" ");
const BOYS = "Ben Tom Jack Omar Liam Noah Max Sam Leo Adam Carlos David Ethan Felix George Henry Ivan Jonas Kevin Luis Mark Nate Oscar Paul Ravi Simon Theo Victor Will Yusuf John Mike Dan Joe Bob Fred Greg Ed Frank Gary Harry Jason Keith Larry Matt Paco Robin Steve Tim Allan Jerry".split(" ");
const THINGS = "apples oranges marbles stickers books pencils cookies cards balloons shells stamps coins toys eggs flowers candies pens crayons bananas peaches cupcakes muffins beads buttons pears plums tomatoes potatoes lemons cherries rocks feathers ribbons dolls kites bracelets magazines photos postcards badges tickets notebooks erasers chocolates sandwiches doughnuts carrots pumpkins mangoes walnuts tulips roses blocks bottles cups plates chairs hats shirts socks gloves scarves keychains magnets puzzles games DVDs songs points tokens nuts acorns peanuts lollipops pancakes waffles bagels pretzels melons onions seeds nails screws bolts bricks tiles candles lamps spoons forks envelopes letters posters drawings paintings caps files apps pies cakes".split(" ");
const KINDS = "red blue green yellow white black small large big old new wooden plastic round sweet salty pink purple orange silver golden chocolate vanilla lemon striped plain".split(" ");
const BOXES = "boxes bags baskets jars packs shelves crates trays drawers cartons tables buckets rows bins packets envelopes groups teams bundles piles albums cases".split(" ");
const PEOPLE = "children students friends classmates players workers guests boys girls people neighbors kids teachers cousins visitors passengers campers scouts dancers pupils".split(" ");
const PLACES = "park school market beach library store farm shop museum playground zoo garden kitchen fair".split(" ");
const GOODS = "book shirt ticket notebook hat toy lamp bag cup game sandwich jacket watch ball bike phone chair poster pizza sweater kettle cake".split(" ");
const FRUIT = "apple orange melon pear lemon peach mango banana coconut pumpkin".split(" ");

/** Irrelevant sentences; #z is a number that does not matter. */
const NUMBER_DISTRACTORS = [
  "@name is #z years old.",
  "The [room|hall|box] has #z [windows|doors|corners].",
  "@other lives #z [miles|kilometers] away.",
  "There are #z @thing4 on the table.",
  "It was #z [degrees|o'clock] outside.",
  "@other also has #z @thing4.",
  "The @place opened #z years ago.",
  "@other bought #z @thing4 last [week|month|year].",
  "It took @him #z minutes to get there.",
];
const PLAIN_DISTRACTORS = [
  "It was a [sunny|rainy|cold|warm|windy] day.",
  "@name likes @thing4 very much.",
  "@other is @his best friend.",
  "The @place was very [busy|quiet|crowded].",
  "@name was happy.",
  "@other likes @things too.",
];

interface Cast {
  readonly [key: string]: string;
}

function singular(plural: string): string {
  if (/(ches|shes|xes|oes|sses)$/.test(plural)) return plural.slice(0, -2);
  if (plural.endsWith("ves")) return plural === "gloves" ? "glove" : `${plural.slice(0, -3)}f`;
  if (plural.endsWith("ies") && plural !== "cookies" && plural !== "pies") return `${plural.slice(0, -3)}y`;
  return plural.slice(0, -1);
}

function distinct(draw: Draw, items: readonly string[], count: number): string[] {
  const out: string[] = [];
  while (out.length < count) {
    const item = draw.pick(items);
    if (!out.includes(item)) out.push(item);
  }
  return out;
}

function cast(draw: Draw): Cast {
  const girl = draw.chance(0.5);
  const [name = "", mate = "", third = ""] = distinct(draw, [...GIRLS, ...BOYS].filter((who) => GIRLS.includes(who) === girl || draw.chance(0.6)), 3);
  const female = GIRLS.includes(name);
  const [things = "", things2 = "", things3 = "", thing4 = ""] = distinct(draw, THINGS, 4);
  const invented = draw.chance(0.12);
  const noun = invented ? `${inventWord(draw)}s` : things;
  const who = draw.chance(0.06) ? inventWord(draw).replace(/^./, (letter) => letter.toUpperCase()) : name;
  const [kind = "", kind2 = "", kind3 = ""] = distinct(draw, KINDS, 3);
  const [box = "", box2 = ""] = distinct(draw, BOXES, 2);
  const [people = "", people2 = ""] = distinct(draw, PEOPLE, 2);
  const [place = "", place2 = ""] = distinct(draw, PLACES, 2);
  const [item = "", item2 = "", item3 = ""] = distinct(draw, GOODS, 3);
  const [fruit = "", fruit2 = ""] = distinct(draw, FRUIT, 2);
  return {
    name: who, other: mate, third, things: noun, things2, things3, thing4,
    thing: singular(noun), kind, kind2, kind3, boxes: box, box: singular(box), boxes2: box2, box2: singular(box2),
    people, people2, place, place2, item, item2, item3, fruit, fruit2,
    he: female ? "she" : "he", his: female ? "her" : "his", him: female ? "her" : "him",
    He: female ? "She" : "He", His: female ? "Her" : "His",
  };
}

/** Choices of equal size agree within a question: "[gave|lost] .. [give|lose]" stays one verb. */
export function chooseBranches(draw: Draw, wording: string): string {
  const chosen = new Map<number, number>();
  return wording.replace(/\[([^[\]]*)\]/g, (_, list: string) => {
    const branches = list.split("|");
    const index = chosen.get(branches.length) ?? draw.prng.integer(0, branches.length - 1);
    chosen.set(branches.length, index);
    return branches[index] ?? "";
  });
}

/** Every text that chooseBranches() can make of `wording`. */
export function allBranches(wording: string): string[] {
  const lists = [...wording.matchAll(/\[([^[\]]*)\]/g)].map(([, list = ""]) => list.split("|"));
  let texts = [wording];
  for (const size of new Set(lists.map((branches) => branches.length))) {
    texts = texts.flatMap((text) =>
      Array.from({ length: size }, (_, index) => text.replaceAll(/\[([^[\]]*)\]/g, (whole, list: string) => (list.split("|").length === size ? (list.split("|")[index] ?? "") : whole))),
    );
  }
  return texts;
}

/** A word that nothing else in a question can be: an entity slot of its own. */
function inventWord(draw: Draw): string {
  const syllables = draw.prng.integer(1, 2);
  let word = "";
  for (let i = 0; i < syllables; i++) {
    word += draw.pick(["b", "ch", "d", "f", "g", "h", "k", "l", "m", "n", "p", "r", "s", "t", "v", "w", "z", "tr", "st", "cl", "sh"]);
    word += draw.pick(["a", "e", "i", "o", "u", "ea", "oo", "ai"]);
  }
  return word + draw.pick(["b", "d", "g", "k", "l", "m", "n", "p", "r", "t", "ck", "nd"]);
}

/** Sentences split at ". ": the last one holds the question. */
function addDistractors(draw: Draw, wording: string, allowed: boolean): string {
  if (!allowed || !wording.includes(". ")) return wording;
  const roll = draw.prng.nextFloat();
  if (roll > 0.3) return wording;
  const sentences = wording.split(/(?<=\.) /);
  const added = draw.pick(roll < 0.17 ? NUMBER_DISTRACTORS : PLAIN_DISTRACTORS);
  sentences.splice(draw.prng.integer(added.includes("@his") || added.includes("@him") ? 1 : 0, sentences.length - 1), 0, added);
  return sentences.join(" ");
}

function thousands(value: string): string {
  return value.replace(/\B(?=(\d{3})+$)/g, ",");
}

const WORDS = "zero one two three four five six seven eight nine ten eleven twelve".split(" ");

export interface Rendered {
  readonly question: string;
  /** Variables in order of appearance, one entry per number in the question. */
  readonly order: readonly string[];
  /** The values in the same order. */
  readonly values: readonly string[];
}

/** Fills a wording. Large numbers sometimes get commas, small ones sometimes are spelled out. */
export function render(draw: Draw, wording: string, values: Values, distractors: boolean): Rendered {
  const people = cast(draw);
  const withNoise = chooseBranches(draw, addDistractors(draw, wording, distractors));
  const order: string[] = [];
  const rendered: string[] = [];
  const spelled = draw.chance(0.06);
  const commas = draw.chance(0.4);
  const filled = withNoise.replace(/@([A-Za-z]+\d?)|#([a-z])/g, (_, word: string | undefined, variable: string | undefined) => {
    if (word !== undefined) {
      const text = people[word];
      if (text === undefined) throw new Error(`the wording uses @${word}, which nothing fills`);
      return text;
    }
    const key = variable ?? "";
    const value = String(key === "z" ? (values["z"] ?? draw.n(3, 90)) : values[key]);
    order.push(key);
    rendered.push(value);
    if (spelled && /^\d+$/.test(value) && Number(value) >= 2 && Number(value) <= 12) return WORDS[Number(value)] ?? value;
    return commas && /^\d{5,}$/.test(value) ? thousands(value) : value;
  });
  const question = filled.replace(/(^|[.?!] )([a-z])/g, (_, lead: string, letter: string) => lead + letter.toUpperCase());
  return { question: draw.chance(0.04) ? question.toLowerCase() : question, order, values: rendered };
}
