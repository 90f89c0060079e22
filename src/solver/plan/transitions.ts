// A ground task as bit masks: which actions can run in a state, what state follows, whether the goal holds.

import type { GroundTask } from "./ground.ts";

/** Masks over the words of a state: words[i] & mask[i], with the words that matter only. */
interface Mask {
  readonly words: readonly number[];
  readonly bits: readonly number[];
}

function maskOf(facts: readonly number[]): Mask {
  const byWord = new Map<number, number>();
  for (const fact of facts) byWord.set(fact >> 5, ((byWord.get(fact >> 5) ?? 0) | (1 << (fact & 31))) >>> 0);
  return { words: [...byWord.keys()], bits: [...byWord.values()] };
}

function hasAll({ words, bits }: Mask, state: Uint32Array): boolean {
  for (let at = 0; at < words.length; at++) {
    const mask = bits[at] ?? 0;
    if (((state[words[at] ?? 0] ?? 0) & mask) >>> 0 !== mask) return false;
  }
  return true;
}

function hasNone({ words, bits }: Mask, state: Uint32Array): boolean {
  for (let at = 0; at < words.length; at++) {
    if (((state[words[at] ?? 0] ?? 0) & (bits[at] ?? 0)) !== 0) return false;
  }
  return true;
}

/** The task as masks. An action is looked at only in states with its watched fact: the need shared with fewest others so far. */
export class Transitions {
  readonly words: number;
  readonly start: Uint32Array;
  readonly needsTrue: readonly Mask[];
  readonly needsFalse: readonly Mask[];
  readonly makes: readonly Mask[];
  readonly ends: readonly Mask[];
  readonly goals: readonly { readonly fact: number; readonly holds: boolean }[];
  readonly goalTrue: Mask;
  readonly goalFalse: Mask;
  readonly watched: readonly (readonly number[])[];
  readonly unwatched: readonly number[];

  constructor(task: GroundTask) {
    this.words = Math.max(1, (task.facts.length + 31) >> 5);
    this.start = new Uint32Array(this.words);
    for (const fact of task.startTrue) this.start[fact >> 5] = (this.start[fact >> 5] ?? 0) | (1 << (fact & 31));
    this.needsTrue = task.actions.map(({ needsTrue }) => maskOf(needsTrue));
    this.needsFalse = task.actions.map(({ needsFalse }) => maskOf(needsFalse));
    this.makes = task.actions.map(({ makes }) => maskOf(makes));
    this.ends = task.actions.map(({ ends }) => maskOf(ends));
    this.goals = [...task.goalTrue.map((fact) => ({ fact, holds: true })), ...task.goalFalse.map((fact) => ({ fact, holds: false }))];
    this.goalTrue = maskOf(task.goalTrue);
    this.goalFalse = maskOf(task.goalFalse);
    const watched: number[][] = task.facts.map(() => []);
    const unwatched: number[] = [];
    for (const [index, { needsTrue }] of task.actions.entries()) {
      let best = unwatched;
      for (const fact of needsTrue) {
        const list = watched[fact];
        if (list !== undefined && (best === unwatched || list.length < best.length)) best = list;
      }
      best.push(index);
    }
    this.watched = watched;
    this.unwatched = unwatched;
  }

  isGoal(state: Uint32Array): boolean {
    return hasAll(this.goalTrue, state) && hasNone(this.goalFalse, state);
  }

  /** Calls `visit` with each action that can run and the state it gives (one buffer, overwritten each time); returns actions tried. */
  successors(state: Uint32Array, next: Uint32Array, visit: (action: number) => void): number {
    let tried = this.tryAll(this.unwatched, state, next, visit);
    for (let word = 0; word < this.words; word++) {
      for (let left = state[word] ?? 0; left !== 0; left &= left - 1) {
        const fact = word * 32 + 31 - Math.clz32(left & -left);
        tried += this.tryAll(this.watched[fact] ?? [], state, next, visit);
      }
    }
    return tried;
  }

  tryAll(actions: readonly number[], state: Uint32Array, next: Uint32Array, visit: (action: number) => void): number {
    for (const action of actions) {
      const needsTrue = this.needsTrue[action];
      const needsFalse = this.needsFalse[action];
      const makes = this.makes[action];
      const ends = this.ends[action];
      if (needsTrue === undefined || needsFalse === undefined || makes === undefined || ends === undefined) continue;
      if (!hasAll(needsTrue, state) || !hasNone(needsFalse, state)) continue;
      next.set(state);
      for (let at = 0; at < ends.words.length; at++) {
        const word = ends.words[at] ?? 0;
        next[word] = (next[word] ?? 0) & ~(ends.bits[at] ?? 0);
      }
      for (let at = 0; at < makes.words.length; at++) {
        const word = makes.words[at] ?? 0;
        next[word] = (next[word] ?? 0) | (makes.bits[at] ?? 0);
      }
      visit(action);
    }
    return actions.length;
  }
}
