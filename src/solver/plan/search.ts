// Two searches over a ground task, both giving shortest plans: breadth-first, cheap per state and a proof when it runs dry,
// and A* with LM-cut, dear per state but with few states. They take turns by effort (deterministic counts, never the clock),
// so the answer comes within about twice the work of whichever is better for the task.

import type { GroundTask } from "./ground.ts";
import { DEAD_END, LmCut } from "./lm-cut.ts";

/** States of both searches take at most this many bytes. */
export const MAX_STATE_BYTES = 256 * 1024 * 1024;
/** Breadth-first has the field to itself up to this many states. */
const HEAD_START = 20_000;
/** Bytes a state takes beside its bits: parent, action, depth, hash slots. */
const BYTES_PER_STATE = 28;

export type Method = "breadth-first" | "a-star";

export type SearchEnd =
  | { readonly kind: "plan"; readonly actions: readonly number[]; readonly method: Method }
  /** `seen[i]`: goal i (goalTrue, then goalFalse) held in some state reached; null when states were left out as hopeless. */
  | { readonly kind: "none"; readonly method: Method; readonly seen: readonly boolean[] | null; readonly most: number; readonly mostActions: readonly number[] }
  /** Every plan has at least `shortest` actions. */
  | { readonly kind: "budget"; readonly code: "nodes" | "memory"; readonly shortest: number };

export interface SearchOutcome {
  readonly end: SearchEnd;
  /** States made by both searches. */
  readonly nodes: number;
}

/** Distinct states, each a row of `words` 32-bit words, found again by hash (FNV-1a over the words). */
class States {
  readonly words: number;
  count = 0;
  bits: Uint32Array;
  parent: Int32Array;
  action: Int32Array;
  depth: Int32Array;
  slots: Int32Array;

  constructor(words: number) {
    this.words = words;
    const room = 1024;
    this.bits = new Uint32Array(room * words);
    this.parent = new Int32Array(room);
    this.action = new Int32Array(room);
    this.depth = new Int32Array(room);
    this.slots = new Int32Array(room * 2).fill(-1);
  }

  slotOf(state: Uint32Array): number {
    let hash = 0x811c_9dc5;
    for (let word = 0; word < this.words; word++) {
      hash = Math.imul(hash ^ (state[word] ?? 0), 0x0100_0193);
      hash ^= hash >>> 15;
    }
    hash = Math.imul(hash ^ (hash >>> 13), 0x5bd1_e995);
    const mask = this.slots.length - 1;
    let slot = (hash ^ (hash >>> 15)) & mask;
    for (;;) {
      const index = this.slots[slot] ?? -1;
      if (index < 0) return slot;
      let same = true;
      const row = index * this.words;
      for (let word = 0; word < this.words && same; word++) same = this.bits[row + word] === state[word];
      if (same) return slot;
      slot = (slot + 1) & mask;
    }
  }

  grow(): void {
    const room = this.parent.length * 2;
    const bits = new Uint32Array(room * this.words);
    bits.set(this.bits);
    this.bits = bits;
    const wider = (from: Int32Array): Int32Array => {
      const to = new Int32Array(room);
      to.set(from);
      return to;
    };
    this.parent = wider(this.parent);
    this.action = wider(this.action);
    this.depth = wider(this.depth);
    this.slots = new Int32Array(room * 2).fill(-1);
    for (let index = 0; index < this.count; index++) {
      this.slots[this.slotOf(this.bits.subarray(index * this.words, (index + 1) * this.words))] = index;
    }
  }

  /** The number of the state, made if it is new (then it equals the former count). */
  insert(state: Uint32Array, parent: number, action: number, depth: number): number {
    if (this.count === this.parent.length) this.grow();
    const slot = this.slotOf(state);
    const known = this.slots[slot] ?? -1;
    if (known >= 0) return known;
    const index = this.count++;
    this.slots[slot] = index;
    this.bits.set(state, index * this.words);
    this.parent[index] = parent;
    this.action[index] = action;
    this.depth[index] = depth;
    return index;
  }

  copy(index: number, to: Uint32Array): void {
    const row = index * this.words;
    for (let word = 0; word < this.words; word++) to[word] = this.bits[row + word] ?? 0;
  }

  /** The actions that led to the state. */
  path(index: number): number[] {
    const actions: number[] = [];
    for (let at = index; (this.parent[at] ?? -1) >= 0; at = this.parent[at] ?? -1) actions.push(this.action[at] ?? 0);
    return actions.reverse();
  }
}

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

class BreadthFirst {
  effort = 0;
  readonly transitions: Transitions;
  readonly states: States;
  /** The next state to expand; those before it are done. */
  at = 0;
  readonly seen: boolean[];
  most = -1;
  mostState = 0;
  readonly state: Uint32Array;
  readonly next: Uint32Array;

  constructor(transitions: Transitions) {
    this.transitions = transitions;
    this.states = new States(transitions.words);
    this.seen = transitions.goals.map(() => false);
    this.state = new Uint32Array(transitions.words);
    this.next = new Uint32Array(transitions.words);
    this.states.insert(transitions.start, -1, -1, 0);
    this.note(transitions.start, 0);
  }

