import { describe, expect, test } from "vitest";
import fc from "fast-check";
import { createPrng } from "../../src/scenario/prng.ts";
import { DETECT_ALL, MAX_BYTES, MAX_ROWS, type CsvChoices, type CsvOutcome } from "../../src/solver/data/csv-outcome.ts";
import { readCsv } from "../../src/solver/data/csv-parse.ts";
import { hiddenNumbers, retype } from "../../src/solver/data/column-types.ts";
import { cleanNames, tableName } from "../../src/solver/data/names.ts";
import { toCsv } from "../../src/solver/data/to-csv.ts";
import { readingOf } from "../../src/solver/sql/text-reading.ts";
import type { ColumnType, DataTable } from "../../src/solver/result.ts";

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

function read(input: string | Uint8Array, choices: Partial<CsvChoices> = {}): CsvOutcome {
  return readCsv(typeof input === "string" ? encode(input) : input, "films.csv", { ...DETECT_ALL, ...choices }, () => {});
}

function tableOf(input: string | Uint8Array, choices: Partial<CsvChoices> = {}): DataTable {
  const outcome = read(input, choices);
  if (!outcome.ok) throw new Error(`${outcome.code}: ${outcome.message}`);
  return outcome.table;
}

/** "name:type" per column, then the cells by row. */
function shape(table: DataTable): unknown[][] {
  return [table.columns.map(({ name, type }) => `${name}:${type}`), ...(table.columns[0]?.cells ?? []).map((_, row) => table.columns.map(({ cells }) => cells[row]))];
}

