// Clauses that stories are put together from. "#n" is the number of the clause; "@name" does what is done.
// A slot such as {lose:b} takes one of `lose` with #n = #b.

export const STORY_PARTS: Readonly<Record<string, readonly string[]>> = {
  // What somebody had, as a main clause.
  had: [
    "@name had #n @things", "@name started with #n @things", "@name began with #n @things", "@name owned #n @things", "@name bought #n @things",
    "@name picked #n @things", "@name made #n @things", "@name counted #n @things", "@name collected #n @things", "@name got #n @things from @other",
    "@name brought #n @things to the @place", "@name packed #n @things", "@name kept #n @things in a @box", "@name found #n @things", "@name ordered #n @things",
    "There were #n @things in @name's bag", "There were #n @things on @name's desk", "@name's @box held #n @things", "@name was given #n @things",
    "At first @name had #n @things", "In the morning @name had #n @things", "@name took #n @things along", "@name carried #n @things", "@name has #n @things",
    "@name received #n @things", "@name won #n @things", "@name had saved #n @things", "@name filled a @box with #n @things", "@name came with #n @things",
  ],
  // What somebody then did with some of them.
  lose: [
    "gave #n of them to @other", "gave away #n", "gave #n @things to @other", "lost #n", "lost #n of them", "sold #n", "sold #n of them", "sold #n @things to @other",
    "ate #n", "ate #n of them", "used #n", "used up #n of them", "used #n @things at school", "threw away #n", "threw #n of them out", "broke #n", "broke #n of them by accident",
    "dropped and broke #n", "mailed #n of them to @other", "handed #n to @other", "handed out #n", "lent #n to @other", "returned #n to the @place", "took #n back",
    "left #n at the @place", "misplaced #n", "shared #n with @other", "passed #n on to @other", "let @other have #n", "parted with #n", "removed #n", "burned #n",
    "put #n away in another @box", "spent #n", "traded #n away", "donated #n", "sent #n to @his sister", "gave back #n", "wasted #n", "dropped #n into the lake",
    "mailed #n", "gave #n to @his brother and kept the rest", "took out #n", "tore up #n", "gave out #n to friends", "shipped #n to a customer",
  ],
  // The same seen from the things.
  gone: [
    "#n of them were lost", "#n broke", "#n of them were stolen", "#n went missing", "#n were sold", "#n of them were eaten", "#n were given away", "#n were thrown out",
    "@other took #n of them", "@other ate #n", "@other borrowed #n", "The dog chewed up #n", "#n fell out on the way", "#n got wet and were of no use any more",
    "#n of these were taken by @other", "#n were used up", "#n turned out to be bad and were thrown away", "@his sister took #n", "#n disappeared", "The wind blew #n away",
    "#n had to be thrown away", "#n were handed out", "#n were broken on the way", "#n were mailed to @other", "#n were taken out",
  ],
  gain: [
    "bought #n more", "got #n more from @other", "found #n more", "was given #n more", "received #n as a gift", "picked up another #n", "collected #n more", "made #n more",
    "won #n more", "added #n", "took #n more", "brought home #n more", "ordered another #n", "borrowed #n from @other", "bought another #n @things", "got #n from @his sister",
    "picked #n more", "put in #n more", "earned #n more", "came upon #n others", "went out and got #n more", "bought an extra #n", "was sent #n more", "got a further #n",
    "found #n others under the bed", "filled in another #n", "received #n more in the mail", "traded for #n more", "grew #n more", "printed #n more",
  ],
  came: [
    "@other gave @him #n more", "@other brought #n more", "#n more arrived", "#n more came in the mail", "@his brother handed @him #n more", "@other added #n of @his own",
    "#n more were put in", "@other lent @him #n", "Another #n were delivered", "#n others were found", "@other sent @him #n", "#n more were given to @him by @other",
  ],
  // People at a place.
  were: [
    "There were #n @people at the @place", "#n @people were at the @place", "The @place had #n @people in it", "#n @people sat in the bus", "A bus carried #n @people",
    "#n @people were waiting in line", "A train had #n @people on it", "#n @people stood in the yard", "The hall was filled with #n @people", "#n @people were on the boat",
    "In the morning #n @people were at the @place", "#n @people came to the party", "A class had #n @people", "The pool had #n @people in it",
  ],
  left: [
    "#n went home", "#n of them left", "#n got off", "#n walked away", "#n had to go", "#n drove off", "#n stepped out", "#n were picked up", "#n were sent home", "#n quit", "#n moved away",
    "#n got out", "#n of them went away", "#n got tired and left", "#n were called away",
  ],
  joined: [
    "#n more came", "#n more arrived", "#n others joined them", "#n got on", "another #n showed up", "#n stepped in", "#n more entered", "#n new ones came in", "#n more people joined",
    "#n others came along", "#n more boarded", "#n were let in",
  ],
  afterwards: ["Then", "Later", "After that", "Next", "In the afternoon", "The next day", "That evening", "Afterwards", "On Friday", "Soon after", "A week later", "By noon", "During the day"],
  askleft: [
    "How many @things does @name have left?", "How many @things are left?", "How many does @name still have?", "How many @things remain?", "How many @things does @name have now?",
    "How many @things did @name end up with?", "Find the number of @things that are left.", "How many does @he have left?", "How many @things does @he still have?", "What is the number of @things now?",
    "How many are still there?", "Work out how many @things @name has left.", "How many @things did @he keep?", "How many remain with @name?", "How many @things stayed with @him?", "How many of the @things are left over?",
    "With how many @things was @he left?", "Tell me how many @things @name has now.", "How many does that leave?", "@name has how many @things left?",
  ],
  asknow: [
    "How many @things does @name have now?", "How many @things does @name have in all?", "How many @things does @he have altogether?", "How many @things did @name end up with?", "What is the total number of @things?",
    "How many does @he have now?", "Find how many @things @name has now.", "How many @things are there now?", "How many @things is that in all?", "@name has how many @things now?", "How many @things did @he get together?",
    "Work out the number of @things @name has in the end.", "How many are there in total?", "Count all of @name's @things.",
  ],
  askfirst: [
    "How many @things did @name have at first?", "How many @things did @name have to begin with?", "How many @things did @he start with?", "How many @things were there before?", "How many did @name have in the beginning?",
    "Find how many @things @name had before that.", "What number of @things did @name start out with?", "How many @things had @he owned at the start?", "How many did @he have originally?", "How many @things were there at the beginning?",
  ],
  askpeople: [
    "How many @people are there now?", "How many @people are left?", "How many are still there?", "What is the number of @people now?", "How many @people does that make?", "Find how many @people there are now.", "How many are there in the end?", "How many @people remain?",
  ],
  // X has a; the other number comes with somebody else.
  has: ["@name has #n @things", "@name owns #n @things", "@name picked #n @things", "@name made #n @things", "@name collected #n @things", "@name sold #n @things", "@name bought #n @things", "@name read #n pages", "@name scored #n points", "@name found #n @things", "@name counted #n @things", "@name brought #n @things", "@name won #n games", "@name saved $#n"],
  hasother: ["@other has #n", "@other has #n of them", "@other owns #n", "@other has only #n", "@other got #n", "@other came to #n", "@other #n"],
  money: ["@name had $#n", "@name took $#n to the store", "@name had $#n in @his pocket", "@name brought $#n", "@name started out with $#n", "@name earned $#n", "@name went shopping with $#n", "@name got $#n from @his aunt", "@name had saved $#n", "@name's purse held $#n"],
  spent: ["spent $#n on a @item", "paid $#n for a @item", "bought a @item for $#n", "used $#n to buy a @item", "gave $#n to @other", "lost $#n on the way", "paid a bill of $#n", "spent $#n at the @place", "put $#n into a @item", "handed $#n over for a @item", "lent $#n to @other"],
  askmoney: ["How much money does @name have left?", "How much is left?", "How many dollars does @he have left?", "How much does @name still have?", "How much money remains?", "What was left of the money?", "How many dollars did @he bring home?", "What does @he have left?", "How much did @name have in the end?", "Find the money that is left."],
  // #n things in each of some groups; {groups:..} and {each:..} come in either order.
  groups: ["@name has #n @boxes", "There are #n @boxes", "@name filled #n @boxes", "@name bought #n @boxes", "A shop has #n @boxes", "@name packed #n @boxes", "#n @boxes stand on the floor", "#n @boxes were delivered", "@name carried #n @boxes home", "We need #n @boxes", "@name sees #n @boxes", "#n @boxes came by truck"],
  each: ["Each @box holds #n @things", "Every @box has #n @things in it", "There are #n @things in each @box", "Each one contains #n @things", "Each @box comes with #n @things", "#n @things fit into every @box", "One @box is made up of #n @things", "In every @box lie #n @things", "They hold #n @things each", "Each has #n @things in it", "@he put #n @things in each @box", "A @box takes #n @things"],
  askall: ["How many @things are there altogether?", "How many @things is that?", "How many @things are there in all?", "What is the total number of @things?", "How many @things does that make?", "Find the number of all @things.", "How many @things in total?", "How many @things does @name have?", "How many @things do they hold together?", "Count the @things.", "How many @things were there?"],
};
