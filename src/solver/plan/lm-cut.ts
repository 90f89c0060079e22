// The LM-cut heuristic: how many actions are still needed at least. Repeatedly, in the relaxed task (nothing ever ends), it
// finds a set of actions of which one must be used (a cut before the goal), counts 1 and makes the set free.
// Never more than the true number, so A* with it gives shortest plans. Helmert and Domshlak, "Landmarks, critical paths and
// abstractions" (ICAPS 2009). A fact that must not hold is a literal of its own here.

import type { GroundTask } from "./ground.ts";

/** The goal cannot be reached from the state. */
export const DEAD_END = -1;

const UNREACHED = 0x3fff_ffff;

/** Lists by index, one after another: list i is items[offsets[i]] to items[offsets[i + 1] - 1]. */
interface Lists {
  readonly offsets: Int32Array;
  readonly items: Int32Array;
}

function packLists(lists: readonly (readonly number[])[]): Lists {
  const offsets = new Int32Array(lists.length + 1);
  for (const [index, list] of lists.entries()) offsets[index + 1] = (offsets[index] ?? 0) + list.length;
  const items = new Int32Array(offsets[lists.length] ?? 0);
  for (const [index, list] of lists.entries()) items.set(list, offsets[index]);
  return { offsets, items };
}

function invert(lists: readonly (readonly number[])[], size: number): Lists {
  const inverse: number[][] = Array.from({ length: size }, () => []);
  for (const [index, list] of lists.entries()) for (const item of list) inverse[item]?.push(index);
  return packLists(inverse);
}

export class LmCut {
  /** Literals and actions visited so far: the heuristic's work. */
  effort = 0;
  readonly facts: number;
  /** Literals: facts, then the facts' opposites, one that always holds, one for the whole goal. */
  readonly always: number;
  readonly goal: number;
  /** The last action stands for the goal: it needs every goal and costs nothing. */
  readonly goalAction: number;
  readonly needs: readonly (readonly number[])[];
  readonly adds: Lists;
  readonly neededBy: Lists;
  readonly addedBy: Lists;
  readonly cost: Uint8Array;
  /** hmax of each literal, and the costliest need of each action. */
  readonly value: Int32Array;
  readonly supporter: Int32Array;
  readonly missing: Int32Array;
  readonly done: Uint8Array;
  readonly zone: Uint8Array;

  constructor(task: GroundTask) {
    const facts = task.facts.length;
    this.facts = facts;
    this.always = 2 * facts;
    this.goal = 2 * facts + 1;
    this.goalAction = task.actions.length;
    const literals = 2 * facts + 2;
    const list = (holds: readonly number[], holdsNot: readonly number[]): number[] => [...holds, ...holdsNot.map((fact) => facts + fact)];
    const needs = [...task.actions.map(({ needsTrue, needsFalse }) => list(needsTrue, needsFalse)), list(task.goalTrue, task.goalFalse)];
    for (const need of needs) if (need.length === 0) need.push(this.always);
    const adds = [...task.actions.map(({ makes, ends }) => list(makes, ends)), [this.goal]];
    this.needs = needs;
    this.adds = packLists(adds);
    this.neededBy = invert(needs, literals);
    this.addedBy = invert(adds, literals);
    this.cost = new Uint8Array(needs.length);
    this.value = new Int32Array(literals);
    this.supporter = new Int32Array(needs.length);
    this.missing = new Int32Array(needs.length);
    this.done = new Uint8Array(literals);
    this.zone = new Uint8Array(literals);
  }

  /** `start` are the literals of the state. Fills value and supporter for the present costs, level by level. */
  hmax(start: readonly number[]): void {
    const { adds, neededBy, cost, value, supporter, missing, done } = this;
    value.fill(UNREACHED);
    done.fill(0);
    supporter.fill(-1);
    for (const [action, need] of this.needs.entries()) missing[action] = need.length;
    let level = 0;
    let now: number[] = [];
    let next: number[] = [];
    for (const literal of start) {
      value[literal] = 0;
      now.push(literal);
    }
    while (now.length > 0) {
      for (let literal = now.pop(); literal !== undefined; literal = now.pop()) {
        if (done[literal] === 1) continue;
        done[literal] = 1;
        const end = neededBy.offsets[literal + 1] ?? 0;
        this.effort += 1 + end - (neededBy.offsets[literal] ?? 0);
        for (let at = neededBy.offsets[literal] ?? 0; at < end; at++) {
          const action = neededBy.items[at] ?? 0;
          const left = (missing[action] ?? 0) - 1;
          missing[action] = left;
          if (left > 0) continue;
          supporter[action] = literal;
          const reachedAt = level + (cost[action] ?? 0);
          for (let add = adds.offsets[action] ?? 0; add < (adds.offsets[action + 1] ?? 0); add++) {
            const added = adds.items[add] ?? 0;
            if (reachedAt >= (value[added] ?? 0)) continue;
            value[added] = reachedAt;
            (reachedAt === level ? now : next).push(added);
          }
        }
      }
      level++;
      [now, next] = [next, now];
    }
  }

  /** Marks with 1 the literals from which the goal follows at no cost. */
  markGoalZone(): void {
    const { addedBy, cost, supporter, zone } = this;
    zone.fill(0);
    zone[this.goal] = 1;
    const queue = [this.goal];
    for (let literal = queue.pop(); literal !== undefined; literal = queue.pop()) {
      for (let at = addedBy.offsets[literal] ?? 0; at < (addedBy.offsets[literal + 1] ?? 0); at++) {
        const action = addedBy.items[at] ?? 0;
        const from = supporter[action] ?? -1;
        this.effort++;
        if (cost[action] !== 0 || from < 0 || zone[from] === 1) continue;
        zone[from] = 1;
        queue.push(from);
      }
    }
  }

  /** Makes the actions that lead from the state into the goal zone free. */
  freeCut(start: readonly number[]): void {
    const { adds, neededBy, cost, supporter, zone } = this;
    const queue: number[] = [];
    for (const literal of start) {
      if (zone[literal] !== 0) continue;
      zone[literal] = 2;
      queue.push(literal);
    }
    for (let literal = queue.pop(); literal !== undefined; literal = queue.pop()) {
      for (let at = neededBy.offsets[literal] ?? 0; at < (neededBy.offsets[literal + 1] ?? 0); at++) {
        const action = neededBy.items[at] ?? 0;
        this.effort++;
        if (supporter[action] !== literal) continue;
        const [first, end] = [adds.offsets[action] ?? 0, adds.offsets[action + 1] ?? 0];
        let crosses = false;
        for (let add = first; add < end && !crosses; add++) crosses = zone[adds.items[add] ?? 0] === 1;
        if (crosses) {
          cost[action] = 0;
          continue;
        }
        for (let add = first; add < end; add++) {
          const added = adds.items[add] ?? 0;
          if (zone[added] !== 0) continue;
          zone[added] = 2;
          queue.push(added);
        }
      }
    }
  }

  /** `state` is a bit per fact. */
  estimate(state: Uint32Array): number {
    const start = [this.always];
    for (let fact = 0; fact < this.facts; fact++) {
      start.push((((state[fact >> 5] ?? 0) >>> (fact & 31)) & 1) === 1 ? fact : this.facts + fact);
    }
    this.cost.fill(1);
    this.cost[this.goalAction] = 0;
    for (let cuts = 0; ; cuts++) {
      this.hmax(start);
      const left = this.value[this.goal] ?? UNREACHED;
      if (left === UNREACHED) return DEAD_END;
      if (left === 0) return cuts;
      this.markGoalZone();
      this.freeCut(start);
    }
  }
}
