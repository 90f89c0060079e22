// Whether a run here is the one that the sender of a link saw, in words: which arm differs, from which token on, and whether its
// network is the same one.

import { type ArmDigest, firstDifference, OLDER_WORK_HASH, type RunDigest } from "./digest.ts";
import type { ArmName } from "./scenario.ts";

export interface Reproduction {
  readonly same: boolean;
  readonly title: string;
  readonly line: string;
}

/** Top-1 minus top-2 logit of the token at `index` of an arm of the run here; undefined where it has none. */
export type MarginOf = (arm: ArmName, index: number) => number | undefined;

interface ArmPair {
  readonly arm: ArmName;
  readonly here: ArmDigest;
  readonly there: ArmDigest;
}

/** Empty where one of the two does not say. */
function pairs(arms: readonly ArmName[], here: RunDigest, there: RunDigest): readonly ArmPair[] {
  return arms.flatMap((arm, index) => {
    const [ours, theirs] = [here.arms?.[index], there.arms?.[index]];
    return ours === undefined || theirs === undefined ? [] : [{ arm, here: ours, there: theirs }];
  });
}

function isOther({ here, there }: ArmPair): boolean {
  return here.model !== "" && there.model !== "" && here.model !== there.model;
}

/** All networks that wrote a token are known to be the same. */
function sameNetworks(armPairs: readonly ArmPair[]): boolean {
  return armPairs.length > 0 && armPairs.every(({ here, there }) => here.model === there.model && (here.model !== "" || here.prefixes + there.prefixes === ""));
}

function otherNetworks(armPairs: readonly ArmPair[]): string {
  const others = armPairs.filter(isOther).map(({ arm, here, there }) => `${arm} ${there.model}, here ${here.model}`);
  return others.length === 0 ? "" : `The sender's run was made with ${others.length === 1 ? "another network" : "other networks"}: ${others.join("; ")}.`;
}

function marginWords(margin: number | undefined): string {
  if (margin === undefined) return "";
  return ` (margin here ${Math.abs(margin) < 0.01 ? margin.toExponential(1) : margin.toPrecision(2)})`;
}

interface Difference {
  readonly arm: ArmName;
  /** For example "dense differs from token 9 (margin here 2.0e-6)". */
  readonly words: string;
  readonly sameNetwork: boolean;
}

function differences(armPairs: readonly ArmPair[], marginOf: MarginOf): readonly Difference[] {
  return armPairs.flatMap(({ arm, here, there }) => {
    const index = firstDifference(here.prefixes, there.prefixes);
    if (index === null) return [];
    const sameNetwork = here.model !== "" && here.model === there.model;
    if (there.prefixes === "" || here.prefixes === "") return [{ arm, words: `${arm} wrote no token ${here.prefixes === "" ? "here" : "there"}`, sameNetwork }];
    return [{ arm, words: `${arm} differs from token ${index + 1}${marginWords(marginOf(arm, index))}`, sameNetwork }];
  });
}

/** Why tokens differ, as far as one can tell. */
function causeOf(found: readonly Difference[], armPairs: readonly ArmPair[]): string {
  const others = armPairs.some(isOther);
  const alike = found.filter(({ sameNetwork }) => sameNetwork).map(({ arm }) => arm);
  if (alike.length > 0 || sameNetworks(armPairs)) {
    const which = others ? `The network of ${alike.join(", ")} is the same` : "The networks are the same";
    return `${which}: the arithmetic of this device, or a later version of the page, makes the difference.`;
  }
  return others ? "" : "The networks, or the arithmetic of this device, are not the same.";
}

/** The `arms` of the scenario that both ran, the digest of the run here and that of the sender's. */
export function compareRuns(arms: readonly ArmName[], here: RunDigest, there: RunDigest, marginOf: MarginOf): Reproduction {
  const armPairs = pairs(arms, here, there);
  const others = otherNetworks(armPairs);
  const sentences = (...all: readonly string[]): string => all.filter((sentence) => sentence !== "").join(" ");
  if (here.tokens === there.tokens && here.tokenHash === there.tokenHash) {
    const reproduced = { same: true, title: `Reproduced: ${here.tokens} of ${there.tokens} tokens${others === "" ? "" : ", with other networks"}` };
    if (here.workHash === there.workHash) return { ...reproduced, line: sentences("Every token and every count of work is the same as in the sender's run.", others) };
    if (there.workHash === OLDER_WORK_HASH) {
      return { ...reproduced, line: sentences("Every token is the same. The sender's work was counted by an older version of the meter, so the counts cannot be compared.", others) };
    }
    const cause = others !== "" ? others : sameNetworks(armPairs) ? "The networks are the same: the counting has changed since." : "The networks or the counting have changed since.";
    return { same: false, title: "Differs from the sender's run", line: sentences(`All ${here.tokens} tokens are the same, but the counted work is not.`, cause) };
  }
  const found = differences(armPairs, marginOf);
  return {
    same: false,
    title: others === "" ? "Differs from the sender's run" : "Made with other networks",
    line: sentences(
      `This run gave ${here.tokens} tokens, the sender's ${there.tokens}: ${found.length === 0 ? "they are not the same" : found.map(({ words }) => words).join(", ")}.`,
      others,
      causeOf(found, armPairs),
    ),
  };
}
