// Says a wording in other words without changing what is asked: clauses that mean the same, facts joined or put behind
// the question, and the phrases people put around one. Training only; the held-out wordings are tested as they are written.

import type { Draw } from "./example.ts";

/** [what is said, other ways to say it]. "$1" is the first group, as in String.replace. */
const CLAUSES: readonly (readonly [RegExp, readonly string[]])[] = [
  [/\b(?:in total|in all|altogether)\b/, ["in total", "in all", "altogether", "all together", "combined", "taken together"]],
  [/\bWhat is the total number of (@\w+)( that)?\b/, ["How many $1 are there in total$2", "Find the total number of $1$2", "What is the number of $1 in all$2"]],
  [/\bHow many (@\w+) does (@\w+) have (left|now)\?/, ["How many $1 has $2 got $3?", "What is the number of $1 $2 has $3?", "Find how many $1 $2 has $3.", "How many $1 are $3 with $2?", "Tell me how many $1 $2 has $3."]],
  [/\bHow many (@\w+) does (@\w+) have\?/, ["How many $1 has $2 got?", "What is the number of $1 that $2 has?", "Find how many $1 $2 has.", "How many $1 are there for $2?", "How many $1 belong to $2?"]],
  [/\bHow many (@\w+) are left\?/, ["How many $1 remain?", "What number of $1 is left?", "How many $1 are still there?", "Find the number of $1 left.", "How many $1 stay?"]],
  [/\bHow many (@\w+) are there( now)?\?/, ["What is the number of $1$2?", "Count the $1$2.", "How many $1 is that$2?", "Find how many $1 there are$2."]],
  [/\bHow many (@\w+) are in (the|each) (@\w+)( now)?\?/, ["How many $1 does $2 $3 hold$4?", "What is the number of $1 in $2 $3$4?", "$2 $3 holds how many $1$4?", "Find how many $1 are in $2 $3$4."]],
  [/\bHow much does ([^?]+) cost\?/, ["What does $1 cost?", "What is the price of $1?", "Find the cost of $1.", "What is the cost of $1?", "How much do you pay for $1?"]],
  [/\bHow much money does (@\w+) have left\?/, ["How much money is left?", "What does $1 have left?", "How much does $1 still have?", "How much money remains?", "How many dollars are left?"]],
  [/\bHow much did (@\w+) (spend|earn|pay)\?/, ["What did $1 $2?", "How many dollars did $1 $2?", "Find how much $1 did $2.", "How much money did $1 $2?"]],
  [/\bWhat is (its|the) (area|perimeter|volume|average|price|temperature|cost)\b([^?]*)\?/, ["Find $1 $2$3.", "Calculate $1 $2$3.", "How much is $1 $2$3?", "Tell me $1 $2$3."]],
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

/** Phrases of which one may stand for another, each where the expression finds it. */
const SYNONYMS: readonly (readonly [RegExp, readonly string[]])[] = [
  [/\b(?:bought|purchased)\b/, ["bought", "purchased", "picked up", "ordered", "paid for"]],
  [/\bbuys\b/, ["buys", "purchases", "orders", "picks up", "pays for"]],
  [/\bstarted with\b/, ["began with", "first had", "had"]],
  [/\b(?:gave|gives) (#\w) (@\w+) to (@\w+)\b/, ["handed $1 $2 to $3", "gave $3 $1 $2", "passed $1 $2 to $3", "let $3 have $1 $2", "sent $3 $1 $2"]],
  [/\bgave away\b/, ["handed out", "parted with", "gave out"]],
  [/\b(?:has|had) (#\w)\b/, ["owns $1", "holds $1", "keeps $1", "possesses $1", "had $1", "has got $1"]],
  [/\b(?:contains|holds) (#\w)\b/, ["contains $1", "holds $1", "has $1", "is filled with $1", "comes with $1"]],
  [/\b[Tt]here (?:are|were) (#\w [@\w]+(?: [@\w]+)?) (in|on|at) (the @\w+)\./, ["$3 has $1.", "$1 are $2 $3.", "$2 $3 there are $1.", "$3 contains $1.", "$2 $3 we found $1."]],
  [/\bcosts? (\$?#\w)(?! (?:more|less))/, ["sells for $1", "goes for $1", "is sold at $1", "is priced at $1", "comes to $1"]],
  [/\b(?:for|at) (\$#\w) each\b/, ["at $1 each", "for $1 apiece", "at $1 per piece", "for $1 a piece", "each for $1", "at a price of $1 each"]],
  [/\bHow many (@\w+) (?:are left|remain|are there now)\?/, ["How many $1 are left?", "How many $1 are there now?", "How many $1 are still left?", "What is left?"]],
  [/\b(?:are|is) left\b/, ["remains", "is still there", "is left", "stays"]],
  [/(?<!in )\b(?:per|an|each|every) hour\b/, ["per hour", "an hour", "each hour", "every hour", "in one hour", "hourly"]],
  [/(?<!in )\b(?:per|a|each|every) (day|week|month|minute|year)\b/, ["per $1", "a $1", "each $1", "every $1", "in one $1"]],
  [/\btogether\b/, ["together", "in total", "combined", "between them", "as a group"]],
  [/\b(?:Find(?! out)|Work out|Calculate|Compute|Determine)\b/, ["Find", "Work out", "Calculate", "Compute", "Determine", "Tell me", "Figure out", "Please find", "Give"]],
  [/\bTell me\b/, ["Find", "Work out", "Please tell me", "Say", "Let me know", "Determine"]],
  [/\band\b(?= #)/, ["and", "and also", "as well as", "along with"]],
  [/^If (.+?), (how|what)/, ["When $1, $2", "Given that $1, $2", "Suppose $1; $2", "Assuming $1, $2", "Say $1. $2"]],
  [/ if (?=[@#aA])/, [" when ", " given that ", " supposing ", " provided that "]],
  [/, so (how|what)/, [". So $1", ", then $1", ". Now $1", ". $1"]],
  [/\bThen (@he|@name|#)/, ["After that $1", "Later $1", "Afterwards $1", "Next $1", "The next day $1"]],
  [/\bthe total number of\b/, ["how many there are of", "the number of all", "the whole number of", "the count of", "the total of"]],
  [/\bsome\b/, ["some", "a few", "several", "a number of"]],
  [/\bevenly|equally\b/, ["equally", "evenly", "into equal shares", "in equal parts"]],
  [/\bdrives|goes|travels\b(?= #)/, ["drives", "goes", "travels", "covers", "does"]],
  [/\bneeds\b/, ["needs", "requires", "has to have", "wants"]],
  [/\b[Tt]he rest\b/, ["the rest", "the others", "all others", "the remaining ones"]],
  [/\beach @thing\b/, ["each @thing", "every @thing", "one @thing", "a single @thing"]],
  [/\bfewer\b/, ["fewer", "less"]],
  [/\btimes as many\b/, ["times as many", "times the number of", "times more"]],
  // Words that do the same in a question, so that one known from elsewhere is known here.
  [/\b(?:longer|taller|bigger|larger|greater|higher|heavier|older|farther|further|wider|warmer|dearer|ahead)\b(?= than|\?| one| number|,)/, ["longer", "taller", "bigger", "larger", "greater", "higher", "heavier", "older", "farther", "further", "wider", "warmer", "more expensive"]],
  [/\b(?:shorter|smaller|lighter|younger|lower|cheaper|colder|cooler|closer)\b(?= than|\?| one| number|,)/, ["shorter", "smaller", "lighter", "younger", "lower", "cheaper", "colder", "cooler", "less", "nearer", "closer"]],
  [/\b(?:longest|tallest|biggest|largest|greatest|highest|heaviest|oldest|top)\b/, ["longest", "tallest", "biggest", "largest", "greatest", "highest", "heaviest", "oldest", "top", "most expensive", "maximum"]],
  [/\b(?:smallest|lowest|least|shortest|lightest|youngest|cheapest|coldest)\b/, ["smallest", "lowest", "least", "shortest", "lightest", "youngest", "cheapest", "minimum"]],
  [/\b(?:lost|sold|used|ate|broke|dropped|removed|spent|returned|wasted|burned|gave away|threw away|handed out) (#\w)(?=(?: of (?:them|these|those))?[.,?])/, ["lost $1", "sold $1", "used $1", "used up $1", "ate $1", "broke $1", "dropped $1", "removed $1", "took out $1", "returned $1", "gave away $1", "gave back $1", "threw away $1", "handed out $1", "lent out $1", "traded away $1"]],
  [/\b(?:found|bought|got|received|collected|won|picked|made|added|earned|borrowed) (#\w) more\b/, ["found $1 more", "bought $1 more", "got another $1", "received $1 more", "collected $1 others", "won $1 more", "picked up another $1", "made $1 extra", "added $1", "was given $1 more", "borrowed another $1", "got $1 as a gift"]],
  [/\b(?:makes|bakes|packs|prints|reads|writes|builds|paints|plants|sews|folds|fills|washes|types|solves|plays|eats|uses|drinks|picks) (#\w)\b/, ["makes $1", "bakes $1", "packs $1", "prints $1", "reads $1", "writes $1", "builds $1", "paints $1", "plants $1", "fills $1", "types $1", "solves $1", "plays $1", "eats $1", "uses $1", "drinks $1", "picks $1", "gets $1 done", "collects $1"]],
  [/\b(?:made|baked|packed|printed|read|wrote|built|painted|planted|filled|typed|solved|played|picked) (#\w)\b(?! more| of)/, ["made $1", "baked $1", "packed $1", "printed $1", "read $1", "wrote $1", "built $1", "painted $1", "planted $1", "filled $1", "typed $1", "solved $1", "played $1", "picked $1", "collected $1", "finished $1"]],
  [/\b(?:ran|walked|drove|rode|flew|went|hiked|cycled|swam|sailed|traveled|travelled|covered|moved) (#\w)\b/, ["ran $1", "walked $1", "drove $1", "rode $1", "flew $1", "went $1", "travelled $1", "covered $1", "moved $1", "did $1", "made $1"]],
  [/\b(?:runs|walks|rides|flies|hikes|cycles|swims|sails|covers|moves) (#\w)\b/, ["runs $1", "walks $1", "rides $1", "flies $1", "goes $1", "travels $1", "covers $1", "moves $1", "does $1", "makes $1", "drives $1"]],
  [/\bHow old is (@\w+)( now| today)?\?/, ["What is the age of $1$2?", "What age is $1$2?", "Find the age of $1$2.", "Find how old $1 is$2.", "$1 is how old$2?", "How many years old is $1$2?"]],
  [/\bHow far (did|does|do|can|will|has)\b/, ["What distance $1", "How many miles $1", "How many km $1", "How long a way $1", "What way $1"]],
  [/\bHow long (did|does|do|will|would|can)\b/, ["How much time $1", "How many hours $1", "How many minutes $1", "How many days $1", "For how long $1"]],
  [/\bHow many (days|weeks|hours|minutes|months|years) (does|do|did|will) ([^?]+?) (?:need|take)\b/, ["How long $2 $3 take", "How long $2 $3 need", "In how many $1 $2 $3 finish", "What time in $1 $2 $3 take"]],
  [/\bare (?:left over|unused|without (?:a|an) [\w@]+)\?/, ["are left over?", "are unused?", "are too many?", "remain?", "do not fit?", "are over in the end?", "stay outside?", "cannot be used?", "get no place?"]],
  [/\bfull (@\w+|rows|boxes|bags|teams|sets|packs|tables)\b/, ["full $1", "whole $1", "complete $1", "filled $1"]],
  [/\bthe same number of (@\w+|[a-z]+)\b/, ["the same number of $1", "as many $1", "equally many $1", "the same amount of $1"]],
  [/\beach of the\b/, ["each of the", "every one of the", "each one of the"]],
  [/\b(?:a|per) (piece|person|head)\b/, ["a $1", "per $1", "each", "for each $1", "for every $1"]],
  [/\bsold (#\w) (@\w+) (?:at|for) (\$#\w)(?: each| apiece)\b/, ["sold $1 $2 at $3 each", "got $3 for each of $1 $2", "sold $1 $2, each for $3", "took in $3 apiece for $1 $2", "sold $1 $2 and asked $3 for each"]],
];

/** Verbs by their past, for questions turned into clauses: "did she buy" is "she bought". */
const PAST: Readonly<Record<string, string>> = {
  have: "had", buy: "bought", get: "got", pay: "paid", spend: "spent", sell: "sold", make: "made", use: "used", read: "read", eat: "ate", lose: "lost",
  give: "gave", find: "found", drive: "drove", walk: "walked", run: "ran", earn: "earned", collect: "collected", pick: "picked", need: "needed", start: "started",
  save: "saved", go: "went", take: "took", keep: "kept", bring: "brought", travel: "travelled", work: "worked", cost: "cost", add: "added", receive: "received",
};
/** Presents by their past, for stories told as they happen; the first for one who acts, the second for several. */
const PRESENT: Readonly<Record<string, readonly [string, string]>> = {
  had: ["has", "have"], gave: ["gives", "give"], lost: ["loses", "lose"], sold: ["sells", "sell"], ate: ["eats", "eat"], used: ["uses", "use"], bought: ["buys", "buy"],
  got: ["gets", "get"], found: ["finds", "find"], broke: ["breaks", "break"], dropped: ["drops", "drop"], made: ["makes", "make"], picked: ["picks", "pick"], took: ["takes", "take"],
  threw: ["throws", "throw"], mailed: ["mails", "mail"], handed: ["hands", "hand"], lent: ["lends", "lend"], returned: ["returns", "return"], shared: ["shares", "share"],
  passed: ["passes", "pass"], received: ["receives", "receive"], collected: ["collects", "collect"], won: ["wins", "win"], added: ["adds", "add"], brought: ["brings", "bring"],
  ordered: ["orders", "order"], borrowed: ["borrows", "borrow"], spent: ["spends", "spend"], paid: ["pays", "pay"], earned: ["earns", "earn"], came: ["comes", "come"], went: ["goes", "go"],
  left: ["leaves", "leave"], joined: ["joins", "join"], arrived: ["arrives", "arrive"], were: ["are", "are"], was: ["is", "are"], packed: ["packs", "pack"], filled: ["fills", "fill"],
  cut: ["cuts", "cut"], read: ["reads", "read"], walked: ["walks", "walk"], ran: ["runs", "run"], traded: ["trades", "trade"], kept: ["keeps", "keep"], worked: ["works", "work"],
};
const PRONOUNS: readonly (readonly [name: string, owner: string, object: string, be: string])[] = [["I", "my", "me", "am"], ["you", "your", "you", "are"], ["we", "our", "us", "are"]];
const PERSONS = ["The farmer", "My sister", "A man", "The teacher", "Our neighbor", "A woman", "The shopkeeper", "Mr. @name", "A boy", "My friend @name", "One girl", "The baker", "A student"];
const ADVERBIALS = ["Yesterday", "This morning", "Last week", "One day", "Today", "On Friday", "At school", "In the summer", "During the holidays", "At home", "Last year"];
const LEADS = ["Question: ", "Please help. ", "Can you tell me: ", "I need to know: ", "Quick question. ", "Math problem: ", "Homework: ", "Hi. "];
const TAILS = [" Thanks.", " Please answer.", " Show the number.", " Just the number please."];
const ASKING = ["Find", "Work out", "Calculate", "Tell me", "Determine", "Figure out", "Compute", "Can you tell me", "I want to know", "Do you know", "Please find"];

const CLAUSE_PROBABILITY = 0.5;
const SYNONYM_PROBABILITY = 0.35;
const ORDER_PROBABILITY = 0.25;
const RARE_PROBABILITY = 0.1;
const ASKING_PROBABILITY = 0.2;
const FRAME_PROBABILITY = 0.06;
const PRESENT_PROBABILITY = 0.2;

function lowerFirst(sentence: string): string {
  return sentence.charAt(0).toLowerCase() + sentence.slice(1);
}

function upperFirst(sentence: string): string {
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}

/** "gives" -> "give", "carries" -> "carry", "goes" -> "go". */
function plainVerb(verb: string): string {
  if (verb === "has") return "have";
  if (verb.endsWith("ies")) return `${verb.slice(0, -3)}y`;
  return /(?:o|sh|ch|x|ss)es$/.test(verb) ? verb.slice(0, -2) : verb.slice(0, -1);
}

/** The one the problem is about speaks, or is spoken to. */
function shiftPerson(draw: Draw, wording: string): string {
  const [name, owner, object, be] = draw.pick(PRONOUNS);
  return wording
    .replaceAll(/@name's|@his\b/g, owner)
    .replaceAll(/@His\b/g, upperFirst(owner))
    .replaceAll(/\b(?:is|was) (?:@name|@he)\b/g, (found) => (found.startsWith("is") ? `${be} ${name}` : `${be === "am" ? "was" : "were"} ${name}`))
    .replaceAll(/\bdoes (?:@name|@he)\b/g, `do ${name}`)
    .replaceAll(/\bhas (?:@name|@he)\b/g, `have ${name}`)
    .replaceAll(/(?:@name|@[hH]e) is\b/g, `${name} ${be}`)
    .replaceAll(/(?:@name|@[hH]e) was\b/g, `${name} ${be === "am" ? "was" : "were"}`)
    .replaceAll(/(?:@name|@[hH]e) ((?!was|less|this|its|plus)[a-z]+s)\b/g, (_, verb: string) => `${name} ${plainVerb(verb)}`)
    .replaceAll(/@name|@he\b|@He\b/g, name)
    .replaceAll(/@him\b/g, object);
}

/** "The farmer", "my sister" in place of a name. */
function nameByRole(draw: Draw, wording: string): string {
  const person = draw.pick(PERSONS);
  return wording.replaceAll(/(^|[.?!:] )?@name\b/g, (_, start: string | undefined) => (start === undefined ? lowerFirst(person) : `${start}${person}`));
}

/** "How many @things does @name have left?" -> "Find how many @things @name has left." */
function askInClause(draw: Draw, wording: string): string {
  return wording.replace(/(^|[.,;] )([Hh]ow (?:many|much)(?: [@\w]+)?(?: [@\w]+)?|[Ww]hat(?: total)?(?: number of @\w+)?) (does|did|do|is|are) (@\w+|I|you|we|they|there|it|the @\w+|the @\w+ now)((?: [a-z]+)?)([^?.]*)\?/, (_, before: string, asked: string, verb: string, who: string, action: string, rest: string) => {
    const bare = action.trim();
    let clause = `${who} ${verb}${action}`;
    if (verb === "does") clause = `${who} ${bare === "have" ? "has" : `${bare}s`}`;
    else if (verb === "do") clause = `${who}${action}`;
    else if (verb === "did") clause = `${who} ${PAST[bare] ?? `${bare}ed`}`;
    const asking = draw.pick(ASKING);
    return `${before}${before === ", " ? lowerFirst(asking) : asking} ${lowerFirst(asked)} ${clause}${rest}.`;
  });
}

const PRONOUN = /@(?:he|his|him)\b|\b(?:it|its|they|them|that|this|those|these|then|later|after|before|now|more|another|rest|others|also|left|ones|first|each|next)\b/i;

/** Facts before the question change places, become one sentence, or move behind it as a condition. */
function reorder(draw: Draw, wording: string): string {
  const sentences = wording.split(/(?<=\.) (?=[^.]*$|[A-Z@#])/);
  const question = sentences.at(-1) ?? "";
  let facts = sentences.slice(0, -1).map((sentence) => sentence.replace(/\.$/, ""));
  if (facts.length === 0 || facts.length > 3 || facts.some((fact) => /[.?]/.test(fact))) return wording;
  // Pronouns of the question would come before the names they stand for.
  const movable = question.startsWith("How ") && question.endsWith("?") && !/@(?:he|his|him)\b|\b(?:it|its|they|them|that|this|those)\b/i.test(question);
  if (movable && draw.chance(0.4)) return `${question.slice(0, -1)} ${draw.pick(["if", "when", "given that"])} ${facts.map(lowerFirst).join(" and ")}?`;
  if (facts.length < 2) return wording;
  if (!facts.some((fact) => PRONOUN.test(fact)) && draw.chance(0.5)) facts = facts.toReversed();
  if (draw.chance(0.3)) return [...facts.map((fact) => `${upperFirst(fact)}.`), question].join(" ");
  return `${facts.map((fact, index) => (index === 0 ? fact : lowerFirst(fact))).join(draw.pick([" and ", ", and ", "; ", ", ", " while ", ", but "]))}. ${question}`;
}

/** "@name had #a @things. @he ate #b." -> "@name has #a @things. @he eats #b."; as it is where something lies before what is told. */
export function tellInPresent(wording: string): string {
  if (/\b(?:before|at first|ago|already|began|started|originally|beginning|yesterday|last|until|after|since|when|if|who)\b/i.test(wording)) return wording;
  const sentences = wording.split(/(?<=[.]) (?=[A-Z@#])/);
  if (sentences.length < 2) return wording;
  const told = sentences.slice(0, -1).map((sentence) =>
    sentence.replaceAll(/((?:#\w|them|others|more|ones|@people|@things|they|[Ww]e|I) )?\b(?<!\b(?:is|are|was|were|been|be|have|has|had) )([a-z]+)\b/g, (found, several: string | undefined, word: string) => {
      const present = PRESENT[word];
      return present === undefined ? found : `${several ?? ""}${several === undefined ? present[0] : present[1]}`;
    }),
  );
  return [...told, sentences.at(-1) ?? ""].join(" ");
}

/** Another way to say `wording`, whose choices are made; the same numbers and the same answer. */
export function paraphrase(draw: Draw, wording: string): string {
  let said = draw.chance(PRESENT_PROBABILITY) ? tellInPresent(wording) : wording;
  for (const [clause, alternatives] of CLAUSES) {
    if (clause.test(said) && draw.chance(CLAUSE_PROBABILITY)) said = said.replace(clause, draw.pick(alternatives));
  }
  for (const [phrase, alternatives] of SYNONYMS) {
    if (phrase.test(said) && draw.chance(SYNONYM_PROBABILITY)) said = said.replace(phrase, draw.pick(alternatives));
  }
  if (draw.chance(ORDER_PROBABILITY)) said = reorder(draw, said);
  if (draw.chance(ASKING_PROBABILITY)) said = askInClause(draw, said);
  const shifted = draw.chance(RARE_PROBABILITY);
  if (shifted) said = shiftPerson(draw, said);
  if (!shifted && draw.chance(RARE_PROBABILITY)) said = nameByRole(draw, said);
  if (draw.chance(RARE_PROBABILITY) && /^(?:@name|There|The|We|I) /.test(said)) said = `${draw.pick(ADVERBIALS)}${draw.chance(0.5) ? "," : ""} ${said.startsWith("I ") ? said : lowerFirst(said)}`;
  if (draw.chance(FRAME_PROBABILITY)) said = draw.pick(LEADS) + said;
  if (draw.chance(FRAME_PROBABILITY)) said += draw.pick(TAILS);
  return said;
}

/** Leading words a calculation can have; what is left is what is to be calculated. */
const CALCULATION_LEAD = /^(?:what is|what's|how much is|compute|calculate|find|work out|give me|please work out|tell me) /i;
const CALCULATION_LEADS = ["what is", "what's", "how much is", "compute", "calculate", "find", "work out", "give me", "tell me", "determine", "I need", "evaluate", "what would be", "let me know", "say"];

/** The same for a bare calculation: another lead before a noun phrase or an expression. */
export function rephraseCalculation(draw: Draw, wording: string): string {
  if (!CALCULATION_LEAD.test(wording)) return wording;
  return `${draw.pick(CALCULATION_LEADS)} ${wording.replace(CALCULATION_LEAD, "").replace(/[?.]$/, "")}${draw.pick(["?", ".", ""])}`;
}