  /** Counts the goals that hold in a new state. */
  note(state: Uint32Array, index: number): void {
    let count = 0;
    for (const [goal, { fact, holds }] of this.transitions.goals.entries()) {
      if (((((state[fact >> 5] ?? 0) >>> (fact & 31)) & 1) === 1) !== holds) continue;
      count++;
      this.seen[goal] = true;
    }
    if (count > this.most) [this.most, this.mostState] = [count, index];
  }

  /** Depth of the state to be expanded next: no state so deep or less deep is a goal. */
  depth(): number {
    return this.states.depth[this.at] ?? 0;
  }

  /** Expands one state. */
  step(): SearchEnd | null {
    const { states, transitions, next } = this;
    if (this.at >= states.count) {
      return { kind: "none", method: "breadth-first", seen: this.seen, most: this.most, mostActions: states.path(this.mostState) };
    }
    const parent = this.at++;
    const depth = (states.depth[parent] ?? 0) + 1;
    let goal = -1;
    states.copy(parent, this.state);
    this.effort += transitions.words + transitions.successors(this.state, next, (action) => {
      const before = states.count;
      this.effort += 4;
      if (goal >= 0 || states.insert(next, parent, action, depth) < before) return;
      this.note(next, before);
      if (transitions.isGoal(next)) goal = before;
    });
    return goal < 0 ? null : { kind: "plan", actions: states.path(goal), method: "breadth-first" };
  }
}

export class AStar {
  readonly transitions: Transitions;
  readonly heuristic: LmCut;
  readonly states: States;
  /** Open states by f = depth + estimate; the last one in first, so deep states come first among equals. */
  readonly open: { readonly state: number; readonly depth: number }[][] = [];
  estimates: number[] = [];
  f = 0;
  deadEnds = 0;
  readonly state: Uint32Array;
  readonly next: Uint32Array;

  constructor(transitions: Transitions, task: GroundTask) {
    this.transitions = transitions;
    this.heuristic = new LmCut(task);
    this.states = new States(transitions.words);
    this.state = new Uint32Array(transitions.words);
    this.next = new Uint32Array(transitions.words);
    this.states.insert(transitions.start, -1, -1, 0);
    this.push(0, transitions.start, 0);
  }

  get effort(): number {
    return this.heuristic.effort;
  }

  push(index: number, state: Uint32Array, depth: number): void {
    const estimate = (this.estimates[index] ??= this.heuristic.estimate(state));
    if (estimate === DEAD_END) {
      this.deadEnds++;
      return;
    }
    (this.open[depth + estimate] ??= []).push({ state: index, depth });
    // LM-cut is not consistent: a child may lie below its parent.
    this.f = Math.min(this.f, depth + estimate);
  }

  /** Expands one state. */
  step(): SearchEnd | null {
    const { states, transitions, next } = this;
    let entry = this.open[this.f]?.pop();
    while (entry === undefined) {
      if (this.f >= this.open.length) return { kind: "none", method: "a-star", seen: null, most: 0, mostActions: [] };
      this.f++;
      entry = this.open[this.f]?.pop();
    }
    const { state: parent, depth } = entry;
    // A shorter way to this state was found since: it is in the list once more.
    if (states.depth[parent] !== depth) return null;
    states.copy(parent, this.state);
    if (transitions.isGoal(this.state)) return { kind: "plan", actions: states.path(parent), method: "a-star" };
    transitions.successors(this.state, next, (action) => {
      const before = states.count;
      const child = states.insert(next, parent, action, depth + 1);
      if (child < before) {
        if ((states.depth[child] ?? 0) <= depth + 1) return;
        states.parent[child] = parent;
        states.action[child] = action;
        states.depth[child] = depth + 1;
      }
      this.push(child, next, depth + 1);
    });
    return null;
  }
}

/** `progress` is told the number of states and the fewest actions a plan can still have, each 20,000 states. */
export function search(task: GroundTask, mostNodes: number, progress: (nodes: number, depth: number) => void): SearchOutcome {
  const transitions = new Transitions(task);
  if (transitions.isGoal(transitions.start)) return { end: { kind: "plan", actions: [], method: "breadth-first" }, nodes: 1 };
  const breadthFirst = new BreadthFirst(transitions);
  let aStar: AStar | null = null;
  const room = Math.floor(MAX_STATE_BYTES / (4 * transitions.words + BYTES_PER_STATE));
  const most = Math.min(mostNodes, room);
  // Half of the states are kept for A*, which needs far fewer of them but more time for each.
  const mostBreadthFirst = Math.max(Math.min(HEAD_START, most), most >> 1);
  let nodes = 1;
  let reported = 0;
  const shortest = (): number => Math.max(breadthFirst.depth() + 1, aStar?.f ?? 0);
  while (nodes < most) {
    const full = breadthFirst.states.count >= mostBreadthFirst;
    if (breadthFirst.states.count >= HEAD_START) aStar ??= new AStar(transitions, task);
    const turn: BreadthFirst | AStar = aStar !== null && (full || aStar.effort < breadthFirst.effort) ? aStar : breadthFirst;
    const end = turn.step();
    nodes = breadthFirst.states.count + (aStar?.states.count ?? 0);
    if (end !== null) return { end, nodes };
    if (nodes >= reported + 20_000) {
      reported = nodes;
      progress(nodes, shortest());
    }
  }
  return { end: { kind: "budget", code: most < mostNodes ? "memory" : "nodes", shortest: shortest() }, nodes };
}
