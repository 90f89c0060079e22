// Word problems put together from clauses: many verbs and orders of telling for the commonest meanings. Training only; the
// splits that hold out wordings are drawn from the written ones (situations/), so no story is ever tested.
// {name:a} is a clause of story-parts.ts about the number #a, {x|y} a free choice; the rest is as in situations/.

import type { Draw } from "./example.ts";
import { bigSmall, loseTwo, product, quotient, three, two, type Variant } from "./situations/variant.ts";
import { STORY_PARTS } from "./story-parts.ts";

const left: Variant["values"] = (d) => { const b = d.n(2, 30); const c = d.n(2, 30); return { a: b + d.n(1, 60), b, c }; };
const bill: Variant["values"] = (d) => { const b = d.small(2, 9); const c = d.n(2, 20); return { a: b * c + d.n(1, 60), b, c }; };
const packs: Variant["values"] = (d) => ({ a: d.n(2, 30), b: d.small(2, 15), c: d.n(1, 40) });
const packsLess: Variant["values"] = (d) => { const a = d.n(2, 30); const b = d.small(2, 15); return { a, b, c: d.n(1, a * b - 1) }; };
const uneven: Variant["values"] = (d) => ({ a: d.n(12, 300), b: d.small(3, 15) });
const dealt: Variant["values"] = (d) => { const c = d.small(2, 12); const b = d.n(2, 40); return { a: b + c * d.n(2, 30), b, c }; };
const gathered: Variant["values"] = (d) => { const c = d.small(2, 9); const sum = c * d.n(3, 40); const a = d.n(1, sum - 1); return { a, b: sum - a, c }; };
const percentage: Variant["values"] = (d) => ({ a: d.small(2, 60) * 10, b: d.small(1, 9) * 10 });
const fourNumbers: Variant["values"] = (d) => { const c = d.n(2, 30); const e = d.n(2, 30); return { a: c + d.n(1, 50), b: e + d.n(1, 50), c, d: e }; };

