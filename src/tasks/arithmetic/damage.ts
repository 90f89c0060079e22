// Word problems made unanswerable: they lose their question, their facts, or get a question that numbers do not answer.
// Training only, so that the network tells what is asked from how it sounds.

import type { Draw } from "./example.ts";

const OTHER_QUESTIONS: readonly string[] = [
  "What color are they?", "What color is the @item?", "Who [told|helped|saw] @him?", "Who was with @name?", "Who did the work?", "Who owns the @box?", "Who is the oldest?", "Who asked for this?", "Who paid for it?", "Who else was there?",
  "Why did @he do that?", "Why is that?", "Why did nobody help?", "Why so many?", "Why not more?", "What for?", "Where did that happen?", "Where is the @place?", "Where are they now?", "Where does @name live?", "Where did @he get them?",
  "Did @he like it?", "Was that a good idea?", "Is that fair?", "Is @name happy?", "Is it far away?", "Are they new?", "Does @other know?", "Will @he do it again?", "Can you believe that?", "Should @he have done it?", "Is that legal?",
  "What is the name of the [@place|dog|teacher|driver]?", "What is @name's last name?", "What is @other's job?", "What did @other say?", "What did @name do next?", "What does @he look like?", "What are they made of?", "What kind of @things are they?", "What happened then?", "What would you do?", "What is the story about?", "What should @name wear?",
  "Which one is the nicest?", "Which of them does @he like best?", "Which day was it?", "Which language do they speak?", "How did @he do that?", "How does @name feel?", "How do they get home?", "How was the weather?", "How come?", "How do you spell that?", "Tell me more about @name.", "Draw a picture of it.", "Write a poem about that.", "Translate this into Spanish.", "Correct the mistakes.", "Say it in other words.",
];

const ASKS = /\?$|^(?:Find|Work out|Calculate|Tell me|Compute|Determine|Figure out|Give)\b/;

/** `wording`, whose choices are made, damaged; null where it is not facts followed by one question. */
export function damageWording(draw: Draw, wording: string): string | null {
  const sentences = wording.split(/(?<=[.?]) /);
  const question = sentences.at(-1) ?? "";
  const facts = sentences.slice(0, -1);
  if (facts.length === 0 || !ASKS.test(question) || facts.some((fact) => ASKS.test(fact))) return null;
  const roll = draw.prng.nextFloat();
  if (roll < 0.4) return [...facts, draw.pick(OTHER_QUESTIONS)].join(" ").replaceAll(/\[([^[\]]*)\]/g, (_, choice: string) => draw.pick(choice.split("|")));
  if (roll < 0.7) return facts.join(" ");
  return question.includes("#") ? null : question;
}
