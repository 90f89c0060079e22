// Word problems about travel, percentages, averages, ages, pages and buses.

import { bigSmall, quotient, three, two } from "./variant.ts";
import type { Situation } from "./variant.ts";

export const RATES: readonly Situation[] = [
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
];