describe("readCsv() finds out what a file is", () => {
  test("types: integers exact at any length, reals, text, empty cells", () => {
    expect(shape(tableOf('id,share,city\n9007199254740993,0.5,Paris\n-2,1e3,"Rome, the ""eternal"""\n,,\n'))).toEqual([
      ["id:integer", "share:real", "city:text"],
      ["9007199254740993", 0.5, "Paris"],
      ["-2", 1000, 'Rome, the "eternal"'],
      [null, null, null],
    ]);
  });

  test("labels that look like numbers stay text: leading zeros, a plus, too large a real", () => {
    expect(tableOf("zip,phone,huge\n01067,+49351,1e999\n80331,+4989,2\n").columns.map(({ type }) => type)).toEqual(["text", "text", "text"]);
  });

  test.each<[string, string, string]>([
    ["semicolon", "name;price\nApfel;1,50\nBirne;2\n", ";"],
    ["tab", "name\tprice\nApple, red\t1.50\nPear, green\t2.25\n", "\t"],
    ["bar", "name|price\nApple|1.50\nPear|2.25\n", "|"],
    ["comma", "name,note\nApple,a;b;c\nPear,d\n", ","],
  ])("the delimiter: %s", (_, text, delimiter) => {
    const outcome = read(text);
    expect(outcome).toMatchObject({ ok: true, picks: { delimiter, header: true } });
    expect(outcome.ok && outcome.table.columns).toHaveLength(2);
  });

  test("points between thousands may be meant in a semicolon file, and the note says how they are read", () => {
    const notes = (text: string): unknown => {
      const outcome = read(text);
      return outcome.ok && outcome.notes;
    };
    const said = ['In pop, "1.234" is read with a decimal point. If 1,234 is meant, take the points out of this column in the file.'];
    expect(tableOf("city;pop\nA;1.234\nB;2.500\n").columns[1]?.cells).toEqual([1.234, 2.5]);
    expect(notes("city;pop\nA;1.234\nB;2.500\nC;12.750\n")).toEqual(said);
    expect(notes("city;pop\nA;850\nB;1.234\nC;\n")).toEqual(said);
    expect(notes("city;pop\nA;1.234\nB;-\n")).toEqual([...said, 'In pop, 1 cell with "-" is read as empty; all others are numbers.']);
    for (const column of ["1.234\nB;2.5", "1.234\nB;0.125", "1.234\nB;1850", "1,234\nB;2,500", "850\nB;234", "1234.500\nB;1.234", "1.234\nB;text"]) expect(notes(`city;pop\nA;${column}\n`)).toEqual([]);
    expect(notes("city,pop\nA,1.234\nB,2.500\n")).toEqual([]);
    expect(notes("city\tpop\nA\t1.234\nB\t2.500\n")).toEqual([]);
  });

  test("decimal commas, where the comma is not the delimiter", () => {
    expect(shape(tableOf("name;price\nApfel;1,50\nBirne;-2\n"))).toEqual([["name:text", "price:real"], ["Apfel", 1.5], ["Birne", -2]]);
    expect(tableOf('name,price\nApple,"1,500"\n').columns[1]?.type).toBe("text");
  });

  test("one column without any delimiter, its empty lines kept", () => {
    expect(shape(tableOf("word\nred\n\nblue\n\n"))).toEqual([["word:text"], ["red"], [null], ["blue"]]);
  });

  test.each<[string, number[], string]>([
    ["utf-8", [0xc3, 0xa9], "é"],
    ["utf-8", [0xef, 0xbb, 0xbf, 0xc3, 0xa9], "é"],
    ["utf-16le", [0xff, 0xfe, 0xe9, 0], "é"],
    ["utf-16be", [0xfe, 0xff, 0, 0xe9], "é"],
    ["windows-1252", [0xe9, 0xdf], "éß"],
  ])("the encoding: %s from %j", (encoding, bytes, text) => {
    const outcome = read(new Uint8Array(bytes), { header: false });
    expect(outcome).toMatchObject({ ok: true, picks: { encoding }, table: { columns: [{ cells: [text] }] } });
  });

  test("a chosen encoding is obeyed, and what it cannot read is counted", () => {
    const outcome = read(new Uint8Array([0x61, 0x0a, 0xe9, 0xe8]), { encoding: "utf-8" });
    expect(outcome.ok && outcome.notes).toEqual(["2 characters could not be read as utf-8; another encoding may fit."]);
  });

  test("the header row: names yes, numbers, dates or repeated cells no; the choice is the visitor's", () => {
    const headerOf = (text: string): boolean | undefined => read(text).picks?.header;
    expect(headerOf("name,year\nAlien,1979\n")).toBe(true);
    expect(headerOf("Alien,1979\nHeat,1995\n")).toBe(false);
    expect(headerOf("Alien,1979-05-25\nHeat,1995-12-15\n")).toBe(false);
    expect(headerOf("yes,no,yes\nno,no,yes\n")).toBe(false);
    expect(headerOf("id,name,Name\n1,Ada,Lovelace\n")).toBe(true);
    expect(headerOf("price,price\n1,2\n")).toBe(true);
    expect(headerOf("price,price\n")).toBe(false);
    expect(shape(tableOf("Alien,1979\nHeat,1995\n"))).toEqual([["column_1:text", "column_2:integer"], ["Alien", "1979"], ["Heat", "1995"]]);
    expect(shape(tableOf("Alien,1979\nHeat,1995\n", { header: true }))).toEqual([["Alien:text", "c_1979:integer"], ["Heat", "1995"]]);
  });

  test("years and numbers can be names: beside text over numbers, or years in order over others; and so it says", () => {
    const years = read("country,2019,2020,2021\nDE,1,2,3\n");
    expect(years.ok && shape(years.table)).toEqual([["country:text", "c_2019:integer", "c_2020:integer", "c_2021:integer"], ["DE", "1", "2", "3"]]);
    expect(years.ok && years.notes[0]).toBe("The first row is taken for names, though there are numbers in it (2019, 2020, 2021). If it is data, choose data under First row.");
    const headerOf = (text: string): boolean | undefined => read(text).picks?.header;
    expect(headerOf("2021,2020,2019\n5,6,7\n")).toBe(true);
    expect(headerOf("country,2020\nDE,83.2\nFR,67\n")).toBe(true);
    expect(headerOf("id,1,2\n7,x,y\n")).toBe(true);
    expect(headerOf("id,1,2\n,x,y\n")).toBe(false);
    expect(headerOf("NA,5\n3,4\n")).toBe(false);
    expect(headerOf("Ada,1815,1852\nAlan,1912,1954\n")).toBe(false);
    expect(headerOf("2019,2020\n")).toBe(false);
    expect(headerOf("country,2020,2019,2021\nDE,1,2,3\n")).toBe(false);
    const data = read("Alien,1979\nHeat,1995\n");
    expect(data.ok && data.notes).toEqual(["The first row is taken for data, because there are values in it (1979). If it names the columns, choose names under First row."]);
    const chosen = read("Alien,1979\nHeat,1995\n", { header: false });
    expect(chosen.ok && chosen.notes).toEqual([]);
    const numbers = read("1,2\n3,4\n");
    expect(numbers.ok && numbers.notes).toEqual([]);
  });

  test("of many renamed columns the first are told", () => {
    const outcome = read(`country,${Array.from({ length: 60 }, (_, index) => 1961 + index).join(",")}\nDE${",1".repeat(60)}\n`);
    expect(outcome.ok && outcome.notes.slice(1)).toEqual([...[1961, 1962, 1963, 1964, 1965].map((year) => `The column "${year}" is named c_${year} here.`), "55 more columns are renamed in this way."]);
  });

  test("sep= in the first line is the delimiter, not a row; the visitor's choice comes first", () => {
    for (const [text, delimiter] of [["sep=;\na;b,c\n1;2\n", ";"], ['"sep=|"\r\na|b,c\r\n1|2\r\n', "|"], ["SEP=\t\ra\tb,c\r1\t2\r", "\t"]] as const) {
      const outcome = read(text);
      expect(outcome.picks?.delimiter).toBe(delimiter);
      expect(outcome.ok && shape(outcome.table)).toEqual([["a:integer", "b_c:integer"], ["1", "2"]]);
      expect(outcome.ok && outcome.notes[0]).toMatch(/^The first line, ".*", declares the delimiter\.$/);
    }
    expect(read("sep=;\na,b\n1,2\n", { delimiter: "," })).toMatchObject({ ok: true, picks: { delimiter: "," }, table: { columns: [{ name: "a" }, { name: "b" }] } });
    const unknown = read("sep=:\na,b\n1,2\n");
    expect(unknown).toMatchObject({ ok: true, picks: { delimiter: "," }, notes: ['The first line, "sep=:", declares a delimiter that is not known here; it is left out.'] });
    expect(read("sep=;\n")).toMatchObject({ ok: false, code: "empty" });
  });

  test("comment lines at the top are left out, and so it says; names and values that begin with # are none", () => {
    const outcome = read('# Source: "x, 2024\n#\n\n# two, three\nname,n\nAnn,1\n');
    expect(outcome.ok && shape(outcome.table)).toEqual([["name:text", "n:integer"], ["Ann", "1"]]);
    expect(outcome.ok && outcome.notes).toEqual(['3 comment lines at the top are left out, the first is "# Source: "x, 2024".']);
    expect(read("# made by hand\na,b\n1\n")).toMatchObject({ ok: false, code: "ragged", row: 3 });
    const first = (text: string): unknown => {
      const { columns } = tableOf(text);
      return columns.map(({ name, cells }) => [name, cells[0]]);
    };
    expect(first("#made by hand\nid,name\n1,Ann\n")).toEqual([["id", "1"], ["name", "Ann"]]);
    expect(first("#id,name\n1,Ann\n")).toEqual([["id", "1"], ["name", "Ann"]]);
    expect(first("# note\n#id\tname\n1\tAnn\n")).toEqual([["id", "1"], ["name", "Ann"]]);
    expect(first("#ff0000\n#00ff00\nwhite\n")).toEqual([["ff0000", "#00ff00"]]);
    expect(first("# a\n# b\n")).toEqual([["a", "# b"]]);
    expect(first("sep=;\n# note\na;b\n1;2\n")).toEqual([["a", "1"], ["b", "2"]]);
  });

  test("names of any script stay whole", () => {
    expect(cleanNames(["देश का नाम", "ชื่อประเทศ", "مدينة", "می\u200cخواهم", "e\u0301te", "\u0301x"])).toEqual(["देश_का_नाम", "ชื่อประเทศ", "مدينة", "میخواهم", "éte", "x"]);
    expect(tableName("बिक्री.csv")).toBe("बिक्री");
  });

  test("names become safe and unique, and the change is told", () => {
    const outcome = read('Größe (cm),order,größe_cm,,"a\nb"\n1,2,3,4,5\n');
    expect(outcome.ok && outcome.table.name).toBe("films");
    expect(outcome.ok && outcome.table.columns.map(({ name }) => name)).toEqual(["Größe_cm", "order_", "größe_cm_2", "column_4", "a_b"]);
    expect(outcome.ok && outcome.notes).toContain('The column "Größe (cm)" is named Größe_cm here.');
    expect(cleanNames(["2020", "x", "X", "x_2", "--"])).toEqual(["c_2020", "x", "X_2", "x_2_2", "column_5"]);
    expect(tableName("Select.csv")).toBe("select_");
    // SQL compares words in capitals, and the capital of a dotless i is I.
    expect(tableName("ın.csv")).toBe("ın_");
    expect(tableName("***.csv")).toBe("table_1");
  });

  test("line ends of all kinds, mixed ones too, and line ends inside quotation marks", () => {
    for (const end of ["\n", "\r\n", "\r"]) {
      expect(shape(tableOf(`a,b${end}1,x${end}2,"y${end}z"${end}`))).toEqual([["a:integer", "b:text"], ["1", "x"], ["2", `y${end}z`]]);
    }
    expect(shape(tableOf('a,b\r\n1,x\n2,y\r\n3,"z"\r\n'))).toEqual([["a:integer", "b:text"], ["1", "x"], ["2", "y"], ["3", "z"]]);
  });

  test("columns of one name are told apart, and so it says", () => {
    const outcome = read("id,price,Price,price\n1,2,3,4\n5,6,7,8\n");
    expect(outcome.ok && shape(outcome.table)).toEqual([["id:integer", "price:integer", "Price_2:integer", "price_3:integer"], ["1", "2", "3", "4"], ["5", "6", "7", "8"]]);
    expect(outcome.ok && outcome.notes).toEqual(['The column "Price" is named Price_2 here.', 'The column "price" is named price_3 here.']);
  });

  test("NA and the like are empty cells of a column of numbers, and so it says; elsewhere they are text", () => {
    const outcome = read("n,r,t\n1,NA,NA\nn/a,2.5,x\n-,3,\n");
    expect(outcome.ok && shape(outcome.table)).toEqual([["n:integer", "r:real", "t:text"], ["1", null, "NA"], [null, 2.5, "x"], [null, 3, null]]);
    expect(outcome.ok && outcome.notes).toEqual(['In n, 2 cells with "n/a", "-" are read as empty; all others are numbers.', 'In r, 1 cell with "NA" is read as empty; all others are numbers.']);
    expect(tableOf("t\nNA\n-\n").columns[0]).toMatchObject({ type: "text", cells: ["NA", "-"] });
  });

  test("a delimiter at each row's end makes no column", () => {
    const outcome = read("a,b,\n1,2,\n3,4,\n");
    expect(outcome.ok && shape(outcome.table)).toEqual([["a:integer", "b:integer"], ["1", "2"], ["3", "4"]]);
    expect(outcome.ok && outcome.notes).toEqual(["1 column without name and content left out."]);
  });

  test("progress reaches the end, chunk by chunk", () => {
    const fractions: number[] = [];
    const line = `${"x".repeat(98)},"${"y".repeat(97)}"\r\n`;
    const outcome = readCsv(encode(`a,b\r\n${line.repeat(15_000)}`), "big.csv", DETECT_ALL, (fraction) => fractions.push(fraction));
    expect(outcome.ok && outcome.table.columns.map(({ cells }) => [cells.length, new Set(cells).size])).toEqual([[15_000, 1], [15_000, 1]]);
    expect(fractions).toHaveLength(3);
    expect(fractions.at(-1)).toBeCloseTo(1, 3);
  });
});

