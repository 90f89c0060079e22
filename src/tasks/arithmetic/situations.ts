// Word problems: situations, each with variants (what is asked) and wordings (how it is said).
// Hold-outs are structural: of 4 or more wordings the last belongs to the split unseen-templates; situations marked
// `heldOut` belong wholly to unseen-situations. Programs name variables; they become slots in order of appearance.

import type { Draw, Values } from "./example.ts";

export interface Variant {
  readonly values: (d: Draw) => Values;
  /** Arithmetic over single-letter variables, e.g. "(a-b)/c". */
  readonly program: string;
  readonly wordings: readonly string[];
  /** False where an extra sentence would change the sense. */
  readonly distractors?: boolean;
}

export interface Situation {
  readonly name: string;
  readonly heldOut?: boolean;
  readonly variants: readonly Variant[];
}

const two = (d: Draw): Values => ({ a: d.n(2, 99), b: d.n(2, 99) });
const bigSmall = (d: Draw): Values => {
  const b = d.n(2, 60);
  return { a: b + d.n(1, 60), b };
};
const three = (d: Draw): Values => ({ a: d.n(2, 80), b: d.n(2, 80), c: d.n(2, 80) });
const loseTwo = (d: Draw): Values => {
  const b = d.n(2, 30);
  const c = d.n(2, 30);
  return { a: b + c + d.n(0, 50), b, c };
};
const product = (d: Draw): Values => ({ a: d.n(2, 40), b: d.small(2, 20) });
const quotient = (d: Draw): Values => {
  const b = d.small(2, 15);
  return { a: b * d.n(2, 30), b };
};
const any2 = (d: Draw): Values => ({ a: d.n(10, 200), b: d.small(3, 12) });

