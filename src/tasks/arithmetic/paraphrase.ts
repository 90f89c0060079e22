// Says a wording in other words without changing what is asked: clauses that mean the same, facts joined or put behind
// the question, and the phrases people put around one. Training only; the held-out wordings are tested as they are written.

import type { Draw } from "./example.ts";

/** [what is said, other ways to say it]. "$1" is the first group, as in String.replace. Groups never split a [..|..] choice. */
const CLAUSES: readonly (readonly [RegExp, readonly string[]])[] = [
  [/\b(?:in total|in all|altogether)\b/, ["in total", "in all", "altogether", "all together", "combined", "taken together"]],
  [/\bWhat is the total number of (@\w+)( that)?\b/, ["How many $1 are there in total$2", "Find the total number of $1$2", "What is the number of $1 in all$2"]],
  [/\bHow many (@\w+) does (@\w+) have (left|now)\?/, ["How many $1 has $2 got $3?", "What is the number of $1 $2 has $3?", "Find how many $1 $2 has $3.", "How many $1 are $3 with $2?", "Tell me how many $1 $2 has $3."]],
  [/\bHow many (@\w+) does (@\w+) have\?/, ["How many $1 has $2 got?", "What is the number of $1 that $2 has?", "Find how many $1 $2 has.", "How many $1 are there for $2?", "How many $1 belong to $2?"]],
  [/\bHow many (@\w+) are left\?/, ["How many $1 remain?", "What number of $1 is left?", "How many $1 are still there?", "Find the number of $1 left.", "How many $1 stay?"]],
  [/\bHow many (@\w+) are there( now)?\?/, ["What is the number of $1$2?", "Count the $1$2.", "How many $1 is that$2?", "Find how many $1 there are$2."]],
  [/\bHow many (@\w+) are in (the|each) (@\w+)( now)?\?/, ["How many $1 does $2 $3 hold$4?", "What is the number of $1 in $2 $3$4?", "$2 $3 holds how many $1$4?", "Find how many $1 are in $2 $3$4."]],
  [/\bHow much does ([^?[\]]+) cost\?/, ["What does $1 cost?", "What is the price of $1?", "Find the cost of $1.", "What is the cost of $1?", "How much do you pay for $1?"]],
  [/\bHow much money does (@\w+) have left\?/, ["How much money is left?", "What does $1 have left?", "How much does $1 still have?", "How much money remains?", "How many dollars are left?"]],
  [/\bHow much did (@\w+) (spend|earn|pay)\?/, ["What did $1 $2?", "How many dollars did $1 $2?", "Find how much $1 did $2.", "How much money did $1 $2?"]],
  [/\bWhat is (its|the) (area|perimeter|volume|average|price|temperature|cost)\b([^?[\]]*)\?/, ["Find $1 $2$3.", "Calculate $1 $2$3.", "How much is $1 $2$3?", "Tell me $1 $2$3."]],
  [/^There (?:were|are) (#\w) (@\w+) (in|at|on) the (@\w+)\./, ["The $4 had $1 $2 $3 it.", "$1 $2 were $3 the $4.", "In the $4 we counted $1 $2.", "The $4 held $1 $2."]],
  [/^(@\w+) (?:has|had) (#\w) (@\w+)\./, ["$1 owned $2 $3.", "$2 $3 belonged to $1.", "$1 started with $2 $3.", "At first $1 had $2 $3.", "$1 kept $2 $3 at home."]],
  [/\b(@\w+) gave (#\w) to (@\w+)\b/, ["$1 handed $2 to $3", "$1 gave $3 $2", "$1 sent $2 to $3", "$3 got $2 from $1"]],
  [/\b(@\w+) (?:bought|got|found) (#\w) more\b/, ["$1 added $2", "$1 received another $2", "$1 picked up $2 more", "$1 brought $2 more"]],
  [/\b([aA] @\w+) costs (\$#\w)\b/, ["$1 is $2", "$1 sells for $2", "$1 is priced at $2", "the price of $1 is $2"]],
  [/\b(#\w) (@\w+) in each (@\w+)\b/, ["$1 $2 per $3", "$1 $2 to a $3", "$1 $2 in every $3"]],
  [/\bper (day|week|hour|month|year)\b/, ["each $1", "every $1"]],
  [/\b(?:every|each) (day|week|hour|month|year)\b/, ["per $1", "every $1", "each $1"]],
  [/\bleft over\b/, ["remaining", "left", "over"]],
  [/\bat first\b/, ["in the beginning", "originally", "to start with", "initially", "before that"]],
  [/\bequally\b/, ["evenly", "in equal parts", "fairly"]],
];

const LEADS = ["Question: ", "Please help. ", "Can you tell me: ", "I need to know: ", "Quick question. ", "Math problem: ", "Homework: ", "Hi. "];
const TAILS = [" Thanks.", " Please answer.", " Show the number.", " Just the number please."];

const CLAUSE_PROBABILITY = 0.5;
const ORDER_PROBABILITY = 0.25;
const FRAME_PROBABILITY = 0.06;

function lowerFirst(sentence: string): string {
  return sentence.charAt(0).toLowerCase() + sentence.slice(1);
}

/** Facts before the question become one sentence, or move behind it as a condition. */
function reorder(draw: Draw, wording: string): string {
  const sentences = wording.split(/(?<=\.) (?=[^.]*$|[A-Z@#[])/);
  const question = sentences.at(-1) ?? "";
  const facts = sentences.slice(0, -1).map((sentence) => sentence.replace(/\.$/, ""));
  if (facts.length === 0 || facts.length > 3 || facts.some((fact) => /[.?]/.test(fact))) return wording;
  // Pronouns of the question would come before the names they stand for.
  const movable = question.startsWith("How ") && question.endsWith("?") && !/@(?:he|his|him)\b|\b(?:it|its|they|them|that|this|those)\b/i.test(question);
  if (movable && draw.chance(0.5)) return `${question.slice(0, -1)} if ${facts.map(lowerFirst).join(" and ")}?`;
  if (facts.length < 2) return wording;
  return `${facts.map((fact, index) => (index === 0 ? fact : lowerFirst(fact))).join(draw.pick([" and ", ", and ", "; ", ", "]))}. ${question}`;
}

/** Another way to say `wording`; the same numbers and the same answer. */
export function paraphrase(draw: Draw, wording: string): string {
  let said = wording;
  for (const [clause, alternatives] of CLAUSES) {
    if (clause.test(said) && draw.chance(CLAUSE_PROBABILITY)) said = said.replace(clause, draw.pick(alternatives));
  }
  if (draw.chance(ORDER_PROBABILITY)) said = reorder(draw, said);
  if (draw.chance(FRAME_PROBABILITY)) said = draw.pick(LEADS) + said;
  if (draw.chance(FRAME_PROBABILITY)) said += draw.pick(TAILS);
  return said;
}