describe("readCsv() refuses with the row and what to do", () => {
  test.each<[string, string | Uint8Array, string, number | null, RegExp]>([
    ["nothing", "", "empty", null, /holds no rows/],
    ["blank lines", "\n\r\n\n", "empty", null, /holds no rows/],
    ["short rows", "a,b\n1,2\n3\n4,5\n6\n", "ragged", 3, /^Rows 3, 5 have fewer cells than the 2 columns/],
    ["long rows", "a,b\n1,2\n\n3,4,5\n", "ragged", 4, /^Row 4 has more cells than the 2 columns .* another delimiter than comma/],
    ["many long rows", `a,b\n${"1,2\n".repeat(20)}${"1,2,3\n".repeat(9)}`, "ragged", 22, /^Rows 22, 23, 24, 25, 26 and 4 more have more cells/],
    ["an open quotation mark", 'a,b\n1,2\n3,"4\n5,6\n7,8\n', "unclosed-quote", 3, /^Row 3 opens a quotation mark that is never closed/],
    ["a lone quotation mark in quotation marks", 'a,b\n1,"x"y"\n2,z\n', "bad-quote", 2, /^Row 2 has a quotation mark inside a quoted cell; write it twice/],
    ["a NUL byte", `a,b\n${"1,2\n".repeat(100)}1,\0\n`, "nul", 102, /^Line 102 holds a NUL byte/],
    ["NUL bytes all over", "\0\u0001\0\u0002", "binary", null, /full of NUL bytes/],
    ["an Excel workbook", new Uint8Array([0x50, 0x4b, 3, 4, 0, 0]), "binary", null, /save the sheet as CSV/],
    ["a PDF", encode("%PDF-1.7\n"), "binary", null, /a PDF/],
    ["too many columns", `${Array.from({ length: 1001 }, (_, index) => `c${index}`).join(",")}\n`, "too-many-columns", 1, /1,001 cells; at most 1000/],
  ])("%s", (_, input, code, row, message) => {
    const outcome = read(input);
    if (outcome.ok) throw new Error("read");
    expect(outcome).toMatchObject({ code, row });
    expect(outcome.message).toMatch(message);
  });

  test("an open quotation mark early in a long file is found without reading it to the end", () => {
    const started = performance.now();
    expect(read(`a,b\n1,2\n3,"4\n${"5,6\n".repeat(4_000_000)}`)).toMatchObject({ ok: false, code: "unclosed-quote", row: 3 });
    expect(performance.now() - started).toBeLessThan(5000);
  });

  test("more than a million rows, more than ten million cells, more than 50 MB", () => {
    expect(read(`a\n${"1\n".repeat(MAX_ROWS + 1)}`)).toMatchObject({ ok: false, code: "too-many-rows", row: MAX_ROWS + 2 });
    expect(read(`${Array.from({ length: 1000 }, (_, index) => `c${index}`).join(",")}\n${`${",".repeat(999)}\n`.repeat(10_001)}`)).toMatchObject({ ok: false, code: "too-many-cells" });
    expect(read(new Uint8Array(MAX_BYTES + 1))).toMatchObject({ ok: false, code: "too-large", picks: null });
  });

  test("short rows can be filled instead, surplus empty cells do no harm", () => {
    const outcome = read("a,b,c\n1,2\n3,4,5,,\n", { fillShortRows: true });
    expect(outcome.ok && shape(outcome.table)).toEqual([["a:integer", "b:integer", "c:integer"], ["1", "2", null], ["3", "4", "5"]]);
    expect(outcome.ok && outcome.notes).toEqual(["1 row had too few cells; the missing ones are empty."]);
  });
});

