// Planning problems as program text, for the planner's tests.

export const BLOCKS = `types: block - place
predicates: on(block, place), clear(place)
action move(?x - block, ?from ?to - place):
  needs on(?x, ?from), clear(?x), clear(?to), ?x != ?to, ?from != ?to, ?to != table
  makes on(?x, ?to), clear(?from)
  ends on(?x, ?from), clear(?to)
action put_down(?x ?from - block):
  needs on(?x, ?from), clear(?x)
  makes on(?x, table), clear(?from)
  ends on(?x, ?from)
`;

/** Towers are written from the bottom: [["a", "b"]] is b on a on the table. */
export function blocks(start: readonly (readonly string[])[], goal: readonly (readonly string[])[]): string {
  const on = (towers: readonly (readonly string[])[]): string[] => towers.flatMap((tower) => tower.map((block, at) => `on(${block}, ${tower[at - 1] ?? "table"})`));
  const clear = start.map((tower) => `clear(${tower.at(-1)})`);
  return `${BLOCKS}objects: ${start.flat().join(" ")} - block, table - place\nstart: ${[...on(start), ...clear].join(", ")}\ngoal: ${on(goal).join(", ")}\n`;
}

export function hanoi(discs: number): string {
  const names = Array.from({ length: discs }, (_, index) => `d${index + 1}`);
  const pegs = ["left", "middle", "right"];
  const smaller = names.flatMap((disc, index) => [...names.slice(index + 1), ...pegs].map((other) => `smaller(${disc}, ${other})`));
  const tower = (peg: string): string[] => names.map((disc, index) => `on(${disc}, ${names[index + 1] ?? peg})`);
  return `types: disc - place
objects: ${names.join(" ")} - disc, ${pegs.join(" ")} - place
action move(?disc - disc, ?from ?to - place):
  needs smaller(?disc, ?to), on(?disc, ?from), clear(?disc), clear(?to)
  makes on(?disc, ?to), clear(?from)
  ends on(?disc, ?from), clear(?to)
start: ${[...smaller, ...tower("left"), "clear(d1)", "clear(middle)", "clear(right)"].join(", ")}
goal: ${tower("right").join(", ")}
`;
}

/** Three of each on the left bank; a boat for two; `safe(m, c)` lists what a bank may hold. */
export function missionaries(): string {
  const numbers = [0, 1, 2, 3];
  const safe = numbers.flatMap((m) => numbers.flatMap((c) => ((m === 0 || m >= c) && (3 - m === 0 || 3 - m >= 3 - c) ? [`safe(n${m}, n${c})`] : [])));
  const minus = numbers.flatMap((a) => numbers.flatMap((b) => (a >= b ? [`minus(n${a}, n${b}, n${a - b})`] : [])));
  const loads = [[1, 0], [2, 0], [0, 1], [0, 2], [1, 1]].map(([m, c]) => `load(n${m}, n${c})`);
  return `types: number
objects: n0 n1 n2 n3 - number
# left(m, c): missionaries and cannibals on the left bank
action cross(?m ?c ?dm ?dc ?m2 ?c2 - number):
  needs boat_left, left(?m, ?c), load(?dm, ?dc), minus(?m, ?dm, ?m2), minus(?c, ?dc, ?c2), safe(?m2, ?c2)
  makes left(?m2, ?c2); ends left(?m, ?c), boat_left
action return(?m ?c ?dm ?dc ?m2 ?c2 - number):
  needs not boat_left, left(?m, ?c), load(?dm, ?dc), minus(?m2, ?dm, ?m), minus(?c2, ?dc, ?c), safe(?m2, ?c2)
  makes left(?m2, ?c2), boat_left; ends left(?m, ?c)
start: boat_left, left(n3, n3), ${[...safe, ...minus, ...loads].join(", ")}
goal: left(n0, n0)
`;
}

/** A robot on a square grid; `walls` are cells "x_y" it cannot enter. */
export function grid(size: number, walls: readonly string[], from: string, to: string): string {
  const cells: string[] = [];
  const next: string[] = [];
  for (let x = 0; x < size; x++) {
    for (let y = 0; y < size; y++) {
      cells.push(`${x}_${y}`);
      for (const [nx, ny] of [[x + 1, y], [x - 1, y], [x, y + 1], [x, y - 1]] as const) {
        if (nx >= 0 && ny >= 0 && nx < size && ny < size) next.push(`next(${x}_${y}, ${nx}_${ny})`);
      }
    }
  }
  return `types: cell
objects: ${cells.join(" ")} - cell
action step(?a ?b - cell): needs at(?a), next(?a, ?b), not wall(?b); makes at(?b); ends at(?a)
start: at(${from}), ${[...next, ...walls.map((cell) => `wall(${cell})`)].join(", ")}
goal: at(${to})
`;
}
