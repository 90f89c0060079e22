// Programs worth seeing, a few per language; the first of each language is what the page starts with.

import type { SolvePreset } from "../../store/solve-store.ts";

const LANDLOCKED = `-- The largest countries without a coast
SELECT countries.name, country_areas.area_km2
FROM country_areas
JOIN countries ON countries.code = country_areas.code
WHERE country_areas.landlocked = 1
ORDER BY country_areas.area_km2 DESC
LIMIT 5`;

const CITIES = `-- Which countries have the most cities of a million people?
SELECT countries.name AS country, count(*) AS cities, sum(cities.population) AS people
FROM cities
JOIN countries ON countries.code = cities.country
WHERE cities.population >= 1000000
GROUP BY countries.name
ORDER BY count(*) DESC, people DESC
LIMIT 20`;

const ELEMENTS = `-- Neighbours in the periodic table of which the heavier comes first
SELECT a.name AS first, a.atomic_weight AS weight, b.name AS next, b.atomic_weight AS next_weight
FROM elements AS a
JOIN elements AS b ON b.atomic_number = a.atomic_number + 1
WHERE a.atomic_weight > b.atomic_weight
ORDER BY a.atomic_number`;

const FAMILY = `% Who is an ancestor of zoe, and why?
parent(ada, ben).
parent(ada, cleo).
parent(ben, dora).
parent(cleo, emil).
parent(dora, zoe).

ancestor(X, Y) :- parent(X, Y).
ancestor(X, Y) :- parent(X, Z), ancestor(Z, Y).

?- ancestor(Who, zoe).`;

const SEND_MORE = `% SEND + MORE = MONEY: each letter is another digit
puzzle([S,E,N,D,M,O,R,Y]) :-
    Letters = [S,E,N,D,M,O,R,Y],
    Letters ins 0..9,
    all_different(Letters),
    S #\\= 0, M #\\= 0,
    1000*S + 100*E + 10*N + D + 1000*M + 100*O + 10*R + E
      #= 10000*M + 1000*O + 100*N + 10*E + Y,
    label(Letters).

?- puzzle([S,E,N,D,M,O,R,Y]).`;

const SUDOKU = `% A sudoku with 17 clues, the fewest that fix one solution
sudoku(Rows) :-
    append(Rows, Cells),
    Cells ins 1..9,
    maplist(all_distinct, Rows),
    transpose(Rows, Columns),
    maplist(all_distinct, Columns),
    Rows = [A,B,C,D,E,F,G,H,I],
    blocks(A, B, C), blocks(D, E, F), blocks(G, H, I),
    maplist(label, Rows).

blocks([], [], []).
blocks([A,B,C|As], [D,E,F|Bs], [G,H,I|Cs]) :-
    all_distinct([A,B,C,D,E,F,G,H,I]),
    blocks(As, Bs, Cs).

?- Rows = [[_,_,_,_,_,_,_,1,_],
           [4,_,_,_,_,_,_,_,_],
           [_,2,_,_,_,_,_,_,_],
           [_,_,_,_,5,_,4,_,7],
           [_,_,8,_,_,_,3,_,_],
           [_,_,1,_,9,_,_,_,_],
           [3,_,_,4,_,_,2,_,_],
           [_,5,_,1,_,_,_,_,_],
           [_,_,_,8,_,6,_,_,_]],
   sudoku(Rows).`;

const SCHEDULE = `% Bread and cake share one oven; which goes first? Times in hours.
% Dough takes 1, then the bread bakes 3. The cake bakes 2, then icing takes 1.
bake([Dough, Bread, Cake, Icing], End) :-
    [Dough, Bread, Cake, Icing, End] ins 0..8,
    Bread #>= Dough + 1,
    Icing #>= Cake + 2,
    Bread + 3 #=< Cake #\\/ Cake + 2 #=< Bread,
    End #= max(Bread + 3, Icing + 1),
    labeling([min(End)], [End, Dough, Bread, Cake, Icing]).

?- bake([Dough, Bread, Cake, Icing], End).`;

const MISSIONARIES = `# Three missionaries and three cannibals, one boat for two. Where missionaries
# stand, cannibals must not outnumber them. left(m, c): who is on the left bank.
types: number
objects: n0 n1 n2 n3 - number

action cross(?m ?c ?dm ?dc ?m2 ?c2 - number):
  needs boat_left, left(?m, ?c), load(?dm, ?dc),
        minus(?m, ?dm, ?m2), minus(?c, ?dc, ?c2), safe(?m2, ?c2)
  makes left(?m2, ?c2)
  ends left(?m, ?c), boat_left

action return(?m ?c ?dm ?dc ?m2 ?c2 - number):
  needs not boat_left, left(?m, ?c), load(?dm, ?dc),
        minus(?m2, ?dm, ?m), minus(?c2, ?dc, ?c), safe(?m2, ?c2)
  makes left(?m2, ?c2), boat_left
  ends left(?m, ?c)

start: boat_left, left(n3, n3)
  load(n1, n0), load(n2, n0), load(n0, n1), load(n0, n2), load(n1, n1)
  safe(n0, n0), safe(n0, n1), safe(n0, n2), safe(n0, n3)
  safe(n3, n0), safe(n3, n1), safe(n3, n2), safe(n3, n3)
  safe(n1, n1), safe(n2, n2)
  minus(n0, n0, n0), minus(n1, n0, n1), minus(n2, n0, n2), minus(n3, n0, n3)
  minus(n1, n1, n0), minus(n2, n1, n1), minus(n3, n1, n2)
  minus(n2, n2, n0), minus(n3, n2, n1), minus(n3, n3, n0)

goal: left(n0, n0)`;