describe("retype()", () => {
  const table = tableOf("zip,n,price\n01067,1,2.5\n80331,2,3\nn/a,,\n");
  const KEEP = { decimalComma: false, emptyMisfits: false };

  test("lists the cells that do not fit, by row", () => {
    expect(retype(table, "zip", "integer", KEEP)).toEqual({
      ok: false,
      code: "misfits",
      message: '2 cells do not fit integer in zip, first "01067" in row 1; correct them, empty them or keep text.',
      misfits: [{ row: 1, cell: "01067" }, { row: 3, cell: "n/a" }],
      total: 2,
    });
    expect(retype(table, "price", "integer", KEEP)).toMatchObject({ ok: false, misfits: [{ row: 1, cell: "2.5" }], total: 1 });
    expect(retype(table, "colour", "text", KEEP)).toMatchObject({ ok: false, code: "unknown-column" });
  });

  test("reads decorated numbers where a number is chosen, and only there", () => {
    const money = tableOf('a,b,c\n"$1,234.50",12 %,EUR 7\n-5,"1,000",8 USD\n');
    expect(money.columns.map(({ type }) => type)).toEqual(["text", "text", "text"]);
    const cells = (column: string, type: "integer" | "real", decimalComma = false): unknown => {
      const done = retype(money, column, type, { decimalComma, emptyMisfits: false });
      return done.ok ? done.table.columns.find(({ name }) => name === column)?.cells : done.misfits.map(({ cell }) => cell);
    };
    expect(cells("a", "real")).toEqual([1234.5, -5]);
    expect(cells("b", "integer")).toEqual(["12", "1000"]);
    expect(cells("c", "integer")).toEqual(["7", "8"]);
    expect(cells("a", "integer")).toEqual(["$1,234.50"]);
    expect(cells("b", "real", true)).toEqual([12, 1]);
  });

  test("says how decorated numbers were read, and nothing of plain ones", () => {
    const decorated = (text: string, decimalComma = false): unknown => {
      const done = retype(tableOf(text), "a", "real", { decimalComma, emptyMisfits: true });
      return done.ok && done.decorated.map(({ cell, value }) => `${cell} ${value}`);
    };
    expect(decorated('a,b\n"$1,234.50",x\n7,x\n12 %,x\n"1,000",x\n"2,000",x\nx,x\n')).toEqual(["$1,234.50 1234.5", "12 % 12", "1,000 1000"]);
    expect(decorated("a,b\n7,x\n-2.5,x\nx,x\n")).toEqual([]);
  });

  test("a comma is read as most of the column's cells have it, else as the choice says", () => {
    const cells = (text: string, decimalComma: boolean): unknown => {
      const done = retype(tableOf(text), "a", "real", { decimalComma, emptyMisfits: true });
      return done.ok && done.table.columns[0]?.cells;
    };
    const german = 'a,b\n"1.234,50",x\n"2,5",x\n"3,000",x\n';
    expect([cells(german, false), cells(german, true)]).toEqual([[1234.5, 2.5, 3], [1234.5, 2.5, 3]]);
    const either = 'a,b\n"3,000",x\n"4,000",x\n';
    expect([cells(either, false), cells(either, true)]).toEqual([[3000, 4000], [3, 4]]);
  });

  test("stays fast on cells made to slow patterns down", () => {
    const cell = `1${" ".repeat(200_000)}x`;
    const slow = tableOf(`a,b\n${cell},${" ".repeat(200_000)}\n5,6\n`);
    const startedAt = performance.now();
    expect(retype(slow, "a", "real", KEEP)).toMatchObject({ ok: false, total: 1 });
    expect(readingOf(slow.columns[0]!)).toMatchObject({ share: 0.5, misread: { cell, counts: "1" } });
    expect(hiddenNumbers(slow.columns[0]!, false)).toBeNull();
    // Quadratic patterns take 20 s and more over so many characters.
    expect(performance.now() - startedAt).toBeLessThan(2000);
  });

  test("empties them on request, and leaves the other columns alone", () => {
    const done = retype(table, "zip", "integer", { ...KEEP, emptyMisfits: true });
    expect(done.ok && shape(done.table)).toEqual([["zip:integer", "n:integer", "price:real"], [null, "1", 2.5], ["80331", "2", 3], [null, null, null]]);
  });

  test("goes from any type to any other that holds the value", () => {
    const cells = (column: string, type: ColumnType): unknown => {
      const done = retype(table, column, type, KEEP);
      return done.ok && done.table.columns.find(({ name }) => name === column)?.cells;
    };
    expect(cells("n", "real")).toEqual([1, 2, null]);
    expect(cells("n", "text")).toEqual(["1", "2", null]);
    expect(cells("price", "text")).toEqual(["2.5", "3", null]);
    const comma = retype(tableOf('a,b\nx,"1,5"\n'), "b", "real", { ...KEEP, decimalComma: true });
    expect(comma.ok && comma.table.columns[1]?.cells).toEqual([1.5]);
  });
});

