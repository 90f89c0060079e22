// The states a search has made: bits in one growing array, found again by hash, each with the step that led to it.

/** Bytes a state takes beside its bits: parent, action, depth, hash slots, estimate. */
export const BYTES_PER_STATE = 28;

/** Distinct states, each a row of `words` 32-bit words, found again by hash (FNV-1a over the words). */
export class States {
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
