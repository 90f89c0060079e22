// Questions and answers as token sequences, for training and for decoding alike.
//   hybrid: bos, question with number and entity slots, sep, program over slots, eos
//   dense:  bos, question with entity slots and single digits, sep, answer least-significant digit first, eos
// Both arms get entity slots, so that neither spells out words the vocabulary does not have.

import { MAX_QUESTION_LENGTH } from "../../scenario/schema.ts";
import { maskUnknownWords } from "../../model/entity-slots.ts";
import { findSlots } from "../../model/number-slots.ts";
import { unreadMessage, unreadNumber } from "../../model/unread-number.ts";
import { BOS, EOS, SEP } from "../../model/tokenizer.ts";
import type { Tokenizer } from "../../model/tokenizer.ts";
import type { ArithmeticExample } from "./example.ts";
import { normaliseQuestion } from "./question.ts";

/** Room for prompt and answer together, unless the caller says otherwise. */
export const MAX_TOKENS = 128;

export interface EncodedExample {
  readonly tokens: number[];
  /** Index of the first token of the program or answer: the first to be predicted. */
  readonly lossFrom: number;
}

export interface PromptFailure {
  readonly ok: false;
  readonly code: "empty" | "too-long" | "too-many-numbers" | "number-too-long" | "unread-number";
  readonly message: string;
}

export type Prompt =
  | {
      readonly ok: true;
      /** bos .. sep */
      readonly tokens: number[];
      /** One per slot, for fillSlots(); empty for the dense arm. */
      readonly numbers: readonly string[];
      readonly hostOperations: number;
    }
  | PromptFailure;

function wrap(text: string, numbers: readonly string[], hostOperations: number, tokenizer: Tokenizer, maxTokens: number): Prompt {
  if (text === "") return { ok: false, code: "empty", message: "The question is empty; type one." };
  const masked = maskUnknownWords(text, tokenizer.knows);
  const tokens = [BOS, ...tokenizer.encode(masked.text), SEP];
  if (tokens.length >= maxTokens) {
    return { ok: false, code: "too-long", message: `The question has ${tokens.length} tokens; shorten it to fewer than ${maxTokens}.` };
  }
  return { ok: true, tokens, numbers, hostOperations: hostOperations + masked.hostOperations + tokens.length };
}

function overlong(question: string): PromptFailure | null {
  if (question.length <= MAX_QUESTION_LENGTH) return null;
  const message = `The question has ${question.length} characters; shorten it to ${MAX_QUESTION_LENGTH}.`;
  return { ok: false, code: "too-long", message };
}

export function hybridPrompt(question: string, tokenizer: Tokenizer, maxTokens: number = MAX_TOKENS): Prompt {
  const refused = overlong(question);
  if (refused !== null) return refused;
  const unread = unreadNumber(question);
  if (unread !== null) return { ok: false, code: "unread-number", message: unreadMessage(unread) };
  const slots = findSlots(normaliseQuestion(question));
  if (!slots.ok) return slots;
  return wrap(slots.text, slots.numbers, question.length + slots.hostOperations, tokenizer, maxTokens);
}

export function densePrompt(question: string, tokenizer: Tokenizer, maxTokens: number = MAX_TOKENS): Prompt {
  const refused = overlong(question);
  if (refused !== null) return refused;
  const text = normaliseQuestion(question).replace(/(?<=\d),(?=\d{3}(?!\d))/g, "");
  return wrap(text, [], question.length, tokenizer, maxTokens);
}

function join(prompt: Prompt, target: string, tokenizer: Tokenizer, maxTokens: number): EncodedExample | null {
  if (!prompt.ok) return null;
  const tokens = [...prompt.tokens, ...tokenizer.encode(target), EOS];
  return tokens.length > maxTokens ? null : { tokens, lossFrom: prompt.tokens.length };
}

/** Null when the example does not fit in maxTokens. */
export function encodeHybrid(example: ArithmeticExample, tokenizer: Tokenizer, maxTokens: number = MAX_TOKENS): EncodedExample | null {
  return join(hybridPrompt(example.question, tokenizer, maxTokens), example.program, tokenizer, maxTokens);
}

/** Null when the example does not fit in maxTokens. */
export function encodeDense(example: ArithmeticExample, tokenizer: Tokenizer, maxTokens: number = MAX_TOKENS): EncodedExample | null {
  return join(densePrompt(example.question, tokenizer, maxTokens), reverseAnswer(example.answer), tokenizer, maxTokens);
}

/** "-12.5" <-> "5.21-"; answers in words stay as they are. */
function reverseAnswer(answer: string): string {
  return /[a-z?]/.test(answer) ? answer : [...answer].reverse().join("");
}

/** The plain answer of a decoded dense output. */
export function decodeDenseAnswer(text: string): string {
  return reverseAnswer(text.replace(/\s+/g, ""));
}