describe("hiddenNumbers()", () => {
  test.each<[string, readonly (string | null)[], ReturnType<typeof hiddenNumbers>]>([
    ["decimal commas", ["1,50", "2", null], { type: "real", cell: "1,50", value: "1.5" }],
    ["money", ["$1,234.50", "$7"], { type: "real", cell: "$1,234.50", value: "1234.5" }],
    ["groups", ["1,000", "12"], { type: "integer", cell: "1,000", value: "1000" }],
    ["numbers with one word among ten", ["1", "2", "3", "4", "5", "6", "7", "8", "9", "unknown"], { type: "integer", cell: "1", value: "1" }],
    ["numbers with words", ["1", "2", "3", "about 4"], null],
    ["words", ["tea", "milk"], null],
    ["codes", ["007", "01067"], null],
    ["dates", ["2024-01-05", "5.1.2024"], null],
    ["nothing", [null, "-"], null],
  ])("%s", (_, cells, hidden) => {
    expect(hiddenNumbers({ name: "a", type: "text", cells }, false)).toEqual(hidden);
  });

  test("columns of numbers hide none", () => {
    expect(hiddenNumbers({ name: "a", type: "integer", cells: ["1"] }, false)).toBeNull();
  });
});

const cellOf: Readonly<Record<ColumnType, fc.Arbitrary<string | number | null>>> = {
  text: fc.option(fc.oneof(fc.string({ minLength: 1, unit: "binary" }), fc.string({ minLength: 1, unit: fc.constantFrom('"', ",", "\n", "\r", " ", ";", "a", "1", "é") })).filter((text) => !/\0|^\ufeff|^\s*-?[\d.]+\s*$/.test(text))),
  integer: fc.option(fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }).map(String)),
  real: fc.option(fc.double({ noNaN: true, noDefaultInfinity: true })),
};

