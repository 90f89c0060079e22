// The edge where unknown data becomes a Scenario: valibot says what is right, repair says what was changed.

import * as v from "valibot";
import { ARM_NAMES, type ArmName, DEFAULT_SCENARIO, type Scenario } from "./scenario.ts";

/** UTF-16 code units. */
export const MAX_QUESTION_LENGTH = 2048;
export const MAX_SEED = 0xffffffff;
export const MAX_NEW_TOKENS = 512;

export const SCENARIO_SCHEMA = v.object({
  version: v.literal(1),
  question: v.pipe(v.string(), v.minLength(1), v.maxLength(MAX_QUESTION_LENGTH)),
  arms: v.pipe(
    v.array(v.picklist(ARM_NAMES)),
    v.minLength(1),
    v.check((arms) => new Set(arms).size === arms.length, "an arm appears twice"),
    v.readonly(),
  ),
  seed: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(MAX_SEED)),
  activePercent: v.pipe(v.number(), v.minValue(0), v.maxValue(100)),
  maxNewTokens: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(MAX_NEW_TOKENS)),
  profile: v.pipe(v.string(), v.regex(/^[a-z0-9-]{1,40}$/)),
});

export interface RepairedScenario {
  readonly scenario: Scenario;
  /** One sentence per change, for the reader; empty when nothing was changed. */
  readonly changes: readonly string[];
}

/** Scenario fields as they come from outside: any of them may be missing or wrong. */
export type ScenarioFields = Readonly<Record<"question" | "arms" | "seed" | "activePercent" | "maxNewTokens" | "profile", unknown>>;

/** Always a valid Scenario: numbers are clamped to their range, anything else falls back to the default. */
export function repairScenario(fields: ScenarioFields): RepairedScenario {
  const changes: string[] = [];
  const { entries } = SCENARIO_SCHEMA;

  const number = (name: "seed" | "activePercent" | "maxNewTokens", title: string, low: number, high: number, whole: boolean): number => {
    const value = fields[name];
    if (v.is(entries[name], value)) return value;
    if (typeof value !== "number" || Number.isNaN(value)) {
      changes.push(`${title} was missing or not a number; it is now ${DEFAULT_SCENARIO[name]}.`);
      return DEFAULT_SCENARIO[name];
    }
    const clamped = Math.min(high, Math.max(low, whole ? Math.round(value) : value));
    changes.push(`${title} was ${value}, outside ${low} to ${high}${whole ? " in whole numbers" : ""}; it is now ${clamped}.`);
    return clamped;
  };

  const repairQuestion = (): string => {
    const { question } = fields;
    if (v.is(entries.question, question)) return question;
    if (typeof question === "string" && question.length > 0) {
      changes.push(`The question had ${question.length} characters; it was cut to ${MAX_QUESTION_LENGTH}.`);
      return question.slice(0, MAX_QUESTION_LENGTH);
    }
    changes.push("The question was missing; the default question stands in.");
    return DEFAULT_SCENARIO.question;
  };

  const repairArms = (): readonly ArmName[] => {
    const { arms } = fields;
    if (v.is(entries.arms, arms)) return [...arms];
    const known = Array.isArray(arms) ? ARM_NAMES.filter((name) => arms.includes(name)) : [];
    const kept = known.length > 0 ? known : DEFAULT_SCENARIO.arms;
    changes.push(`The list of arms had an unknown, repeated or missing name; it is now ${kept.join(", ")}.`);
    return kept;
  };

  const repairProfile = (): string => {
    const { profile } = fields;
    if (v.is(entries.profile, profile)) return profile;
    changes.push(`The device profile was missing or not a profile id; it is now "${DEFAULT_SCENARIO.profile}".`);
    return DEFAULT_SCENARIO.profile;
  };

  const scenario: Scenario = {
    version: 1,
    question: repairQuestion(),
    arms: repairArms(),
    seed: number("seed", "The seed", 0, MAX_SEED, true),
    activePercent: number("activePercent", "The share of active blocks", 0, 100, false),
    maxNewTokens: number("maxNewTokens", "The longest answer", 1, MAX_NEW_TOKENS, true),
    profile: repairProfile(),
  };
  return { scenario, changes };
}
