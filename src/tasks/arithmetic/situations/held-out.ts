// Situations that training never sees: the split unseen-situations.

import { bigSmall, product, quotient, three, two } from "./variant.ts";
import type { Situation } from "./variant.ts";

export const HELD_OUT: readonly Situation[] = [
  {
    name: "parking",
    heldOut: true,
    variants: [
      { values: bigSmall, program: "a-b", wordings: ["A parking garage has #a spaces and #b cars are parked. How many spaces are free?", "Of the #a lockers at the pool #b are taken. How many lockers are free?"] },
      { values: product, program: "a*b", wordings: ["A garage has #b floors with room for #a cars on each. How many cars can park there?"] },
      { values: (d) => ({ a: d.n(2, 30), b: d.small(2, 15), c: d.small(2, 20) }), program: "a*b-c", wordings: ["A garage has #b floors with #a spaces each, and #c spaces are closed. How many spaces can be used?"] },
    ],
  },
  {
    name: "phone-battery",
    heldOut: true,
    variants: [
      { values: (d) => ({ a: d.small(60, 100), b: d.small(2, 9), c: d.small(1, 6) }), program: "a-b*c", wordings: ["A phone battery is at #a percent and loses #b percent an hour. How many percent are left after #c hours?", "A candle is #a mm tall and burns #b mm an hour. How tall is it after #c hours?"] },
      { values: quotient, program: "a/b", wordings: ["A battery of #a minutes is used up in #b calls of the same length. How long is each call?", "A download of #a megabytes runs at #b megabytes per second. How many seconds does it take?"] },
    ],
  },
  {
    name: "theatre",
    heldOut: true,
    variants: [
      { values: product, program: "a*b", wordings: ["A theatre has #b rows and each row has #a seats. How many seats does the theatre have?"] },
      { values: (d) => ({ a: d.n(2, 30), b: d.small(2, 15), c: d.small(2, 20) }), program: "a*b-c", wordings: ["A theatre has #b rows of #a seats. #c seats are empty tonight. How many people are watching?"] },
      { values: (d) => ({ a: d.small(2, 40), b: d.money(2, 15), c: d.small(2, 40), d: d.money(2, 15) }), program: "a*b+c*d", wordings: ["A theatre sold #a adult tickets at $#b and #c child tickets at $#d. How much money did it take in?"] },
    ],
  },
  {
    name: "sports-score",
    heldOut: true,
    variants: [
      { values: bigSmall, program: "a-b", wordings: ["The home team scored #a points and the visitors scored #b. By how many points did the home team win?"] },
      { values: three, program: "a+b+c", wordings: ["In a match @name scored #a goals, @other scored #b and @third scored #c. How many goals did they score together?"] },
      { values: (d) => ({ a: d.small(2, 30), b: d.small(2, 30), x: 3, y: 2 }), program: "a*x+b*y", wordings: ["A basketball team made #a baskets worth #x points each and #b baskets worth #y points each. How many points is that?"] },
    ],
  },
  {
    name: "aquarium",
    heldOut: true,
    variants: [
      { values: (d) => { const b = d.n(2, 20); return { a: b + d.n(3, 30), b, c: d.n(2, 20) }; }, program: "a-b+c", wordings: ["An aquarium had #a fish. #b fish were moved to another tank and #c baby fish were born. How many fish are in the aquarium now?"] },
      { values: quotient, program: "a/b", wordings: ["#a fish are spread evenly over #b tanks. How many fish swim in each tank?"] },
      { values: two, program: "a+b", wordings: ["A tank holds #a goldfish and #b catfish. How many fish swim in it?"] },
    ],
  },
  {
    name: "mail",
    heldOut: true,
    variants: [
      { values: (d) => ({ a: d.n(5, 40), b: d.n(5, 40), c: d.small(2, 9) }), program: "(a+b)*c", wordings: ["Each day a mail carrier delivers #a letters and #b parcels. How many pieces of mail is that in #c days?"] },
      { values: (d) => { const c = d.small(2, 10); const b = d.n(1, 40); return { a: b + c * d.n(2, 30), b, c }; }, program: "(a-b)/c", wordings: ["The post office had #a parcels. #b were picked up and the rest were loaded evenly on #c trucks. How many parcels are on each truck?"] },
      { values: two, program: "a+b", wordings: ["@name got #a emails in the morning and #b emails in the evening. How many emails did @he get that day?"] },
    ],
  },
];