export const STORIES: readonly Variant[] = [
  { program: "a-b", values: bigSmall, wordings: [
    "{had:a}. {afterwards} @he {lose:b}. {askleft}", "{had:a}. @he {lose:b}. {askleft}", "{had:a}, and {afterwards} @he {lose:b}. {askleft}", "{had:a}. {gone:b}. {askleft}", "{had:a}, but {gone:b}. {askleft}",
    "@name {lose:b}. Before that @he had #a @things. {askleft}", "{afterwards} {gone:b}. Before that @name had #a @things. {askleft}", "How many @things does @name have left if @he had #a and {lose:b}?", "How many @things are left if @name had #a of them and {gone:b}?",
    "@name had #a @things until @he {lose:b}. {askleft}", "Of the #a @things that @name {had|owned|bought|picked}, {gone:b}. {askleft}", "If @name {lose:b} out of #a @things, {how many are left|what remains|how many does @he keep}?", "@name, who had #a @things, {lose:b}. {askleft}",
    "I had #a @things. {afterwards} I {lose:b}. How many @things do I have {left|now}?", "{afterwards} @name {lose:b}. There had been #a @things. {askleft}", "@name's #a @things: #b are {gone|lost|sold|broken|used up|eaten}. {askleft}",
    "{had:a}. @he wants to keep all but #b. How many @things does @he {want to keep|keep}?", "@name needs #a @things and has #b {already|so far|of them}. How many {more does @he need|are still missing|@things does @he lack}?", "@name wants #a @things. So far @he {has|made|found|bought} #b. How many {more must @he get|are to come|are missing}?",
    "{were:a}. {afterwards} {left:b}. {askpeople}", "{were:a}, but {left:b}. {askpeople}", "How many @people are {left|there now} if there were #a and {left:b}?", "{left:b} of the #a @people. {askpeople}",
    "{money:a}. @he {spent:b}. {askmoney}", "{money:a} and {afterwards} {spent:b}. {askmoney}", "@name {spent:b}. Before, @he had $#a. {askmoney}", "@name paid for a @item of $#b with $#a. {How much change did @he get|What change is due|How much did @he get back}?", "If @name has $#a and {spent:b}, how much {is left|does @he have left}?",
    "#a @things were in the @box. {gone:b}. {askleft}", "The @box held #a @things. @name took out #b. How many @things {are still in the @box|does the @box hold now|stay in it}?", "#a of the @things are {old or new|@kind or @kind2}. #b are {old|new|@kind}. How many are {not|the others}?", "A @box of #a @things has #b @kind ones. The {rest|others} are @kind2. How many are @kind2?",
  ] },
  { program: "a+b", values: two, wordings: [
    "{had:a}. {afterwards} @he {gain:b}. {asknow}", "{had:a}. @he {gain:b}. {asknow}", "{had:a}. {came:b}. {asknow}", "{had:a}, and {came:b}. {asknow}", "{afterwards} @name {gain:b}. Before, @he had #a @things. {asknow}", "How many @things does @name have {now|in all|altogether} if @he had #a and {gain:b}?",
    "I had #a @things and {afterwards} I {gain:b}. How many @things do I have {now|in all}?", "{came:b} to @name, who had #a @things. {asknow}", "@name already had #a @things when @he {gain:b}. {asknow}", "On top of #a @things, @name {gain:b}. {asknow}",
    "{were:a}. {afterwards} {joined:b}. {askpeople}", "{were:a}, and {joined:b}. {askpeople}", "How many @people are there if there were #a and {joined:b}?",
    "{has:a} and {hasother:b}. How many do they have {together|in all|altogether|in total|between them}?", "@name has #a @things. @other has #b @things. {How many @things do they have together|How many @things do both have|What do they have in all|Find their total}?", "Together with @other's #b, how many @things are @name's #a?",
    "{money:a}. {afterwards} @he {earned|got|found|was given} $#b. How much money does @he have {now|in all}?", "@name {spent:b}. Now @he has $#a left. {How much did @he have before|How much money did @he have at first|With how much did @he start}?",
    "@name {lose:b}. Now @he has #a @things left. {askfirst}", "After @name {lose:b}, #a @things {were left|remained}. {askfirst}", "@name has #a @things after @he {lose:b}. {askfirst}", "{gone:b}, and @name still had #a @things. {askfirst}", "@name had some @things. @he {lose:b}. Now there are #a. {askfirst}", "@name {had|bought|picked} some @things. {gone:b} and #a {are left|remain|stayed}. {askfirst}",
    "Some @people were at the @place. {left:b}, and #a {stayed|are left|remained}. How many @people were there {at first|before|in the beginning}?", "@name has #a @things. @other has #b more than @name. How many @things does @other have?", "@other has #b more @things than @name, who has #a. How many does @other have?", "@name has #a @things, which is #b {fewer|less} than @other has. How many @things does @other have?", "#a @things are @kind and #b are @kind2. {How many are there in all|How many @things is that|Find the total}?",
    "There were #a @kind and #b @kind2 @things in the @box. {How many @things were in the @box|How many @things did it hold|How many were there together}?", "@name walked #a {miles|meters|blocks} to the @place and then #b {miles|meters|blocks} home. How {far did @he walk|long was the way} in all?",
  ] },
  { program: "a-b", values: bigSmall, wordings: [
    "@name {gain:b}. Now @he has #a @things. {askfirst}", "After @name {gain:b}, @he had #a @things. {askfirst}", "@name has #a @things after @he {gain:b}. {askfirst}", "@name had some @things. {came:b}, and now @he has #a. {askfirst}", "{came:b}. That makes #a @things for @name. {askfirst}",
    "Some @people were at the @place. Then {joined:b}, which made #a. How many @people were there {at first|before}?", "{had:a}. {afterwards} some {were lost|broke|were sold|were eaten|were given away}. #b {are left|remain|are still there}. How many {were lost|are gone|@things were that}?", "{had:a}. @he {gave some to @other|sold some|lost some|ate some|used some}. Now @he has #b. How many {did @he lose|were those|@things are gone}?",
    "@name had #b @things. {afterwards} @he {bought|got|found|was given} some more. Now @he has #a. How many {did @he get|more @things are these|were added}?", "There were #b @people at the @place. Some more {came|arrived|got on}. Now there are #a. How many {came|are new|arrived}?", "{were:a}. Some {left|went home|got off}. #b are {left|still there}. How many {left|went away}?",
    "@name has #a @things and @other has #b. How many more @things does @name have than @other?", "@name has #a @things and @other has #b. How many fewer does @other have than @name?", "@other has #b @things. @name has #a. How many more does @name have?", "@other has #b @things and @name #a. By how many does @name beat @other?", "How many more @things has @name, who has #a, than @other, who has #b?", "@name {made|read|sold|found|picked} #a @things, but @other only #b. What is the difference?",
    "@name has #a @things, which is #b more than @other has. How many @things does @other have?", "@name has #b more @things than @other. @name has #a. How many has @other?", "@other has #b fewer @things than @name. @name has #a. How many @things does @other have?", "@name has #a @things. @other has #b fewer. How many @things does @other have?", "#a @things are @kind and #b are @kind2. How many more are @kind than @kind2?", "#b @things are @kind2 and #a are @kind. How many more @kind ones than @kind2 ones are there?",
    "A @item costs $#a and a @item2 $#b. How much {more does the @item cost|dearer is the @item|do I save with the @item2}?", "A @item that cost $#a is now $#b. By how much did {the price fall|it get cheaper}?", "A @item {sells for|goes for} $#a and cost $#b to make. What is the {gain|profit}?", "@name and @other have #a @things {together|in all|between them}. @name has #b. How many has @other?", "Of #a @people #b are {boys|children|men}. How many are {girls|adults|women}?", "The @item {weighs|is} #a {kg|pounds|cm}, the @item2 #b. How much {heavier|longer|more} is the @item?",
    "@name is #a years old and @other #b. How many years older is @name?", "@other is #b. @name is #a years old. How many years lie between them?", "@name was born #a years ago, @other #b years ago. How much younger is @other?",
  ] },
  { program: "a-b-c", values: loseTwo, wordings: [
    "{had:a}. {afterwards} @he {lose:b}. {afterwards} @he {lose:c}. {askleft}", "{had:a}. @he {lose:b} and {lose:c}. {askleft}", "{had:a}. {gone:b} and {gone:c}. {askleft}", "{had:a}. {gone:b}, and {afterwards} @he {lose:c}. {askleft}", "How many @things does @name have left if @he had #a, {lose:b} and {lose:c}?", "@name {lose:b} and {lose:c}. Before that @he had #a @things. {askleft}",
    "{were:a}. {left:b}. {afterwards} {left:c}. {askpeople}", "{money:a}. @he {spent:b} and {spent:c}. {askmoney}", "{money:a}. {afterwards} @he {spent:b}. {afterwards} @he {spent:c}. {askmoney}", "@name {spent:b} and {spent:c}. How much of $#a is left?", "#a @things are @kind, @kind2 or @kind3. #b are @kind and #c are @kind2. How many are @kind3?", "@name wants #a @things. @he has #b and @other brings #c. How many are {missing|still needed}?",
  ] },
  { program: "a-b+c", values: left, wordings: [
    "{had:a}. @he {lose:b}. {afterwards} @he {gain:c}. {asknow}", "{had:a}. @he {lose:b} and {gain:c}. {asknow}", "{had:a}. {gone:b}. {came:c}. {asknow}", "{were:a}. {left:b}, and {joined:c}. {askpeople}", "{were:a}. {afterwards} {left:b} and {joined:c}. {askpeople}", "{money:a}. @he {spent:b}. {afterwards} @he {earned|got|found} $#c. How much does @he have now?", "@name {lose:b} of @his #a @things and {gain:c}. {asknow}", "How many @things does @name have now if @he had #a, {lose:b} and {gain:c}?",
    "@name {gain:c} after @he {lose:b}. At first @he had #a @things. {asknow}", "{had:a}. {afterwards} @he {gain:c}, but {gone:b}. {asknow}", "{were:a}. {joined:c}. {afterwards} {left:b}. {askpeople}",
  ] },
  { program: "a+b+c", values: three, wordings: [
    "{had:a}. @he {gain:b} and {gain:c}. {asknow}", "{had:a}. {came:b}. {afterwards} @he {gain:c}. {asknow}", "@name has #a @things, @other #b and @third #c. How many do they have {together|in all|altogether}?", "{were:a}. {joined:b}. {afterwards} {joined:c}. {askpeople}", "@name {lose:b} and {lose:c}. Now @he has #a @things left. {askfirst}", "After @name {lose:b} and {lose:c}, #a @things {were left|remained}. {askfirst}", "#a @things are @kind, #b are @kind2 and #c are @kind3. How many are there {in all|altogether}?", "@name {spent:a}, {spent:b} and {spent:c}. How much {is that in all|did @he spend}?",
  ] },
  { program: "a*b", values: product, wordings: [
    "{groups:b}. {each:a}. {askall}", "{groups:b}, and {each:a}. {askall}", "{each:a}. {groups:b}. {askall}", "{each:a}. How many @things are in #b @boxes?", "How many @things are in #b @boxes {if|when} {each:a}?", "How many @things are in #b @boxes with #a in each?", "#b @boxes of #a @things {make how many @things|are how many @things|hold how many @things in all}?", "@name has #b @boxes with #a @things {each|in each|per @box|apiece}. {askall}",
    "Each of #b @people {brings|gets|has|needs|eats|finds|makes} #a @things. How many @things {is that|are there in all|is that in total}?", "#b @people {bring|get|have|need|make} #a @things each. {askall}", "A @item costs $#a. How much {do #b of them cost|must @name pay for #b|do #b cost}?", "@name buys #b {of them|tickets|pies|cups} at $#a {each|apiece|a piece}. What {does @he pay|is the price|do they cost}?", "@name {makes|reads|sells|writes|packs} #a @things {a day|every day|an hour|each hour}. How many in #b {days|hours}?",
    "In #b {days|hours|weeks}, how many @things does @name {make|read|sell} at #a {a day|an hour|a week}?", "For #b {days|weeks} @name {made|read|sold|ate} #a @things {each day|every week}. {askall}", "A {car|train|bike|ship} goes #a {miles|km} {an hour|every hour}. How far does it {go|get} in #b hours?", "@name has #a @things. @other has #b times as many. How many @things does @other have?", "@other has #b times as many @things as @name, who has #a. How many has @other?", "There are #b rows with #a {seats|chairs|trees|@things} {each|in each|in every row}. How many {seats|chairs|trees|@things} is that?", "@name earns $#a {an hour|a day}. How much does @he earn in #b {hours|days}?",
  ] },
  { program: "a*b+c", values: packs, wordings: [
    "{groups:b}. {each:a}. There are #c more @things. {askall}", "@name has #b @boxes of #a @things and #c {loose ones|single ones|more}. {askall}", "@name has #c @things. @he buys #b @boxes of #a. {asknow}", "{had:c}. {afterwards} @he bought #b @boxes with #a @things each. {asknow}", "{each:a}. @name has #b @boxes and #c @things that {are in none|lie beside them}. {askall}", "@name had $#c. {afterwards} @he {earned|got} $#a {a day|a week} for #b {days|weeks}. How much money does @he have {now|in the end}?",
  ] },
  { program: "a*b-c", values: packsLess, wordings: [
    "{groups:b}. {each:a}. {gone:c}. {askleft}", "{groups:b}. {each:a}. @name {lose:c}. {askleft}", "@name has #b @boxes of #a @things and {lose:c}. {askleft}", "{each:a}. There were #b @boxes. {afterwards} {gone:c}. {askleft}", "@name {earned|got} $#a {a day|a week} for #b {days|weeks} and {spent:c}. {askmoney}", "@name needs #b @boxes of #a @things but has only #c. How many @things are {missing|still needed}?",
  ] },
  { program: "a-b*c", values: bill, wordings: [
    "{money:a}. @he bought #b {of them|tickets|cups} at $#c each. {askmoney}", "{money:a}. {afterwards} @he bought #b {tickets|pies} for $#c {each|apiece}. {askmoney}", "@name bought #b {tickets|books|pies} at $#c {each|apiece} and paid with $#a. {How much change did @he get|What change did @he get}?", "{had:a}. @he gave #b {friends|@people} #c @things each. {askleft}", "{had:a}. @he {filled|packed} #b @boxes with #c @things {each|in each}. How many @things {are left|did not fit|are left over}?", "@name has #a @things and uses #c {a day|every day}. How many are left after #b days?", "{had:a}. Every day for #b days @he {ate|used|sold|read} #c. {askleft}",
  ] },
  { program: "a/b", values: quotient, wordings: [
    "@name {shares|divides|splits} #a @things {equally|evenly} among #b {friends|@people|children}. How many {does each get|are there for each}?", "#b {friends|children|@people} share #a @things {equally|evenly|fairly}. How many {does each get|@things does each of them get}?", "@name puts #a @things {into|in} #b @boxes, {the same number in each|as many in each}. How many {are in each @box|@things go into one @box}?", "{had:a}. @he {put|packed|divided} them {evenly|equally} into #b @boxes. How many {are in each|does one @box hold}?",
    "How many @things does each of #b @people get if they share #a {equally|evenly}?", "@name packs #a @things in @boxes of #b. How many @boxes {does @he need|are there|are filled}?", "{each:b}. How many @boxes {are needed for|hold|does @name need for} #a @things?", "#a @things are to go into @boxes. {each:b}. How many @boxes are {needed|filled}?", "@name has #a @things and gives #b to each {friend|child}. How many {friends|children} get {some|them}?", "With #a @things, how many {bags|boxes|sets} of #b can @name make?",
    "#b @boxes hold #a @things. How many @things {are in one|does each hold|are in each}?", "#b {of them|tickets|pies} cost $#a. How much {is one|does one cost|is each}?", "@name paid $#a for #b {tickets|books|pies}. What {did each cost|was the price of one}?", "One {ticket|pie|book} costs $#b. How many can @name buy {for|with} $#a?", "@name {made|read|sold|ate} #a @things in #b days, {the same number each day|as many every day}. How many {a day|each day|per day}?", "@name {makes|reads|uses|eats} #b @things {a day|each day}. How many days {do #a @things last|does @he need for #a @things|will #a take}?",
    "A {car|train|ship} goes #a {miles|km} in #b hours. How {far does it go in one hour|fast is it}?", "At #b {miles|km} an hour, how {long|many hours} does a way of #a {miles|km} take?", "@name has #a @things, which is #b times as many as @other has. How many has @other?", "@name has #b times as many @things as @other. @name has #a. How many @things does @other have?", "#a {seats|chairs|trees} stand in #b {equal rows|rows of the same length}. How many {are in a row|does each row have}?", "@name earned $#a in #b {hours|days}. How much {was that an hour|is that each|did one bring}?",
  ] },
  { program: "mod(a, b)", values: uneven, wordings: [
    "@name {packs|puts} #a @things into @boxes of #b. How many {are left over|do not fill a @box|remain}?", "{each:b}. @name has #a @things and fills as many @boxes as @he can. How many @things are left over?", "#b {friends|@people} share #a @things {equally|evenly}. How many are left over?", "@name gives #b @things to each {child|friend} until {there are too few|it cannot go on}. How many of the #a are left over?",
  ] },
  { program: "div(a, b)", values: uneven, wordings: [
    "@name {packs|puts} #a @things into @boxes of #b. How many full @boxes {are there|does @he get|does that make}?", "{each:b}. How many @boxes can be filled {to the top|completely} with #a @things?", "How many whole {sets|packs} of #b can @name make {from|out of} #a @things?", "{had:a}. @he needs #b for each {kite|cake|necklace|poster}. How many whole {kites|cakes|necklaces|posters} can @he make?",
  ] },
  { program: "(a-b)/c", values: dealt, wordings: [
    "{had:a}. @he {lose:b} and {shared|divided} the rest {equally|evenly} among #c {friends|@people}. How many did each get?", "{had:a}. {gone:b}. The rest @he packed in #c @boxes, as many in each. How many {are in each|does one hold}?", "@name wants $#a and has $#b. @he saves $#c {a week|a day|a month}. How {long must @he save|many weeks does it take|many days does it take}?", "After @name {lose:b} of @his #a @things, @he put the others in @boxes of #c. How many @boxes did @he {need|fill}?",
  ] },
  { program: "(a+b)/c", values: gathered, wordings: [
    "@name has #a @things and @other has #b. They {share|divide} them {equally|evenly} among #c {friends|@people}. How many does each get?", "{had:a}. @he {gain:b} and packed all in @boxes of #c. How many @boxes did @he {need|fill}?", "#a @kind and #b @kind2 @things are put into #c @boxes, as many in each. How many are in each @box?",
  ] },
  { program: "(a+b)*c", values: packs, wordings: [
    "Each @box holds #a @kind and #b @kind2 @things. How many @things are in #c @boxes?", "@name {makes|eats|sells} #a @things in the morning and #b in the {afternoon|evening} every day. How many is that in #c days?", "@name and @other get $#c {an hour|each time}. @name works #a {hours|times} and @other #b. How much do they get {together|in all}?", "A @item costs $#a and a @item2 $#b. @name buys #c of each. {How much does @he pay|What do they cost}?",
  ] },
  { program: "a*b/100", values: percentage, wordings: [
    "#b {%|percent} of the #a @people {came|are children|left|wear hats}. How many {is that|@people are these}?", "Of #a @things, #b {%|percent} are @kind. How many @things are @kind?", "@name sold #b {%|percent} of @his #a @things. How many did @he sell?",
  ] },
  { program: "a-a*b/100", values: percentage, wordings: [
    "A @item of $#a {is sold|goes} for #b {%|percent} less. What {does it cost now|is the new price}?", "The price of $#a {falls|drops|goes down} by #b {%|percent}. What is the new price?", "@name lost #b {%|percent} of @his #a @things. {askleft}", "With #b {%|percent} off, what does a @item of $#a cost?",
  ] },
  { program: "a+a*b/100", values: percentage, wordings: [
    "A @item of $#a {gets|becomes} #b {%|percent} {dearer|more expensive}. What {does it cost now|is the new price}?", "The price of $#a {goes up|rises|grows} by #b {%|percent}. What is the new price?", "To a bill of $#a comes a tax of #b {%|percent}. How much is {it in all|to be paid}?", "@name earned $#a and gets #b {%|percent} more {now|this year}. How much does @he earn now?",
  ] },
  { program: "a-c", values: fourNumbers, wordings: [
    "@name had #a @things and #b @things2. @he {gave away|lost|sold|used|ate} #c @things and #d @things2. How many @things does @he have left?", "@name has #a @kind @things and #b @kind2 ones. #c @kind and #d @kind2 ones {are lost|are sold|break}. How many @kind @things are {left|there now}?", "There were #a @things and #b @things2 in the @box. @other took #c @things and #d @things2. How many @things {are left|stayed}?",
  ] },
  { program: "b-d", values: fourNumbers, wordings: [
    "@name had #a @things and #b @things2. @he {gave away|lost|sold|used|ate} #c @things and #d @things2. How many @things2 does @he have left?", "@name has #a @kind @things and #b @kind2 ones. #c @kind and #d @kind2 ones {are lost|are sold|break}. How many @kind2 @things are {left|there now}?", "There were #a @things and #b @things2 in the @box. @other took #c @things and #d @things2. How many @things2 {are left|stayed}?",
  ] },
];

/** `wording` with its clauses and choices drawn. */
export function tell(draw: Draw, wording: string): string {
  return wording.replaceAll(/\{([^{}]*)\}/g, (_, slot: string) => {
    if (slot.includes("|")) return draw.pick(slot.split("|"));
    const [name = "", variable] = slot.split(":");
    const clause = draw.pick(STORY_PARTS[name] ?? []);
    return variable === undefined ? clause : clause.replaceAll("#n", `#${variable}`);
  });
}
