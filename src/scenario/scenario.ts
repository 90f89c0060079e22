// Scenario: everything that determines a run. Immutable; what a link carries.

export const ARM_NAMES = ["hybrid", "dense", "dense-large", "hybrid-all-blocks", "rules"] as const;
export type ArmName = (typeof ARM_NAMES)[number];

export interface Scenario {
  readonly version: 1;
  readonly question: string;
  /** Arms in the order they run; 1 .. 5, no repeats. */
  readonly arms: readonly ArmName[];
  /** 32-bit seed. Decoding is greedy: it seeds the energy draws and generated questions. */
  readonly seed: number;
  /** Feed-forward blocks kept per token, in percent of all; 0 = as the checkpoint was trained. */
  readonly activePercent: number;
  /** Longest answer, in tokens. */
  readonly maxNewTokens: number;
  /** Device profile id of energy/profiles. */
  readonly profile: string;
}

export const DEFAULT_SCENARIO: Scenario = {
  version: 1,
  question: "What is 4817 times 392?",
  arms: ["hybrid", "dense"],
  seed: 1,
  activePercent: 0,
  maxNewTokens: 64,
  profile: "unknown",
};
