// Two searches over a ground task, both giving shortest plans: breadth-first, cheap per state and a proof when it runs dry,
// and A* with LM-cut, dear per state but with few states. They take turns by effort (deterministic counts, never the clock),
// so the answer comes within about twice the work of whichever is better for the task.

import type { GroundTask } from "./ground.ts";
import { DEAD_END, LmCut } from "./lm-cut.ts";
import { BYTES_PER_STATE, States } from "./states.ts";
import { Transitions } from "./transitions.ts";

/** States of both searches take at most this many bytes. */
export const MAX_STATE_BYTES = 256 * 1024 * 1024;
/** Breadth-first has the field to itself up to this many states. */
const HEAD_START = 20_000;

export type Method = "breadth-first" | "a-star";

export type SearchEnd =
  | { readonly kind: "plan"; readonly actions: readonly number[]; readonly method: Method }
  /** `visited`: states of this method alone. `seen[i]`: goal i (goalTrue, then goalFalse) held in one of them; null when states were left out as hopeless. */
  | { readonly kind: "none"; readonly method: Method; readonly visited: number; readonly seen: readonly boolean[] | null; readonly most: number; readonly mostActions: readonly number[] }
  /** Every plan has at least `shortest` actions. */
  | { readonly kind: "budget"; readonly code: "nodes" | "memory"; readonly shortest: number };

export interface SearchOutcome {
  readonly end: SearchEnd;
  /** States made by both searches. */
  readonly nodes: number;
  /** Steps of both: actions tried, words and states looked up; of the estimates, literals and operators visited. */
  readonly effort: number;
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
      return { kind: "none", method: "breadth-first", visited: states.count, seen: this.seen, most: this.most, mostActions: states.path(this.mostState) };
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
      if (this.f >= this.open.length) return { kind: "none", method: "a-star", visited: states.count, seen: null, most: 0, mostActions: [] };
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
  if (transitions.isGoal(transitions.start)) return { end: { kind: "plan", actions: [], method: "breadth-first" }, nodes: 1, effort: 1 };
  const breadthFirst = new BreadthFirst(transitions);
  let aStar: AStar | null = null;
  const room = Math.floor(MAX_STATE_BYTES / (4 * transitions.words + BYTES_PER_STATE));
  const most = Math.min(mostNodes, room);
  // Half of the states are kept for A*, which needs far fewer of them but more time for each.
  const mostBreadthFirst = Math.max(Math.min(HEAD_START, most), most >> 1);
  let nodes = 1;
  let reported = 0;
  const effort = (): number => breadthFirst.effort + (aStar?.effort ?? 0);
  const shortest = (): number => Math.max(breadthFirst.depth() + 1, aStar?.f ?? 0);
  while (nodes < most) {
    const full = breadthFirst.states.count >= mostBreadthFirst;
    if (breadthFirst.states.count >= HEAD_START) aStar ??= new AStar(transitions, task);
    const turn: BreadthFirst | AStar = aStar !== null && (full || aStar.effort < breadthFirst.effort) ? aStar : breadthFirst;
    const end = turn.step();
    nodes = breadthFirst.states.count + (aStar?.states.count ?? 0);
    if (end !== null) return { end, nodes, effort: effort() };
    if (nodes >= reported + 20_000) {
      reported = nodes;
      progress(nodes, shortest());
    }
  }
  return { end: { kind: "budget", code: most < mostNodes ? "memory" : "nodes", shortest: shortest() }, nodes, effort: effort() };
}
