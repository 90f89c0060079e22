// One canonical spelling of a question for both arms: lower case, single spaces, ASCII operators without spaces.

const SAME_AS: Readonly<Record<string, string>> = { "×": "*", "·": "*", "÷": "/", "−": "-", "–": "-", "—": "-", "’": "'", "‘": "'", "“": '"', "”": '"', "€": "$", "£": "$" };

export function normaliseQuestion(question: string): string {
  return question
    .normalize("NFC")
    .toLowerCase()
    .replace(/[×·÷−–—’‘“”€£]/g, (char) => SAME_AS[char] ?? char)
    .replace(/\*\*/g, "^")
    .replace(/(?<=[\d)]) ?x ?(?=[-(\d])/g, "*")
    .replace(/\s+/g, " ")
    .trim()
    .replace(/ ?([-+*/^=<>]) ?/g, "$1")
    .replace(/\( /g, "(")
    .replace(/ ([),.?!%])/g, "$1");
}