const anyTable: fc.Arbitrary<DataTable> = fc
  .tuple(fc.array(fc.constantFrom<ColumnType>("text", "integer", "real"), { minLength: 1, maxLength: 5 }), fc.integer({ min: 1, max: 12 }))
  .chain(([types, rows]) =>
    fc
      .tuple(...types.map((type) => fc.array(cellOf[type], { minLength: rows, maxLength: rows })))
      .map((columns) => ({ name: "films", source: null, columns: columns.map((cells, index) => ({ name: `c${String.fromCharCode(97 + index)}`, type: types[index]!, cells })) })),
  );

describe("toCsv()", () => {
  test("what is written is read back, cell by cell", () => {
    fc.assert(
      fc.property(anyTable, (table) => {
        let again = tableOf(toCsv(table), { delimiter: ",", header: true });
        for (const { name, type } of table.columns) {
          const done = retype(again, name, type, { decimalComma: false, emptyMisfits: false });
          if (!done.ok) throw new Error(done.message);
          again = done.table;
        }
        expect(again).toEqual(table);
      }),
      { numRuns: 600, seed: 5 },
    );
  });

  test("the delimiter and the header of written tables are found again", () => {
    const table = tableOf("title;year;rating\nAlien;1979;8.5\nHeat;1995;8.0\n");
    expect(toCsv(table)).toBe("title,year,rating\r\nAlien,1979,8.5\r\nHeat,1995,8.0\r\n");
    expect(tableOf(toCsv(table))).toEqual(table);
  });
});

