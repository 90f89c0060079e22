// What SQL, in which a date is a text, does to dates that are not written as 2020-12-31, and to a day compared with a time on it.

import type { BinaryOperator, Call, Expression } from "./ast.ts";
import type { Cautions, Operand } from "./cautions.ts";
import { type DateCell, dateDisorder, dateOf, type DateReading, datesOf, type DateValue, momentOf, overruns, readBySql } from "./date-reading.ts";
import { MOSTLY, type TextOrigin } from "./text-reading.ts";

/** Cells of two columns put in order together. */
const MOST_OF_EACH = 2500;
const MIRRORED: Readonly<Partial<Record<BinaryOperator, BinaryOperator>>> = { "<": ">", "<=": ">=", ">": "<", ">=": "<=" };

/** Null where the text is no column of dates. */
function reads(text: TextOrigin | undefined): DateReading | null {
  const reading = text === undefined ? null : datesOf(text.column);
  return reading !== null && reading.share >= MOSTLY ? reading : null;
}

const quoted = (cell: string): string => `"${cell}"`;

/** How to have the dates as SQL wants them. */
function remedy(subject: string, { first, padded, dates }: DateReading): string {
  const sample = dates.find(({ cell }) => !readBySql(cell))?.cell;
  if (sample === undefined || !padded || first === null) return "Dates are in order, and read, where all are written as 2020-12-31.";
  const [month, day] = first === "day" ? [4, 1] : [1, 4];
  return `substr(${subject}, 7) || '-' || substr(${subject}, ${month}, 2) || '-' || substr(${subject}, ${day}, 2) gives each as 2020-12-31, which SQL orders and reads.`;
}

/** Dates put in order, or the first or last of them taken. */
export function dateOrder(operand: Operand, cautions: Cautions, name?: string): void {
  const reading = reads(operand[1].text);
  if (reading === null || reading.disorder === null) return;
  const [first, second] = reading.disorder;
  const subject = name ?? cautions.subject(operand);
  cautions.add("date-order", `${subject} holds dates as text, ordered letter by letter: ${quoted(first)} comes before ${quoted(second)}. ${remedy(name ?? cautions.snippet(operand[0]), reading)}`);
}

/** Whether the condition holds for a value that is less (-1), equal (0) or greater (1). */
function holds(operator: BinaryOperator, side: number): boolean {
  switch (operator) {
    case "<":
      return side < 0;
    case "<=":
      return side <= 0;
    case ">":
      return side > 0;
    case ">=":
      return side >= 0;
    default:
      return (side === 0) === (operator === "=" || operator === "IS");
  }
}

/** On which side of a moment a date is; null where day and month leave that open. A moment without a time is the whole day. */
function sideOf(date: DateValue, moment: DateValue): number | null {
  const wholeDay = Number.isInteger(moment.earliest);
  const [earliest, latest] = wholeDay ? [Math.floor(date.earliest), Math.floor(date.latest)] : [date.earliest, date.latest];
  if (latest < moment.earliest) return -1;
  if (earliest > moment.latest) return 1;
  return earliest === latest && moment.earliest === moment.latest ? 0 : null;
}

function comparedWithText(operator: BinaryOperator, column: Operand, { text }: Expression & { readonly kind: "text" }, reading: DateReading, cautions: Cautions): void {
  const moment = momentOf(text, reading.first);
  if (moment === null) return;
  const wrong = reading.dates.find((date) => {
    const side = sideOf(date, moment);
    return side !== null && holds(operator, side) !== holds(operator, date.cell === text ? 0 : date.cell < text ? -1 : 1);
  });
  if (wrong === undefined) return;
  const subject = cautions.subject(column);
  if (wrong.cell.startsWith(text) && readBySql(wrong.cell)) {
    cautions.add("date-compare", `${subject} holds times too, and SQL takes '${text}' for the moment the day begins: ${quoted(wrong.cell)} is later. Write date(${cautions.snippet(column[0])}) to compare days.`);
    return;
  }
  const order = wrong.cell < text ? `${quoted(wrong.cell)} comes before '${text}'` : `${quoted(wrong.cell)} comes after '${text}'`;
  const how = operator in MIRRORED ? order : `${quoted(wrong.cell)} ${wrong.cell === text ? "equals" : "does not equal"} '${text}'`;
  cautions.add("date-compare", `${subject} holds dates as text, and SQL compares '${text}' with it letter by letter: ${how}. ${remedy(cautions.snippet(column[0]), reading)}`);
}

function comparedColumns(left: Operand, right: Operand, cautions: Cautions): void {
  const [one, two] = [reads(left[1].text), reads(right[1].text)];
  if (one === null || two === null || left[1].text?.column === right[1].text?.column) return;
  const cells = (reading: DateReading): readonly DateCell[] => reading.dates.slice(0, MOST_OF_EACH);
  const disorder = dateDisorder([...cells(one), ...cells(two)]);
  if (disorder === null) return;
  cautions.add("date-compare", `${cautions.subject(left)} and ${cautions.subject(right)} hold dates as text, compared letter by letter: ${quoted(disorder[0])} comes before ${quoted(disorder[1])}. ${remedy(cautions.snippet(left[0]), one)}`);
}

/** Both sides of a comparison. */
export function comparedDates(operator: BinaryOperator, left: Operand, right: Operand, cautions: Cautions): void {
  const ordered = operator in MIRRORED;
  if (!ordered && operator !== "=" && operator !== "<>" && operator !== "IS" && operator !== "IS NOT") return;
  const [one, two] = [reads(left[1].text), reads(right[1].text)];
  if (one !== null && right[0].kind === "text") comparedWithText(operator, left, right[0], one, cautions);
  else if (two !== null && left[0].kind === "text") comparedWithText(MIRRORED[operator] ?? operator, right, left[0], two, cautions);
  else if (ordered) comparedColumns(left, right, cautions);
}

/** Which arguments of a function are dates: from and to. */
export function datesAmong(name: string): readonly [number, number] {
  if (name === "strftime") return [1, 2];
  if (name === "timediff") return [0, 2];
  return name === "date" || name === "time" || name === "datetime" || name === "julianday" || name === "unixepoch" ? [0, 1] : [0, 0];
}

/** A date given to a function of dates. */
export function dateRead(call: Call, operand: Operand, cautions: Cautions): void {
  const [node, { text }] = operand;
  const reading = reads(text);
  const constant = node.kind === "text" && dateOf(node.text, null) !== null ? node.text : null;
  const unread = constant === null ? (reading?.unread ?? null) : readBySql(constant) ? null : constant;
  const said = cautions.snippet(call);
  if (unread !== null) {
    const how = reading === null ? "Write it as 2020-12-31." : remedy(cautions.snippet(node), reading);
    cautions.add("date-function", `${said} gives NULL for a date that is not written as 2020-12-31, such as ${quoted(unread)}. ${how}`);
  }
  const overrun = constant === null ? (reading?.overrun ?? null) : overruns(constant) ? constant : null;
  if (overrun !== null) cautions.add("date-function", `There is no ${overrun.slice(0, 10)}: ${said} counts on into the next month.`);
}
