// The vocabulary of the arithmetic task, pinned so that a checkpoint's tokenizer outlives changes of the wordings: the words
// that wordings use more than once, and common words of word problems beside them. What fills the placeholders of a wording
// (names, things, places) is not in it and reaches the network as entity slots, so that a new name is no news to it.

import { buildTokenizer, createTokenizer } from "../../model/tokenizer.ts";
import type { Tokenizer } from "../../model/tokenizer.ts";

/** Most frequent first. */
const WORDS = `
how the many and of is a in are what has each does it there at have much for to did more degrees on days than left
that was if with day pages by number do were cost hours one sold find had now total away meters them gave bought
from kg read long out altogether cups minutes used all liters per ate got calculate lost make then years costs
dollars times hour they km as bus get grams old who after box every first made pay points people weeks eggs same
when me rows weighs an flour go miles will work can paid price rope holds together money need week average give take
trees sugar tell temperature water inches equal less off profit put sells still third cm eat into legs needs not
plants quarter scored sum weigh which add help cows makes milk over pays some students went be buys compute earned
others shop square store well you bags boxes children come girls its must packs rest seats took walk warmer
another beginning bill buy stood farm fewer larger lower pack packed picked reads remain room today use inside came
class convert earn equally far farmer gets gives hens play lie lose mean morning multiply plus recipe row score
smaller taken weight write among bag before both car difference field greater hold i minute months night or
passengers percent spent tall trip already animals figure bigger besides traded m nobody unused food full garden goes
half hall turned monday needed owns parts pounds little second spend stand tank up yes area broken dearer burned
divided feet floor game given gone home house keep keeps last new no noon ones part planted selling speed split teams
your tuesday value we year added flew amount apiece between boys return change cut distance earns fill found
group happy my outside pieces power print ran rectangle said saves school side stayed this uses wants warm wide
worked age type possesses cars cents check divide done double drove eats most fills question finished fourth gain games
good groups higher highest late like list lowest maximum month nights orders perimeter players remainder remains
ride road rose shared subtract takes teachers turn twice worth walked his words workers above suppose ago answer back
bake baskets delivered born but carried stolen closer colder compare cover outnumber dozen originally drive evening filled free
covers greatest heavier contains size threw drank kilometers largest lay returned subtracted lighter owned loose minus
missing name numbers objects older once own brought thanks expensive quick whats raised rate ordered save saved seconds brother
sell shares tallest line sides smallest teacher starts stop too train tree itself way where whether whole windows works
yesterday kids about absolute afternoon also am afterwards around asked baked opened basket shortest begin behind below
best biggest divides shows boarded broke lives moved wrote carry longest centimeters cheaper youngest collected those comes
common cooler joined count cube none daily dividing drink drop dropped eaten empty end extra factorial fell cheapest
finish fit equals any received gained see further wasted laid heavy height fee here integer jars farther lasts later lcm
least let giving live heaviest longer loses top evaluate max minimum mod multiplied held open removed other owe
page paint built percentage pick waiting plant printed order poured priced thrown low product remove puts quotient
reach reading show remained rice rise join run runs scores set sets share shorter won sit compared so solve lowered
deduct spends start started stays table tables taller team due often their time modulo bring hi she triple
oldest until using volume problem while few would piece younger could should during such combined exactly
everyone began squared true fraction kept purchased these exponent halve doubled him high says passed
hourly win he squares factor increase increased decrease decreased reduced reduce raise discount tax tip
multiple divisible right since stay evenly length width again multiplying arrived counted result results quarters
middle along divisor remaining differ fractions magnitude ended know earlier next likes leaves handed cubic under
without belonged shelf only just math very been mailed nothing short lent belong enough single person
guests friend friends grew ahead her members sister want child wait us pile brings cubed say
trips drives determine yet tripled soon our please exceed sent leave borrowed arrive paying may down
`;

let cached: Tokenizer | null = null;

export function arithmeticTokenizer(): Tokenizer {
  cached ??= createTokenizer(buildTokenizer(WORDS.trim().split(/\s+/)));
  return cached;
}