const BLOCKS = `# Turn a tower of six blocks upside down; one block moves at a time.
types: block - place
objects: a b c d e f - block, table - place
predicates: on(block, place), clear(place)

action stack(?x - block, ?from - place, ?to - block):
  needs on(?x, ?from), clear(?x), clear(?to), ?x != ?to, ?from != ?to
  makes on(?x, ?to), clear(?from)
  ends on(?x, ?from), clear(?to)

action put_down(?x ?from - block):
  needs on(?x, ?from), clear(?x)
  makes on(?x, table), clear(?from)
  ends on(?x, ?from)

start: on(a, table), on(b, a), on(c, b), on(d, c), on(e, d), on(f, e), clear(f)
goal: on(f, table), on(e, f), on(d, e), on(c, d), on(b, c), on(a, b)`;

const HANOI = `# The tower of Hanoi with five discs: d1 is the smallest.
types: disc - place
objects: d1 d2 d3 d4 d5 - disc, left middle right - place
predicates: on(disc, place), clear(place), smaller(disc, place)

action move(?disc - disc, ?from ?to - place):
  needs smaller(?disc, ?to), on(?disc, ?from), clear(?disc), clear(?to)
  makes on(?disc, ?to), clear(?from)
  ends on(?disc, ?from), clear(?to)

start: on(d5, left), on(d4, d5), on(d3, d4), on(d2, d3), on(d1, d2)
  clear(d1), clear(middle), clear(right)
  smaller(d1, d2), smaller(d1, d3), smaller(d1, d4), smaller(d1, d5)
  smaller(d2, d3), smaller(d2, d4), smaller(d2, d5)
  smaller(d3, d4), smaller(d3, d5), smaller(d4, d5)
  smaller(d1, left), smaller(d1, middle), smaller(d1, right)
  smaller(d2, left), smaller(d2, middle), smaller(d2, right)
  smaller(d3, left), smaller(d3, middle), smaller(d3, right)
  smaller(d4, left), smaller(d4, middle), smaller(d4, right)
  smaller(d5, left), smaller(d5, middle), smaller(d5, right)

goal: on(d5, right), on(d4, d5), on(d3, d4), on(d2, d3), on(d1, d2)`;

const NO_WAY = `# A robot and a locked door: the key lies behind it. There is no plan, and that is proved.
types: room
objects: hall vault - room
predicates: at(room), key_in(room), has_key, open

action take(?r - room): needs at(?r), key_in(?r); makes has_key; ends key_in(?r)
action unlock: needs at(hall), has_key; makes open
action enter: needs at(hall), open; makes at(vault); ends at(hall)

start: at(hall), key_in(vault)
goal: at(vault)`;

export const SOLVE_PRESETS: readonly SolvePreset[] = [
  { id: "landlocked", title: "Largest landlocked country", why: "Two tables joined by country code; the answer names where the facts come from.", language: "sql", program: LANDLOCKED, tables: ["countries", "country_areas"] },
  { id: "cities", title: "Cities per country", why: "A join and groups over thousands of rows; the query plan shows how they were found.", language: "sql", program: CITIES, tables: ["countries", "cities"] },
  { id: "elements", title: "Elements out of order", why: "A table joined with itself: where the periodic table is not in the order of weight.", language: "sql", program: ELEMENTS, tables: ["elements"] },
  { id: "family", title: "Family", why: "Rules and facts; the proof of each answer names the facts it stands on.", language: "prolog", program: FAMILY, tables: [] },
  { id: "send-more", title: "SEND + MORE = MONEY", why: "A search over 100 million cases that constraints make small.", language: "prolog", program: SEND_MORE, tables: [] },
  { id: "sudoku", title: "Sudoku, 17 clues", why: "As few clues as a sudoku can have and still one solution.", language: "prolog", program: SUDOKU, tables: [] },
  { id: "schedule", title: "Schedule", why: "Tasks that wait for each other and for one oven; the schedules that end first come first.", language: "prolog", program: SCHEDULE, tables: [] },
  { id: "missionaries", title: "Missionaries and cannibals", why: "A river puzzle as a search through states: the plan found is a shortest one, and it is replayed.", language: "plan", program: MISSIONARIES, tables: [] },
  { id: "blocks", title: "Blocks", why: "Six blocks turned upside down in the fewest moves.", language: "plan", program: BLOCKS, tables: [] },
  { id: "hanoi", title: "Hanoi", why: "Five discs take 31 moves, and no plan is shorter.", language: "plan", program: HANOI, tables: [] },
  { id: "no-way", title: "Locked in", why: "A goal that can never be reached: the planner proves it instead of giving up.", language: "plan", program: NO_WAY, tables: [] },
  { id: "factorial", title: "30!", why: "33 digits, each of them right; a double keeps 16.", language: "arithmetic", program: "fact(30)", tables: [] },
  { id: "power", title: "2^200", why: "61 digits without rounding.", language: "arithmetic", program: "2^200", tables: [] },
  { id: "fractions", title: "1/3 + 1/6", why: "Fractions stay fractions: exactly a half.", language: "arithmetic", program: "1/3 + 1/6", tables: [] },
];