export const SITUATIONS: readonly Situation[] = [
  {
    name: "get-more",
    variants: [
      {
        values: two,
        program: "a+b",
        wordings: [
          "@name has #a @things. @other gives @him #b more. How many @things does @name have [now|in all|altogether]?",
          "@name [picked|found|collected] #a @things in the morning and #b in the afternoon. How many @things did @he [pick|find|collect] [in total|altogether|that day]?",
          "There were #a @things in the @box. @name put #b more @things in it. How many @things are in the @box now?",
          "@name had #a @things. Then @he [bought|got|won|received] #b more @things. [What is the total number of @things @he has|How many @things does @he have now|How many @things did @he end up with]?",
          "After @name was given #b @things by @other, @he added them to the #a @things @he already had. How many is that?",
        ],
      },
      {
        values: three,
        program: "a+b+c",
        wordings: [
          "@name has #a @things, @other has #b @things and @third has #c @things. How many @things do they have [altogether|in total|in all]?",
          "@name [collected|sold|made] #a @things on Monday, #b on Tuesday and #c on Wednesday. How many @things [is that in all|did @he have in total|were there altogether]?",
          "There are #a @kind @things, #b @kind2 @things and #c @kind3 @things in the @box. How many @things are there in the @box?",
          "@name counted #a @things, then #b more, then another #c. What is the total?",
        ],
      },
    ],
  },
  {
    name: "lose-some",
    variants: [
      {
        values: bigSmall,
        program: "a-b",
        wordings: [
          "@name had #a @things. @He gave #b of them to @other. How many @things does @name have [left|now]?",
          "@name has #a @things. @He [lost|broke|ate|sold|used|threw away] #b @things. How many @things [are left|does @he have left|remain]?",
          "There were #a @things in the @box. @name took #b of them out. How many @things are [still|left] in the @box?",
          "@name [baked|bought|made] #a @things. If @he [sold|ate|gave away] #b of them, how many @things would @he [still have|have left]?",
          "#a @things were at the @place. #b were [taken away|removed|sold]. How many [remained|are left|stayed]?",
          "From a pile of #a @things, @other carried off #b. What number of @things was not carried off?",
        ],
      },
      {
        values: loseTwo,
        program: "a-b-c",
        wordings: [
          "@name had #a @things. @He gave #b to @other and #c to @third. How many @things does @he have left?",
          "There were #a @things at the @place. On Monday #b were sold and on Tuesday #c were sold. How many @things are left?",
          "@name has #a @things. @He lost #b of them and broke another #c. How many @things does @he still have?",
          "Of #a @things, #b were eaten at lunch and #c at dinner. How many were not eaten?",
        ],
      },
    ],
  },
  {
    name: "gain-and-lose",
    variants: [
      {
        values: (d) => {
          const a = d.n(5, 60);
          const b = d.n(5, 60);
          return { a, b, c: d.prng.integer(1, a + b) };
        },
        program: "a+b-c",
        wordings: [
          "@name had #a @things. @He [bought|found|got] #b more and then gave #c to @other. How many @things does @he have now?",
          "@name [made|baked] #a @things yesterday and #b @things today. @He sold #c of them. How many @things are left?",
          "There were #a @things in the @box. @name added #b and @other took away #c. How many @things are there now?",
          "@name won #a @things and @other won #b @things. Together they gave away #c. How many do they have left together?",
        ],
      },
      {
        values: (d) => {
          const b = d.n(2, 40);
          return { a: b + d.n(1, 50), b, c: d.n(2, 60) };
        },
        program: "a-b+c",
        wordings: [
          "@name had #a @things. @He [gave|sold|lost] #b of them and then [bought|found|got] #c more. How many @things does @he have now?",
          "The @place had #a @things. It sold #b of them and then received #c new ones. How many @things does it have now?",
          "@name started with #a @things, used #b and later got #c from @other. How many @things does @name have?",
          "@name ate #b of @his #a @things. @other then brought #c more. How many @things are there now?",
          "Out of #a @things @name dropped #b. Later @he picked up #c others. How many does @he hold now?",
        ],
      },
    ],
  },
  {
    name: "two-kinds",
    variants: (
      [
        ["a-c", "How many @kind @things [does @name have left|did @he have left|are left]?", "a"],
        ["b-d", "How many @kind2 @things [does @name have left|did @he have left|are left]?", "b"],
        ["a+b", "How many @things did @name have [at first|in the beginning|before that]?", "t"],
        ["c+d", "How many @things did @name [|] [give away|eat|lose|use] [in total|altogether]?", "t"],
        ["a+b-c-d", "How many @things does @name have left [in all|altogether]?", "t"],
        ["c-d", "How many more @kind @things than @kind2 @things did @he [give away|eat|lose|use]?", "c"],
        ["a-b", "How many more @kind @things than @kind2 @things did @name have [at first|in the beginning]?", "m"],
      ] as const
    ).map(([program, question, shape]): Variant => ({
      program,
      distractors: false,
      values: (d) => {
        const c = d.n(3, 30);
        const dd = shape === "c" ? c - d.small(1, 2) : d.n(1, 30);
        const b = dd + d.n(1, 30);
        return { a: Math.max(c, shape === "m" ? b : c) + d.n(1, 30), b, c, d: dd };
      },
      wordings: [
        `@name had #a @kind @things and #b @kind2 @things. @He [gave away|ate|lost|used] #c @kind @things and #d @kind2 @things. ${question}`,
        `@name had #b @kind2 @things and #a @kind @things. @He [gave away|ate|lost|used] #d @kind2 @things and #c @kind @things. ${question}`,
        `@name has #a @kind @things and #b @kind2 @things. @He [gave away|ate|lost|used] #d @kind2 @things and #c @kind @things. ${question}`,
        `There were #b @kind2 @things and #a @kind @things in @name's @box. @name [gave away|ate|lost|used] #c @kind @things and #d @kind2 @things. ${question}`,
      ],
    })),
  },
  {
    name: "asked-one-of-three",
    variants: (
      [
        ["a+b", "How many @things and @things2 are there [altogether|in total]?", 0],
        ["b+c", "How many @things2 and @things3 are there [altogether|in total]?", 0],
        ["a-b", "How many more @things than @things2 are there?", 1],
        ["b-c", "How many more @things2 than @things3 are there?", 1],
        ["a-c", "How many fewer @things3 than @things are there?", 1],
        ["a+b+c", "How many objects are there [altogether|in total]?", 0],
        ["a+c", "How many @things and @things3 are there?", 0],
      ] as const
    ).map(([program, question, ordered]): Variant => ({
      program,
      distractors: false,
      values: (d) => {
        const c = d.n(2, 40);
        const b = ordered === 1 ? c + d.n(1, 30) : d.n(2, 60);
        return { a: ordered === 1 ? b + d.n(1, 30) : d.n(2, 60), b, c };
      },
      wordings: [
        `There are #a @things, #b @things2 and #c @things3 [in the @box|at the @place]. ${question}`,
        `[The @place has|A @box holds|@name has] #c @things3, #b @things2 and #a @things. ${question}`,
        `@name [bought|has] #a @things. @other [bought|has] #b @things2. @third [bought|has] #c @things3. ${question}`,
        `#b @things2, #a @things and #c @things3 lie in the @place. ${question}`,
      ],
    })),
  },
  {
    name: "start-unknown",
    variants: [
      {
        values: two,
        program: "a+b",
        wordings: [
          "@name had some @things. @He gave #a to @other and now has #b left. How many @things did @he [have at first|have in the beginning|start with]?",
          "@name [lost|ate|sold|used] #a of @his @things. @He has #b @things now. How many @things did @he have [before that|at first|in the beginning|initially]?",
          "After [giving away|selling|losing|using] #a @things, @name has #b @things [left|remaining]. How many @things did @name have [originally|at first|to begin with]?",
          "Some @things were in the @box. #a were taken out and #b are still there. How many @things were in the @box at first?",
          "@other took #a @things from the @box. If #b remained, with how many had the @box begun?",
        ],
      },
      {
        values: bigSmall,
        program: "a-b",
        wordings: [
          "@name had some @things. @other gave @him #b more and now @he has #a. How many @things did @he have [at first|in the beginning|to start with]?",
          "After [buying|finding|getting] #b more @things, @name has #a @things. How many @things did @he have [before|at first|originally]?",
          "@name has #a @things now. @other gave @him #b of them. How many @things did @name have before?",
          "Some @people were at the @place. Then #b more came and there were #a @people. How many were there at first?",
          "The @box holds #a @things since @name put #b in. How many did it hold before that?",
        ],
      },
    ],
  },
  {
    name: "change-unknown",
    variants: [
      {
        values: bigSmall,
        program: "a-b",
        wordings: [
          "@name had #a @things. @He gave some to @other and has #b left. How many @things did @he give to @other?",
          "There were #a @things in the @box. Some were taken out and now there are #b. How many were taken out?",
          "@name had #a @things. After [eating|losing|selling|using] some of them @he had #b left. How many @things did @he [eat|lose|sell|use]?",
          "@name had #b @things. @He [bought|found|got] some more and now has #a @things. How many @things did @he [buy|find|get]?",
          "@name has #b @things but needs #a. How many more @things does @he need?",
          "The @box fits #a @things and #b are in it. How many more will fit?",
        ],
      },
    ],
  },
  {
    name: "compare",
    variants: [
      {
        values: bigSmall,
        program: "a-b",
        wordings: [
          "@name has #a @things and @other has #b @things. How many more @things does @name have than @other?",
          "@other has #b @things. @name has #a @things. How many fewer @things does @other have than @name?",
          "@name [read|sold|made|ate] #a @things while @other [read|sold|made|ate] #b. How many more did @name [have|do|get]?",
          "There are #a @people and #b @people2 at the @place. How many more @people than @people2 are there?",
          "What is the difference between @name's #a @things and @other's #b @things?",
          "By how many @things does @name, who owns #a, beat @other, who owns #b?",
        ],
      },
      {
        values: two,
        program: "a+b",
        wordings: [
          "@name has #a @things. @other has #b more @things than @name. How many @things does @other have?",
          "@other has #b more @things than @name, who has #a. How many @things does @other have?",
          "There are #a @people at the @place and #b more @people2 than @people. How many @people2 are there?",
          "@name made #a @things, which is #b [fewer|less] than @other. How many @things did @other make?",
          "@name owns #a @things. @other beats @him by #b. How many does @other own?",
        ],
      },
      {
        values: bigSmall,
        program: "a-b",
        wordings: [
          "@name has #a @things. @other has #b [fewer|less] @things than @name. How many @things does @other have?",
          "@other has #b fewer @things than @name, who has #a. How many @things does @other have?",
          "@name has #a @things. That is #b more than @other has. How many @things does @other have?",
          "@name made #a @things, #b more than @other. How many @things did @other make?",
          "The @place sold #a @things this week, which is #b more than last week. How many were sold last week?",
        ],
      },
      {
        values: two,
        program: "a+a+b",
        wordings: [
          "@name has #a @things. @other has #b more @things than @name. How many @things do they have [together|in all]?",
          "@other has #b more @things than @name. @name has #a. How many @things do @name and @other have altogether?",
          "@name [picked|sold] #a @things and @other [picked|sold] #b more than @name. How many @things is that in total?",
          "@name holds #a and @other #b more than that. What do both hold together?",
        ],
      },
    ],
  },
  {
    name: "times-as-many",
    variants: [
      {
        values: (d) => ({ a: d.n(2, 50), b: d.small(2, 12) }),
        program: "a*b",
        wordings: [
          "@name has #a @things. @other has #b times as many. How many @things does @other have?",
          "@other has #b times as many @things as @name. If @name has #a @things, how many does @other have?",
          "@name [read|sold|made] #a @things. @other did #b times that [number|amount]. How many is that?",
          "@other's collection is #b times the size of @name's #a @things. How large is it?",
        ],
      },
      {
        values: (d) => ({ a: d.n(2, 90) }),
        program: "a*2",
        wordings: [
          "@name has #a @things. @other has twice as many. How many @things does @other have?",
          "@other has twice as many @things as @name. @name has #a @things. How many does @other have?",
          "@name made #a @things and @other made double that. How many did @other make?",
          "@name owns #a @things, and @other has twice that amount. How many does @other own?",
        ],
      },
      {
        values: (d) => ({ a: 2 * d.n(2, 60) }),
        program: "a/2",
        wordings: [
          "@name has #a @things. @other has half as many. How many @things does @other have?",
          "@name gave half of @his #a @things to @other. How many @things did @other get?",
          "Half of the #a @things are @kind. How many @things are @kind?",
          "@name ate half of #a @things. How many @things are left?",
        ],
      },
      {
        values: (d) => ({ a: d.n(2, 50), b: d.small(2, 9) }),
        program: "a+a*b",
        wordings: [
          "@name has #a @things. @other has #b times as many. How many @things do they have [together|in all|altogether]?",
          "@other has #b times as many @things as @name, who has #a. How many do they have in total?",
          "@name sold #a @things and @other sold #b times as many. How many did both sell together?",
          "Add @name's #a @things to @other's, which are #b times as many. What is the result?",
        ],
      },
      {
        values: quotient,
        program: "a/b",
        wordings: [
          "@name has #a @things, which is #b times as many as @other has. How many @things does @other have?",
          "@name has #b times as many @things as @other. If @name has #a, how many does @other have?",
          "@name has #a @things and @other has #b. How many times as many @things does @name have?",
          "@name's #a @things are #b times what @other owns. What does @other own?",
        ],
      },
    ],
  },
  {
    name: "equal-groups",
    variants: [
      {
        values: product,
        program: "a*b",
        wordings: [
          "There are #b @boxes with #a @things in each. How many @things are there [altogether|in all|in total]?",
          "@name has #b @boxes of @things. Each @box has #a @things. How many @things does @he have?",
          "Each @box holds #a @things. How many @things do #b @boxes hold?",
          "@name put #a @things in each of #b @boxes. How many @things did @he [use|have|put away]?",
          "If one @box contains #a @things, how many @things are in #b @boxes?",
          "#b @people each [brought|have|got] #a @things. How many @things [is that in all|are there]?",
          "A @place has #b @boxes, and in every one lie #a @things. Count the @things.",
        ],
      },
      {
        values: (d) => ({ a: d.n(2, 30), b: d.small(2, 15), c: d.n(2, 40) }),
        program: "a*b+c",
        wordings: [
          "There are #b @boxes with #a @things in each and #c more @things on the floor. How many @things are there in all?",
          "@name has #b @boxes of #a @things and #c loose @things. How many @things does @he have altogether?",
          "@name filled #b @boxes with #a @things each and had #c @things left over. How many @things did @he have at first?",
          "Each of #b @people has #a @things, and @name has #c. How many @things do they all have?",
        ],
      },
      {
        values: (d) => {
          const a = d.n(3, 30);
          const b = d.small(2, 12);
          return { a, b, c: d.prng.integer(1, a * b - 1) };
        },
        program: "a*b-c",
        wordings: [
          "@name bought #b @boxes of @things with #a in each @box. @He [ate|lost|gave away|used] #c of them. How many @things are left?",
          "There are #b @boxes with #a @things each. #c of the @things are broken. How many @things are not broken?",
          "@name has #b @boxes. Each holds #a @things. If @he gives #c @things to @other, how many does @he keep?",
          "#b @boxes of #a @things arrived but #c @things were missing. How many came?",
        ],
      },
    ],
  },
  {
    name: "share",
    variants: [
      {
        values: quotient,
        program: "a/b",
        wordings: [
          "@name shares #a @things equally among #b @people. How many @things does each [get|one get|receive]?",
          "#a @things are [divided|split|shared] equally among #b @boxes. How many @things are in each @box?",
          "@name put #a @things equally into #b @boxes. How many @things are in each @box?",
          "There are #a @things and #b @people. If each gets the same number, how many does each get?",
          "@name has #a @things in #b @boxes, the same number in each. How many @things are in [one @box|each]?",
          "@name wants to put #a @things in @boxes of #b. How many @boxes does @he need?",
          "#b @things fit in each @box. How many @boxes are needed for #a @things?",
          "A heap of #a @things goes in equal parts to #b @people. What is one part?",
        ],
      },
      {
        values: any2,
        program: "mod(a, b)",
        wordings: [
          "@name shares #a @things equally among #b @people. How many @things are left over?",
          "#a @things are packed in @boxes of #b. How many @things are left over?",
          "@name divides #a @things into groups of #b. How many [remain|are left|are not in a full group]?",
          "When #a @things are split evenly among #b @people, how many are left [over|at the end]?",
          "Packing #a @things #b to a @box, what remainder does @name see?",
        ],
      },
      {
        values: any2,
        program: "div(a, b)",
        wordings: [
          "@name packs #a @things in @boxes of #b. How many full @boxes does @he get?",
          "Each @box needs #b @things. How many complete @boxes can @name make from #a @things?",
          "How many whole groups of #b can be made from #a @things?",
          "@name has #a @things and fills @boxes with #b each. How many @boxes are full?",
        ],
      },
      {
        values: (d) => {
          const b = d.small(2, 12);
          return { a: b * d.n(2, 20), b, c: d.n(1, 20) };
        },
        program: "a/b+c",
        wordings: [
          "@name shares #a @things equally among #b @people. @other, one of them, already had #c @things. How many @things does @other have now?",
          "#a @things are split equally into #b @boxes. Then #c more @things are put in each @box. How many @things are in each @box?",
          "@other got an equal part of #a @things shared by #b @people, then found #c more. How many @things does @other have?",
          "Into each of #b @boxes goes an equal share of #a @things plus #c extra. How many lie in one?",
        ],
      },
      {
        values: (d) => {
          const c = d.small(2, 10);
          const total = c * d.n(3, 30);
          const a = d.prng.integer(1, total - 1);
          return { a, b: total - a, c };
        },
        program: "(a+b)/c",
        wordings: [
          "@name has #a @things and @other has #b. They put them together and share them equally among #c @people. How many does each get?",
          "There are #a @kind @things and #b @kind2 @things. They are packed in @boxes of #c. How many @boxes are needed?",
          "@name picked #a @things and @other picked #b. If they put #c in each @box, how many @boxes [can they fill|do they need]?",
          "#a @people and #b @people2 form teams of #c. How many teams are there?",
          "To seat #a @people and #b @people2 at tables for #c, how many tables must be set?",
        ],
      },
      {
        values: (d) => {
          const c = d.small(2, 10);
          const b = d.n(1, 40);
          return { a: b + c * d.n(2, 30), b, c };
        },
        program: "(a-b)/c",
        wordings: [
          "@name had #a @things. @He [ate|lost|gave away|sold] #b and shared the rest equally among #c @people. How many did each get?",
          "@name has #a @things. #b are broken. @He packs the others in @boxes of #c. How many @boxes does @he need?",
          "@name picked #a @things and gave #b to @other. The rest go in @boxes of #c. How many @boxes are there?",
          "Of #a @people, #b stayed home. The others ride in cars with #c in each. How many cars are needed?",
          "Once #b of #a @things are gone, what remains is split in #c equal parts. How big is a part?",
        ],
      },
    ],
  },
  {
    name: "shopping",
    variants: [
      {
        values: (d) => ({ a: d.money(1, 40), b: d.small(2, 15) }),
        program: "a*b",
        wordings: [
          "One @item costs $#a. How much do #b of them cost?",
          "@name buys #b @things at $#a each. How much does @he [pay|spend]?",
          "A @item costs #a dollars. What is the [cost|price] of #b such things?",
          "[Tickets|Books|Shirts|Toys] cost $#a each. How much will @name pay for #b?",
          "What must @name pay for #b @things priced $#a apiece?",
        ],
      },
      {
        values: (d) => ({ a: d.money(1, 60), b: d.money(1, 60) }),
        program: "a+b",
        wordings: [
          "@name bought a @item for $#a and a @item2 for $#b. How much did @he spend [in all|altogether|in total]?",
          "A @item costs $#a and a @item2 costs $#b. What do both cost together?",
          "@name spent $#a on a @item and #b dollars on a @item2. How much money did @he spend?",
          "@name paid #a dollars for a @item, then #b dollars for a @item2. What was the total [cost|bill]?",
          "At the @place a @item is $#a, a @item2 $#b. Find the price of both.",
        ],
      },
      {
        values: (d) => ({ a: d.n(20, 100), b: d.money(1, 19) }),
        program: "a-b",
        wordings: [
          "@name had $#a. @He bought a @item for $#b. How much money does @he have left?",
          "@name paid for a $#b @item with $#a. How much change did @he get?",
          "A @item costs $#b. @name pays with a #a dollar bill. How much change does @he get back?",
          "@name has #a dollars and spends #b dollars. How many dollars are left?",
          "A @item used to cost $#a. Now it is $#b cheaper. What does it cost now?",
          "Handing over $#a for a @item at $#b, what does @name receive back?",
        ],
      },
      {
        values: (d) => {
          const b = d.money(1, 9);
          const c = d.small(2, 9);
          return { a: d.small(10, 12) * 10, b, c };
        },
        program: "a-b*c",
        wordings: [
          "@name had $#a. @He bought #c @things at $#b each. How much money does @he have left?",
          "@name pays for #c @things with $#a. Each costs $#b. How much change does @he get?",
          "@things cost $#b each. @name buys #c and pays with #a dollars. What is @his change?",
          "@name has #a dollars and buys #c @things for #b dollars each. How many dollars [remain|are left]?",
          "With #c @things at #b dollars apiece, what is left of @name's #a dollars?",
        ],
      },
      {
        values: (d) => ({ a: d.small(2, 9), b: d.money(1, 20), c: d.small(2, 9), d: d.money(1, 20) }),
        program: "a*b+c*d",
        wordings: [
          "@name bought #a @things at $#b each and #c @things2 at $#d each. How much did @he spend [in all|altogether]?",
          "@things cost $#b each and @things2 cost $#d each. How much do #a @things and #c @things2 cost?",
          "How much are #a @things at #b dollars each and #c @things2 at #d dollars each?",
          "A @item costs $#b and a @item2 costs $#d. @name buys #a of the first and #c of the second. What does @he pay?",
        ],
      },
      {
        values: (d) => ({ a: d.small(40, 90), b: d.money(1, 19), c: d.money(1, 19) }),
        program: "a-b-c",
        wordings: [
          "@name had $#a. @He spent $#b on a @item and $#c on a @item2. How much money is left?",
          "@name has #a dollars. @He buys a @item for #b dollars and a @item2 for #c dollars. How much does @he have left?",
          "@name paid with $#a for a @item that cost $#b and a @item2 that cost $#c. How much change did @he get?",
          "From $#a @name takes $#b for a @item and $#c for a @item2. What stays?",
        ],
      },
      {
        values: (d) => {
          const b = d.small(2, 12);
          return { a: (Number(d.money(1, 30)) * 100 * b / 100).toFixed(2).replace(/\.?0+$/, ""), b };
        },
        program: "a/b",
        wordings: [
          "#b @things cost $#a. How much does one cost?",
          "@name paid $#a for #b @things. What was the price of each @thing?",
          "If #b @things cost #a dollars, how much does each cost?",
          "#b friends split a bill of $#a evenly. How much does each pay?",
          "For #b equal @things @name was charged $#a. Give the unit price.",
        ],
      },
      {
        values: quotient,
        program: "a/b",
        wordings: [
          "@name has $#a. How many @things at $#b each can @he buy?",
          "A @thing costs $#b. How many @things can @name buy with $#a?",
          "Each ticket costs #b dollars. @name has #a dollars. How many tickets can @he buy?",
          "How many @things priced $#b does $#a buy?",
        ],
      },
      {
        values: (d) => {
          const b = d.small(2, 12);
          const c = d.small(2, 30);
          return { a: d.small(2, 12), b, c: c * b };
        },
        program: "c/b*a",
        wordings: [
          "#b @things cost $#c. How much do #a @things cost?",
          "If #b @things cost #c dollars, what do #a of them cost?",
          "@name paid $#c for #b @things. At that price, how much would #a @things cost?",
          "Given that #b cost $#c, find the price of #a.",
        ],
      },
    ],
  },
  {
    name: "travel",
    variants: [
      {
        values: (d) => ({ a: d.n(20, 120), b: d.tenth(2, 12) }),
        program: "a*b",
        wordings: [
          "A [train|car|bus|boat] travels at #a [miles|kilometers|km] per hour. How far does it go in #b hours?",
          "@name drives #a miles [per|an|each] hour for #b hours. How many miles does @he drive?",
          "A car goes #a km in one hour. How many km does it go in #b hours?",
          "@name walked at #a meters per minute for #b minutes. How far did @he walk?",
          "For #b hours a truck keeps a speed of #a miles per hour. What distance does it cover?",
        ],
      },
      {
        values: quotient,
        program: "a/b",
        wordings: [
          "A [train|car|bus] travels #a [miles|kilometers|km] in #b hours. What is its [average |]speed?",
          "@name drove #a miles at #b miles per hour. How many hours did it take?",
          "How long does it take to go #a km at #b km per hour?",
          "@name ran #a meters in #b minutes. How many meters did @he run per minute?",
          "A distance of #a miles was covered in #b hours. How fast was that?",
        ],
      },
      {
        values: two,
        program: "a+b",
        wordings: [
          "@name drove #a miles and then another #b miles. How far did @he drive?",
          "It is #a km from home to the @place and #b km from there to the @place2. How long is the whole way?",
          "@name walked #a meters to the @place and #b meters more to the @place2. How many meters did @he walk in all?",
          "A bus went #a miles on Monday and #b miles on Tuesday. What was the total distance?",
        ],
      },
      {
        values: bigSmall,
        program: "a-b",
        wordings: [
          "The trip is #a miles long. @name has driven #b miles. How many miles are left?",
          "It is #a km to the @place. @name has already gone #b km. How far does @he still have to go?",
          "@name ran #a meters and @other ran #b meters. How much farther did @name run?",
          "Of a #a mile road, #b miles lie behind @name. How many lie ahead?",
        ],
      },
      {
        values: (d) => ({ a: d.n(20, 90), b: d.small(2, 9), c: d.n(20, 90), d: d.small(2, 9) }),
        program: "a*b+c*d",
        wordings: [
          "A car travels #b hours at #a miles per hour and then #d hours at #c miles per hour. How far does it go in all?",
          "@name drove at #a km per hour for #b hours and at #c km per hour for #d hours. What was the total distance?",
          "A train goes #a miles per hour for #b hours, then #c miles per hour for #d hours. How many miles does it travel?",
          "First #b hours at a speed of #a, then #d hours at a speed of #c: what distance is that?",
        ],
      },
    ],
  },
  {
    name: "percent",
    variants: [
      {
        values: (d) => ({ a: d.n(20, 400), b: d.percent() }),
        program: "a*b/100",
        wordings: [
          "There are #a @people at the @place. #b% of them are [late|happy|new|tall]. How many is that?",
          "@name has #a @things. #b percent of them are @kind. How many @things are @kind?",
          "#b% of the #a @things are @kind. How many @kind @things are there?",
          "A @place has #a @things and sold #b% of them. How many were sold?",
          "@name earned $#a and saved #b% of it. How much did @he save?",
          "Out of #a @things, #b% are @kind. Count the @kind ones.",
        ],
      },
      {
        values: (d) => ({ a: d.n(10, 300), b: d.percent() }),
        program: "a-a*b/100",
        wordings: [
          "A @item costs $#a. It is [sold|offered] at a #b% discount. What is the new price?",
          "A $#a @item is #b% off. How much does it cost now?",
          "The price of a @item was #a dollars. It fell by #b%. What is the price now?",
          "@name had #a @things and lost #b% of them. How many are left?",
          "A @item normally costs $#a. @name gets #b percent off. What does @he pay?",
          "With a reduction of #b% a @item that cost $#a now sells for what amount?",
        ],
      },
      {
        values: (d) => ({ a: d.n(10, 300), b: d.percent() }),
        program: "a+a*b/100",
        wordings: [
          "A @item costs $#a plus #b% tax. What is the total price?",
          "The price of a @item was $#a. It rose by #b%. What is it now?",
          "A town had #a people. The number grew by #b%. How many people live there now?",
          "@name's bill was $#a and @he left a #b% tip. How much did @he pay in all?",
          "@name earned #a dollars and got a raise of #b percent. How much does @he earn now?",
          "When #b% is added to a price of $#a, what must be paid?",
        ],
      },
      {
        values: (d) => {
          const b = d.small(2, 20) * 5;
          return { a: d.prng.integer(1, b), b };
        },
        program: "a/b*100",
        wordings: [
          "#a of the #b @people are [late|new|happy]. What percent is that?",
          "@name got #a out of #b points. What percentage is that?",
          "What percent of the #b @things are @kind if #a are @kind?",
          "Of #b @things #a are @kind. Express this as a percentage.",
        ],
      },
    ],
  },
  {
    name: "average",
    variants: [
      {
        values: three,
        program: "avg(a, b, c)",
        wordings: [
          "@name [scored|got] #a, #b and #c points in the games. What was @his average?",
          "What is the average of @name's scores #a, #b and #c?",
          "@name read #a pages on Monday, #b on Tuesday and #c on Wednesday. What is the average number of pages per day?",
          "The temperatures were #a, #b and #c degrees. What was the [average|mean] temperature?",
          "Find the mean height of plants that are #a, #b and #c cm tall.",
        ],
        distractors: false,
      },
      {
        values: two,
        program: "avg(a, b)",
        wordings: [
          "@name has #a @things and @other has #b. What is the average number of @things?",
          "@name scored #a points in the first game and #b points in the second. What was @his average score?",
          "One @box weighs #a kg and the other #b kg. What is their average weight?",
          "The trees are #a and #b feet tall. What is the mean height?",
        ],
        distractors: false,
      },
      {
        values: (d) => ({ a: d.n(50, 100), b: d.n(50, 100), c: d.n(50, 100), d: d.n(50, 100) }),
        program: "avg(a, b, c, d)",
        wordings: [
          "@name's test scores are #a, #b, #c and #d. What is @his average score?",
          "What is the average of the weights #a, #b, #c and #d?",
          "@name sold #a, #b, #c and #d @things on the days of the week. How many did @he sell per day on average?",
          "Over the games @name made #a, #b, #c, #d points. Give the mean.",
        ],
        distractors: false,
      },
      {
        values: (d) => ({ a: d.n(2, 90), b: d.small(2, 15) }),
        program: "a*b",
        wordings: [
          "The average of #b numbers is #a. What is their sum?",
          "@name scored #a points per game on average in #b games. How many points did @he score in all?",
          "@name read #a pages a day on average for #b days. How many pages did @he read?",
          "With a mean of #a over #b tests, what was the total?",
        ],
      },
      {
        values: quotient,
        program: "a/b",
        wordings: [
          "@name scored #a points in #b games. How many points did @he score per game on average?",
          "@name read #a pages in #b days. What is the average number of pages per day?",
          "The #b @boxes weigh #a kg in total. What is the average weight of a @box?",
          "In #b days @name earned $#a. What is that a day on average?",
        ],
      },
    ],
  },
  {
    name: "ages",
    variants: [
      {
        values: (d) => ({ a: d.small(5, 80), b: d.small(2, 40) }),
        program: "a+b",
        wordings: [
          "@name is #a years old. How old will @he be in #b years?",
          "@name is #a years old. @other is #b years older. How old is @other?",
          "@name was #a years old #b years ago. How old is @name now?",
          "@other is #b years older than @name, who is #a. How old is @other?",
          "What age will @name, now #a, reach after #b years?",
        ],
      },
      {
        values: (d) => {
          const b = d.small(2, 30);
          return { a: b + d.small(1, 50), b };
        },
        program: "a-b",
        wordings: [
          "@name is #a years old. How old was @he #b years ago?",
          "@name is #a years old. @other is #b years younger. How old is @other?",
          "In #b years @name will be #a. How old is @he now?",
          "@name is #a and @other is #b years old. How many years older is @name?",
          "@name's age is #a, and @other's #b. What is the gap between them?",
        ],
      },
      {
        values: (d) => ({ a: d.small(3, 30), b: d.small(2, 5), c: d.small(2, 20) }),
        program: "a*b+c",
        wordings: [
          "@name is #a years old. @other is #b times as old. How old will @other be in #c years?",
          "@other is #b times as old as @name, who is #a. How old will @other be #c years from now?",
          "@name is #a. @his aunt is #b times as old. What age will she be after #c years?",
          "In #c years, how old will @other be, who is now #b times @name's age of #a?",
        ],
      },
    ],
  },
  {
    name: "pages",
    variants: [
      {
        values: bigSmall,
        program: "a-b",
        wordings: [
          "@name's book has #a pages. @He has read #b pages. How many pages are left?",
          "@name is reading a book of #a pages and is on page #b. How many pages does @he still have to read?",
          "A book has #a pages. If @name has read #b of them, how many pages does @he have to go?",
          "@other must read #a pages and #b are done. How many are not done?",
        ],
      },
      {
        values: quotient,
        program: "a/b",
        wordings: [
          "@name's book has #a pages. @He reads #b pages [a|each|every|per] day. How many days does @he need?",
          "A book has #a pages and #b chapters of the same length. How many pages does each chapter have?",
          "@name read #a pages in #b days, the same number every day. How many pages did @he read [a|each|per] day?",
          "At #b pages a day, when is @name done with #a pages?",
        ],
      },
      {
        values: (d) => {
          const c = d.small(2, 20);
          const b = d.n(2, 60);
          return { a: b + c * d.n(2, 20), b, c };
        },
        program: "(a-b)/c",
        wordings: [
          "@name's book has #a pages. @He has read #b and reads #c pages a day. In how many days will @he finish?",
          "@name has read #b of #a pages. How many pages a day must @he read to finish in #c days?",
          "A book has #a pages. @name read #b pages and will read the rest in #c days. How many pages a day is that?",
          "With #b of #a pages behind @him, @name reads #c daily. How many days remain?",
        ],
      },
      {
        values: (d) => ({ a: d.n(3, 60), b: d.small(2, 14), c: d.n(3, 60) }),
        program: "a*b+c",
        wordings: [
          "@name read #a pages a day for #b days and #c pages on the last day. How many pages did @he read?",
          "@name reads #a pages each night. After #b nights @he read #c more. How many pages is that in all?",
          "A book has #b chapters of #a pages and #c extra pages. How many pages does the book have?",
          "To #b days of #a pages @name added a day of #c. How many pages were read?",
        ],
      },
    ],
  },
  {
    name: "bus",
    variants: [
      {
        values: (d) => {
          const b = d.small(2, 20);
          return { a: b + d.n(5, 40), b, c: d.small(2, 25) };
        },
        program: "a-b+c",
        wordings: [
          "There were #a [people|children|passengers] on the bus. At the next stop #b got off and #c got on. How many are on the bus now?",
          "A bus had #a passengers. #b passengers got off and #c more got on. How many passengers were [there then|on the bus then]?",
          "#a people were on a train. When #b left, #c others came in. How many people are on the train now?",
          "The bus carried #a. It let #b out and took #c in. How many does it carry?",
        ],
      },
      {
        values: (d) => {
          const a = d.n(5, 40);
          const b = d.small(2, 25);
          return { a, b, c: d.prng.integer(1, a) };
        },
        program: "a+b-c",
        wordings: [
          "There were #a people on the bus. At the stop #b got on and #c got off. How many people are on the bus now?",
          "A train had #a passengers. #b passengers boarded and #c left. How many passengers are there now?",
          "#a children were on the bus. #b more got on, then #c got off. How many children are on it?",
          "The boat held #a. It took #b in and let #c out. How many does it hold?",
        ],
      },
      {
        values: (d) => {
          const b = d.small(2, 30);
          const c = d.small(2, 30);
          return { a: b + d.n(2, 40), b, c };
        },
        program: "a-b",
        wordings: [
          "There were #b children on the bus. At the stop more children got on. Then there were #a children. How many children got on?",
          "A bus with #b people stopped and now has #a people. How many got on?",
          "#a passengers were on the bus. Some got off and #b were left. How many got off?",
          "Riders rose from #b to #a at the stop. How many boarded?",
        ],
      },
      {
        values: (d) => {
          const b = d.small(2, 20);
          const c = d.small(2, 20);
          return { a: b + d.n(2, 30), b, c };
        },
        program: "a-b+c",
        wordings: [
          "There were #b children on the bus. #c children got off and some got on. Then there were #a on the bus. How many got on?",
          "The bus had #b people. At the stop #c left and others came, so that #a were on the bus. How many came?",
          "Some people got on a bus with #b people while #c got off. Now there are #a people. How many got on?",
          "With #b aboard, #c went and new ones came until #a were aboard. How many were new?",
        ],
      },
    ],
  },
  {
    name: "rectangle",
    variants: [
      {
        values: (d) => ({ a: d.tenth(2, 60), b: d.tenth(2, 40) }),
        program: "a*b",
        wordings: [
          "A [rectangle|garden|room|field] is #a [meters|cm|feet] long and #b [meters|cm|feet] wide. What is its area?",
          "What is the area of a [rectangle|floor|wall] with sides #a and #b?",
          "Find the area of a rectangle #a by #b.",
          "How many square meters does a floor of #a m by #b m have?",
          "A carpet measures #a times #b feet. How much floor does it cover?",
        ],
      },
      {
        values: (d) => ({ a: d.tenth(2, 60), b: d.tenth(2, 40) }),
        program: "2*(a+b)",
        wordings: [
          "A [rectangle|garden|room|field] is #a [meters|cm|feet] long and #b [meters|cm|feet] wide. What is its perimeter?",
          "What is the perimeter of a rectangle with sides #a and #b?",
          "@name puts a fence around a garden #a meters long and #b meters wide. How long is the fence?",
          "How many meters is it around a field of #a m by #b m?",
        ],
      },
      {
        values: (d) => ({ a: d.tenth(2, 60) }),
        program: "a*4",
        wordings: [
          "What is the perimeter of a square with side #a?",
          "A square [garden|room] has sides of #a meters. What is its perimeter?",
          "Find the perimeter of a square whose side is #a cm.",
          "How far is it around a square of side #a?",
        ],
      },
      {
        values: (d) => ({ a: d.tenth(2, 60) }),
        program: "a^2",
        wordings: [
          "What is the area of a square with side #a?",
          "A square [garden|room] has sides of #a meters. What is its area?",
          "Find the area of a square whose side is #a cm.",
          "How much ground does a square of side #a cover?",
        ],
      },
      {
        values: quotient,
        program: "a/b",
        wordings: [
          "A rectangle has an area of #a and a width of #b. What is its length?",
          "The area of a room is #a square feet. It is #b feet wide. How long is it?",
          "A garden of #a square meters is #b meters long. How wide is it?",
          "Given an area of #a and a side of #b, find the other side.",
        ],
      },
      {
        values: three,
        program: "a*b*c",
        wordings: [
          "A box is #a cm long, #b cm wide and #c cm high. What is its volume?",
          "What is the volume of a box with sides #a, #b and #c?",
          "Find the volume of a #a by #b by #c box.",
          "How much water fits in a tank measuring #a by #b by #c?",
        ],
        distractors: false,
      },
    ],
  },
  {
    name: "recipe",
    variants: [
      {
        values: (d) => ({ a: d.tenth(1, 12), b: d.small(2, 12) }),
        program: "a*b",
        wordings: [
          "One cake needs #a cups of [flour|sugar|milk]. How many cups are needed for #b cakes?",
          "A recipe uses #a [cups|grams|spoons] of [flour|sugar|butter] for each cake. How much does @name need for #b cakes?",
          "@name needs #a eggs for one [cake|pie]. How many eggs does @he need for #b?",
          "To bake #b loaves at #a cups each, how much flour is used?",
        ],
      },
      {
        values: bigSmall,
        program: "a-b",
        wordings: [
          "A recipe calls for #a cups of [flour|sugar|milk]. @name has already put in #b cups. How many more cups does @he need to add?",
          "@name is baking a cake. The recipe needs #a cups of [flour|sugar]. @He put in #b cups. How many cups does @he still need?",
          "@name needs #a [eggs|cups of flour|spoons of sugar] and has #b. How many more does @he need?",
          "The dough lacks something: it wants #a cups and got #b. How many cups are lacking?",
        ],
      },
      {
        values: (d) => {
          const b = d.small(2, 9);
          return { a: d.small(2, 9) * b, b, c: d.small(2, 20) };
        },
        program: "a/b*c",
        wordings: [
          "A recipe for #b people needs #a eggs. How many eggs are needed for #c people?",
          "#a cups of flour make #b cakes. How many cups make #c cakes?",
          "If #a spoons of sugar are used for #b pies, how many are used for #c pies?",
          "@name cooks #a grams of rice for #b guests. How much for #c guests?",
        ],
      },
      {
        values: quotient,
        program: "a/b",
        wordings: [
          "@name has #a cups of flour. Each cake needs #b cups. How many cakes can @he bake?",
          "Each pie takes #b apples. How many pies can @name make from #a apples?",
          "@name used #a eggs for #b cakes. How many eggs went in each cake?",
          "#a grams of sugar, #b grams a loaf: how many loaves?",
        ],
      },
      {
        values: (d) => ({ a: d.n(2, 30), b: d.n(2, 30), c: d.n(1, 3) }),
        program: "a-b",
        wordings: [
          "@name is baking a cake. The recipe calls for #a cups of flour and #c cups of sugar. @He already put in #b cups of flour. How many more cups of flour does @he need?",
          "A recipe needs #c cups of sugar and #a cups of flour. @name put in #b cups of flour. How many cups of flour must @he still add?",
          "The recipe wants #a cups of milk, #c eggs and some butter. @name has added #b cups of milk. How many more cups of milk does @he need?",
          "With #b cups of flour in the bowl, and a list that says #a cups of flour and #c of sugar, how much flour is missing?",
        ],
        distractors: false,
      },
    ],
  },
  {
    name: "saving",
    variants: [
      {
        values: (d) => ({ a: d.money(2, 60), b: d.small(2, 30) }),
        program: "a*b",
        wordings: [
          "@name saves $#a [a|each|every|per] [week|month|day]. How much does @he save in #b [weeks|months|days]?",
          "@name puts #a dollars in the bank each week. How much is there after #b weeks?",
          "@name earns $#a an hour. How much does @he earn in #b hours?",
          "If @name makes #a dollars [a|per] day, how much does @he make in #b days?",
          "How much comes together over #b weeks when @name lays aside $#a weekly?",
        ],
      },
      {
        values: (d) => ({ a: d.n(5, 100), b: d.n(2, 40), c: d.small(2, 20) }),
        program: "a+b*c",
        wordings: [
          "@name has $#a and saves $#b a week. How much will @he have after #c weeks?",
          "@name had #a dollars in the bank. Each month @he adds #b dollars. How much is there after #c months?",
          "@name starts with #a @things and gets #b more every day. How many does @he have after #c days?",
          "@name starts from $#a and adds $#b on each of #c days. What is the sum at the end?",
        ],
      },
      {
        values: (d) => {
          const c = d.small(2, 20);
          const b = d.n(2, 50);
          return { a: b + c * d.n(2, 20), b, c };
        },
        program: "(a-b)/c",
        wordings: [
          "@name wants to buy a @item for $#a. @He has $#b and saves $#c a week. How many weeks does @he need?",
          "A @item costs #a dollars. @name has #b dollars and saves #c dollars a day. How many days until @he can buy it?",
          "@name needs $#a and already has $#b. How much must @he save each week to have it in #c weeks?",
          "To reach $#a from $#b at $#c a week, how many weeks must @name wait?",
        ],
      },
      {
        values: quotient,
        program: "a/b",
        wordings: [
          "@name wants to save $#a. @He saves $#b each week. How many weeks will it take?",
          "@name earned $#a in #b hours. How much did @he earn per hour?",
          "@name saved #a dollars in #b weeks, the same amount each week. How much was it per week?",
          "In how many days does @name get to $#a with $#b daily?",
        ],
      },
    ],
  },
  {
    name: "time-units",
    variants: (
      [
        ["a*60", ["How many minutes are [there |]in #a hours?", "A film lasts #a hours. How many minutes is that?", "Convert #a hours to minutes.", "@name worked #a hours. Give it in minutes."]],
        ["a*60", ["How many seconds are [there |]in #a minutes?", "@name ran for #a minutes. How many seconds is that?", "Convert #a minutes to seconds.", "Write #a minutes as seconds."]],
        ["a*7", ["How many days are [there |]in #a weeks?", "@name stayed #a weeks. How many days is that?", "Convert #a weeks to days.", "A trip took #a weeks. Give the days."]],
        ["a*24", ["How many hours are [there |]in #a days?", "The trip took #a days. How many hours is that?", "Convert #a days to hours.", "Write #a days as hours."]],
        ["a*12", ["How many months are [there |]in #a years?", "@name lived there for #a years. How many months is that?", "How many @things are in #a dozen?", "@name bought #a dozen @things. How many @things did @he buy?", "Turn #a years into months."]],
        ["a*100", ["How many centimeters are in #a meters?", "How many cents are in #a dollars?", "Convert #a meters to centimeters.", "Write #a dollars as cents."]],
        ["a*1000", ["How many meters are in #a kilometers?", "How many grams are in #a kilograms?", "Convert #a km to meters.", "Write #a kg as grams."]],
        ["a/60", ["How many hours are #a minutes?", "Convert #a minutes to hours.", "How many minutes are #a seconds?", "Turn #a minutes into hours."]],
        ["a/7", ["How many weeks are #a days?", "Convert #a days to weeks.", "@name was away for #a days. How many weeks is that?", "Turn #a days into weeks."]],
        ["a/12", ["How many dozen are #a eggs?", "Convert #a months to years.", "How many years are #a months?", "Turn #a months into years."]],
      ] as const
    ).map(([program, wordings]): Variant => ({ program, wordings, distractors: false, values: (d) => ({ a: d.n(2, 60) }) })),
  },
  {
    name: "days-apart",
    variants: [
      {
        values: bigSmall,
        program: "a-b",
        wordings: [
          "How many days are there between [May|June|July|March] #b and the #a of the same month?",
          "@name left on day #b and came back on day #a. How many days was @he away?",
          "A [class|film|game] starts at minute #b and ends at minute #a. How many minutes does it last?",
          "School started in #b and closed in #a. How many years was it open?",
          "From the year #b to the year #a, how many years pass?",
        ],
      },
      {
        values: (d) => ({ a: d.n(2, 60), b: d.n(2, 40) }),
        program: "a+b",
        wordings: [
          "@name's vacation is #a days away. After that another #b days go by. How many days is that?",
          "@name worked #a hours on Monday and #b hours on Tuesday. How long did @he work?",
          "It took @name #a minutes to [walk|ride] to the @place and #b minutes to come back. How long was @he on the way?",
          "First #a minutes of sleep, then #b minutes more. How long is that?",
        ],
      },
      {
        values: (d) => ({ a: d.small(2, 20), b: d.small(1, 6) }),
        program: "a*7+b",
        wordings: [
          "The holiday is #a weeks and #b days away. How many days is that?",
          "@name stayed for #a weeks and #b days. How many days is that in all?",
          "How many days are #a weeks and #b days?",
          "Write #a weeks and #b days in days.",
        ],
      },
      {
        values: (d) => ({ a: d.small(1, 20), b: d.small(1, 59) }),
        program: "a*60+b",
        wordings: [
          "A film lasts #a hours and #b minutes. How many minutes is that?",
          "How many minutes are #a hours and #b minutes?",
          "@name slept for #a hours and #b minutes. How many minutes did @he sleep?",
          "Write #a hours and #b minutes in minutes.",
        ],
      },
    ],
  },
  {
    name: "rate-of-work",
    variants: [
      {
        values: product,
        program: "a*b",
        wordings: [
          "A machine makes #a @things [per|an|each] hour. How many @things does it make in #b hours?",
          "@name can [make|paint|pack] #a @things in one [hour|day]. How many can @he [make|paint|pack] in #b?",
          "A printer prints #a pages per minute. How many pages does it print in #b minutes?",
          "@name types #a words a minute. How many words does @he type in #b minutes?",
          "Working #b hours at #a @things an hour, what does a machine turn out?",
        ],
      },
      {
        values: quotient,
        program: "a/b",
        wordings: [
          "A machine makes #a @things in #b hours. How many does it make per hour?",
          "A machine makes #b @things an hour. How many hours does it need for #a @things?",
          "@name [made|packed|painted] #a @things in #b hours. How many did @he do each hour?",
          "How many minutes does a printer that prints #b pages a minute need for #a pages?",
          "If #a @things came out over #b hours, what was the hourly output?",
        ],
      },
      {
        values: (d) => {
          const b = d.small(2, 9);
          return { a: b * d.n(2, 20), b, c: d.small(2, 20) };
        },
        program: "a/b*c",
        wordings: [
          "A machine makes #a @things in #b hours. How many does it make in #c hours?",
          "@name [read|wrote|packed] #a @things in #b days. At that rate, how many in #c days?",
          "#b workers make #a @things a day. How many do #c workers make a day?",
          "Given #a in #b minutes, how many come in #c minutes?",
        ],
      },
      {
        values: (d) => ({ a: d.n(2, 30), b: d.small(2, 12), c: d.small(2, 12) }),
        program: "a*b*c",
        wordings: [
          "#b workers each make #a @things a day. How many @things do they make in #c days?",
          "@name [runs|swims|reads] #a minutes a day, #b days a week. How many minutes is that in #c weeks?",
          "There are #b @boxes with #c @boxes2 in each, and each of those has #a @things. How many @things are there?",
          "For #c days, #b @people each pick #a @things a day. How many are picked?",
        ],
      },
    ],
  },
  {
    name: "school-trip",
    variants: [
      {
        values: (d) => ({ a: d.small(2, 12), b: d.n(10, 40), c: d.small(2, 20) }),
        program: "a*b+c",
        wordings: [
          "#a buses took #b students each to the @place and #c teachers came too. How many people went?",
          "A school has #a classes of #b students and #c teachers. How many people is that?",
          "There are #a classes with #b @people each. #c more join. How many @people are there?",
          "With #a groups of #b and #c leaders, how many go on the trip?",
        ],
      },
      {
        values: (d) => ({ a: d.n(5, 60), b: d.n(5, 60), c: d.money(1, 12) }),
        program: "(a+b)*c",
        wordings: [
          "#a boys and #b girls each pay $#c for a ticket. How much do they pay in all?",
          "#a adults and #b children go to the @place. Each ticket costs $#c. What do they pay altogether?",
          "@name has #a @kind and #b @kind2 @things. @He sells each for $#c. How much money does @he get?",
          "If each of #a @people and #b @people2 gives #c dollars, how much is given?",
        ],
      },
      {
        values: (d) => {
          const b = d.n(2, 30);
          return { a: b + d.n(2, 40), b, c: d.small(2, 20) };
        },
        program: "(a-b)*c",
        wordings: [
          "@name had #a @things, kept #b and sold the rest for $#c each. How much money did @he get?",
          "Of #a @people #b did not come. The others paid $#c each. How much was paid?",
          "@name made #a @things. #b were bad. @He sold the good ones at $#c each. How much did @he earn?",
          "#a less #b @things go at $#c apiece. What is the return?",
        ],
      },
      {
        values: (d) => ({ a: d.small(2, 30), b: d.small(2, 20), c: d.small(2, 30), d: d.small(2, 20) }),
        program: "a*b-c*d",
        wordings: [
          "@name has #a @boxes of #b @things and @other has #c @boxes of #d @things. How many more @things does @name have?",
          "The first hall has #a rows of #b seats and the second has #c rows of #d seats. How many more seats does the first hall have?",
          "@name [earns|sells] #b a day for #a days and @other #d a day for #c days. How much more does @name get?",
          "Compare #a rows of #b with #c rows of #d. By how many is the first larger?",
        ],
      },
    ],
  },
  {
    name: "yes-or-no",
    variants: [
      {
        values: two,
        program: "gt(a, b)",
        wordings: [
          "@name has #a @things and @other has #b. Does @name have more @things than @other?",
          "Is #a [greater|larger|bigger|more] than #b?",
          "@name ran #a meters and @other ran #b meters. Did @name run farther?",
          "There are #a @people and #b chairs. Are there more @people than chairs?",
          "Does #a exceed #b?",
        ],
        distractors: false,
      },
      {
        values: two,
        program: "lt(a, b)",
        wordings: [
          "@name has #a @things and @other has #b. Does @name have fewer @things than @other?",
          "Is #a [less|smaller|lower] than #b?",
          "A @item costs $#a and @name has $#b. Is the price lower than what @he has?",
          "Does #a lie below #b?",
        ],
        distractors: false,
      },
      {
        values: (d) => {
          const a = d.n(2, 99);
          return { a, b: d.chance(0.5) ? a : d.n(2, 99) };
        },
        program: "eq(a, b)",
        wordings: [
          "Is #a equal to #b?",
          "Are #a and #b the same number?",
          "@name has #a @things and @other has #b. Do they have the same number of @things?",
          "Does #a match #b?",
        ],
        distractors: false,
      },
      {
        values: (d) => ({ a: d.n(10, 99), b: d.money(1, 12), c: d.small(2, 9) }),
        program: "lt(a, b*c)",
        wordings: [
          "@name has $#a. @He wants #c @things at $#b each. Is that more than @he can pay?",
          "#c @things cost $#b each. Is the total more than $#a?",
          "Do #c tickets at $#b each cost more than $#a?",
          "At $#b apiece, will #c @things go over $#a?",
        ],
        distractors: false,
      },
      {
        values: two,
        program: "max(a, b)",
        wordings: [
          "Which is [larger|greater|bigger], #a or #b?",
          "@name has #a @things and @other has #b. How many does the one with more have?",
          "What is the [larger|greater] of #a and #b?",
          "Name the top number: #a or #b?",
        ],
        distractors: false,
      },
      {
        values: two,
        program: "min(a, b)",
        wordings: [
          "Which is [smaller|less|lower], #a or #b?",
          "What is the [smaller|lower] of #a and #b?",
          "A @item costs $#a in one shop and $#b in another. What is the lowest price?",
          "Name the bottom number: #a or #b?",
        ],
        distractors: false,
      },
    ],
  },
  {
    name: "fraction-of",
    variants: [
      {
        values: (d) => {
          const c = d.small(2, 9);
          return { a: c * d.n(2, 30), b: d.prng.integer(1, c), c };
        },
        program: "a*b/c",
        wordings: [
          "@name has #a @things. #b/#c of them are @kind. How many @things are @kind?",
          "#b/#c of the #a @people are at the @place. How many is that?",
          "@name gave #b/#c of @his #a @things to @other. How many @things did @he give?",
          "A @box of #a @things is #b/#c @kind. How many @kind @things are in it?",
        ],
      },
      {
        values: (d) => {
          const c = d.small(3, 9);
          return { a: c * d.n(2, 30), b: d.prng.integer(1, c - 1), c };
        },
        program: "a-a*b/c",
        wordings: [
          "@name had #a @things and [ate|sold|lost|used] #b/#c of them. How many @things are left?",
          "Of #a @people, #b/#c went home. How many stayed?",
          "@name spent #b/#c of @his $#a. How much is left?",
          "When #b/#c of #a @things are gone, what stays?",
        ],
      },
      {
        values: (d) => ({ a: 4 * d.n(2, 40) }),
        program: "a/4",
        wordings: [
          "@name gave a quarter of @his #a @things to @other. How many @things did @he give?",
          "What is a quarter of #a?",
          "A [quarter|fourth] of the #a @people are late. How many is that?",
          "@name keeps a quarter of #a @things. How many is that?",
        ],
      },
      {
        values: (d) => ({ a: 3 * d.n(2, 40) }),
        program: "a/3",
        wordings: [
          "@name gave a third of @his #a @things to @other. How many @things did @he give?",
          "What is a third of #a?",
          "A third of the #a @people are late. How many is that?",
          "@name keeps a third of #a @things. How many is that?",
        ],
      },
    ],
  },
  {
    name: "weights",
    variants: [
      {
        values: (d) => ({ a: d.tenth(1, 60), b: d.tenth(1, 60) }),
        program: "a+b",
        wordings: [
          "A @fruit weighs #a [kg|grams|pounds] and a @fruit2 weighs #b. What do they weigh together?",
          "@name's bag weighs #a kg and @other's weighs #b kg. What is the total weight?",
          "@name poured #a liters of water and then #b liters more. How many liters is that?",
          "Put #a kg and #b kg on the scale. What does it show?",
        ],
      },
      {
        values: bigSmall,
        program: "a-b",
        wordings: [
          "A @fruit weighs #a grams and a @fruit2 weighs #b grams. How much heavier is the @fruit?",
          "A full @box weighs #a kg. Empty it weighs #b kg. What do the @things in it weigh?",
          "@name is #a cm tall and @other is #b cm tall. How much taller is @name?",
          "A rope was #a meters long. @name cut off #b meters. How long is it now?",
          "A tank with #a liters loses #b. How much does it keep?",
        ],
      },
      {
        values: (d) => ({ a: d.tenth(1, 30), b: d.small(2, 20) }),
        program: "a*b",
        wordings: [
          "One @fruit weighs #a kg. What do #b of them weigh?",
          "Each @box weighs #a kg. How heavy are #b @boxes?",
          "A glass holds #a liters. How much do #b glasses hold?",
          "What is the mass of #b @things of #a grams each?",
        ],
      },
      {
        values: quotient,
        program: "a/b",
        wordings: [
          "A rope #a meters long is cut into #b equal pieces. How long is each piece?",
          "A rope #a meters long is cut into pieces of #b meters. How many pieces are there?",
          "#b @boxes weigh #a kg. What does each weigh?",
          "#a liters are poured into bottles of #b liters. How many bottles are filled?",
          "Cut #a cm of ribbon in #b like parts. What does a part measure?",
        ],
      },
    ],
  },
  {
    name: "temperature",
    variants: [
      {
        values: (d) => ({ a: d.small(1, 40), b: d.small(1, 30) }),
        program: "a+b",
        wordings: [
          "It was #a degrees in the morning. By noon it was #b degrees warmer. What was the temperature at noon?",
          "The temperature was #a degrees and rose by #b degrees. What is it now?",
          "At night it was #a degrees, #b degrees colder than at noon. What was it at noon?",
          "From #a degrees it warmed by #b. What does it read?",
        ],
      },
      {
        values: (d) => ({ a: d.small(1, 40), b: d.small(1, 40) }),
        program: "a-b",
        wordings: [
          "The temperature was #a degrees and fell by #b degrees. What is it now?",
          "It was #a degrees at noon. At night it was #b degrees colder. What was the temperature at night?",
          "It is #a degrees. What will it be if it drops #b degrees?",
          "Cooling by #b degrees from #a, where does it end?",
        ],
      },
      {
        values: (d) => ({ a: d.small(1, 30), b: d.small(1, 30) }),
        program: "a+b",
        wordings: [
          "It was -#a degrees in the morning and #b degrees at noon. By how many degrees did it rise?",
          "The temperature rose from -#a to #b degrees. How much did it rise?",
          "What is the difference between #b degrees and -#a degrees?",
          "Going from -#a up to #b, how many degrees is that?",
        ],
        distractors: false,
      },
    ],
  },
  {
    name: "profit",
    variants: [
      {
        values: (d) => {
          const b = d.money(2, 40);
          return { a: Math.ceil(Number(b)) + d.small(1, 60), b };
        },
        program: "a-b",
        wordings: [
          "@name bought a @item for $#b and sold it for $#a. How much profit did @he make?",
          "A shop buys a @item at $#b and sells it at $#a. What is the profit?",
          "@name sells @things for $#a that cost @him $#b to make. How much does @he gain?",
          "Sold at $#a, bought at $#b: what was earned on the @item?",
        ],
      },
      {
        values: (d) => {
          const b = d.small(1, 20);
          return { a: b + d.small(1, 20), b, c: d.n(2, 40) };
        },
        program: "(a-b)*c",
        wordings: [
          "@name bought #c @things at $#b each and sold them at $#a each. How much profit did @he make?",
          "A shop buys @things for $#b and sells them for $#a each. What is the profit on #c @things?",
          "Each @thing costs $#b to make and sells for $#a. How much is earned on #c of them?",
          "On #c @things bought at #b and sold at #a dollars each, what is the gain?",
        ],
      },
      {
        values: (d) => ({ a: d.n(2, 40), b: d.small(2, 20), c: d.small(2, 50) }),
        program: "a*b-c",
        wordings: [
          "@name sold #a @things at $#b each. The stand cost $#c. How much money did @he make after that?",
          "@name works #a hours at $#b an hour and pays $#c for the bus. How much does @he keep?",
          "@name earned #b dollars for each of #a cars @he washed and spent #c dollars on soap. How much did @he keep?",
          "Taking in $#b for each of #a @things but paying $#c rent, what does @name keep?",
        ],
      },
    ],
  },
  {
    name: "farm",
    variants: [
      {
        values: (d) => ({ a: d.n(2, 40), b: d.n(2, 40) }),
        program: "a*4+b*2",
        wordings: [
          "A farm has #a [cows|pigs|horses|sheep] and #b [chickens|ducks|hens]. How many legs do they have in all?",
          "There are #b [chickens|ducks|hens] and #a [cows|pigs|horses] on the farm. How many legs are there?",
          "@name counts the legs of #a dogs and #b birds. How many legs are there?",
          "What is the number of legs of #a goats and #b geese?",
        ],
        distractors: false,
      },
      {
        values: (d) => ({ a: d.n(2, 40), b: d.small(2, 12), c: d.small(2, 30) }),
        program: "a*b*c",
        wordings: [
          "Each of #a hens lays #b eggs a week. How many eggs do they lay in #c weeks?",
          "A farm has #a cows. Each gives #b liters of milk a day. How much milk is that in #c days?",
          "#a trees have #b branches each with #c apples on every branch. How many apples are there?",
          "How many eggs come from #a hens over #c weeks at #b eggs a week each?",
        ],
      },
      {
        values: (d) => ({ a: d.n(2, 50), b: d.small(2, 30) }),
        program: "a*b",
        wordings: [
          "A farmer plants #b rows of [corn|trees|beans] with #a in each row. How many does he plant?",
          "There are #b rows of #a chairs. How many chairs are there?",
          "An orchard has #b rows with #a trees in each. How many trees does it have?",
          "In #b lines stand #a trees each. How many trees stand there?",
        ],
      },
      {
        values: quotient,
        program: "a/b",
        wordings: [
          "A farmer plants #a trees in #b equal rows. How many trees are in each row?",
          "#a chairs stand in rows of #b. How many rows are there?",
          "@name plants #a seeds, #b in each row. How many rows does @he plant?",
          "How long is a row if #a bushes stand in #b equal rows?",
        ],
      },
    ],
  },
  {
    name: "missing-part",
    variants: [
      {
        values: loseTwo,
        program: "a-b-c",
        wordings: [
          "There are #a @things. #b are @kind, #c are @kind2 and the rest are @kind3. How many are @kind3?",
          "@name, @other and @third have #a @things together. @name has #b and @other has #c. How many does @third have?",
          "Of #a @people #b are boys and #c are girls, and the others are adults. How many adults are there?",
          "#a @things fill the @box: #b @kind, #c @kind2 and some @kind3. How many @kind3 ones are there?",
        ],
        distractors: false,
      },
      {
        values: bigSmall,
        program: "a-b",
        wordings: [
          "There are #a @people at the @place. #b of them are girls. How many are boys?",
          "@name has #a @things. #b are @kind and the [rest|others] are @kind2. How many are @kind2?",
          "@name and @other have #a @things together. @name has #b. How many @things does @other have?",
          "#a @things are either @kind or @kind2. If #b are @kind, how many are @kind2?",
        ],
      },
      {
        values: (d) => {
          const c = d.small(2, 8);
          return { a: d.n(5, 20) * c + d.small(1, 9), b: c, c: d.n(2, 5) };
        },
        program: "a-b*c",
        wordings: [
          "@name has #a @things. @He gives #c @things to each of #b @people. How many @things does @he have left?",
          "There are #a @things. #b @people take #c each. How many are left?",
          "From #a liters @name fills #b bottles with #c liters each. How many liters remain?",
          "Out of #a @things, #b sets of #c are taken. How many are not taken?",
        ],
      },
    ],
  },
  // Held out: none of these situations is ever trained on.
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