describe("2,000 mutated files", () => {
  test("give a table with columns of one length, or a reason; never an exception, never a hang", () => {
    const prng = createPrng(2000);
    const pick = (below: number): number => prng.integer(0, below - 1);
    const seeds = [
      encode('id,name,note\r\n1,Ann,"likes ""tea"", and\r\ncake"\r\n2,Bob,\r\n'),
      encode("name;price\nApfel;1,50\nBirne;2\n"),
      encode("a\tb\n1\t2\n3\t4\n"),
      new Uint8Array([0xff, 0xfe, ...[..."x,y\n1,é\n"].flatMap((char) => [char.charCodeAt(0), 0])]),
      encode("word\nred\n\nblue\n"),
    ];
    const scraps = ['"', ",", "\n", "\r", "\r\n", ";", "\t", "\0", '""', "\u{1f600}", " ", "\ufeff"].map(encode);
    let tables = 0;
    const codes = new Set<string>();
    for (let run = 0; run < 2000; run++) {
      let bytes = [...(seeds[run % seeds.length] ?? [])];
      for (let edits = 1 + pick(6); edits > 0; edits--) {
        const at = pick(bytes.length + 1);
        const kind = pick(4);
        if (kind === 0) bytes.splice(at, 1 + pick(5));
        else if (kind === 1) bytes.splice(at, 0, ...(scraps[pick(scraps.length)] ?? []));
        else if (kind === 2) bytes[at] = pick(256);
        else bytes = [...bytes, ...bytes.slice(at)];
      }
      const outcome = read(new Uint8Array(bytes), { header: [null, true, false][pick(3)] ?? null, fillShortRows: pick(2) === 0 });
      if (outcome.ok) {
        tables++;
        expect(new Set(outcome.table.columns.map(({ cells }) => cells.length)).size).toBe(1);
        expect(new Set(outcome.table.columns.map(({ name }) => name.toLowerCase())).size).toBe(outcome.table.columns.length);
        for (const { name } of outcome.table.columns) expect(name).toMatch(/^[\p{L}_][\p{L}\p{M}\p{N}_]*$/u);
      } else {
        codes.add(outcome.code);
        expect(outcome.message).toMatch(/[.?]$/);
      }
    }
    expect(tables).toBeGreaterThan(500);
    expect([...codes]).toEqual(expect.arrayContaining(["ragged", "unclosed-quote", "nul", "bad-quote"]));
  });
});
