// Word problems about rectangles, recipes, saving, units of time and days apart.

import { bigSmall, quotient, three } from "./variant.ts";
import type { Situation, Variant } from "./variant.ts";

export const MEASURES: readonly Situation[] = [
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
];
