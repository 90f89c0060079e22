// SQL and Prolog over built-in tables and the visitor's own, as a visitor meets them.

import { readdirSync, readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import type { Page } from "playwright";
import { describe, expect, test } from "vitest";
import { decodeProgramLink, encodeProgramLink, type ProgramTask } from "../../src/scenario/program-link.ts";
import { button, open, region, statusSays } from "./page.ts";

const TASK: ProgramTask = { language: "sql", program: "", tables: [], facts: "", own: [] };

async function openTask(task: Partial<ProgramTask>, options: Parameters<typeof open>[1] = {}, prepare?: Parameters<typeof open>[2]): ReturnType<typeof open> {
  const hash = encodeProgramLink({ ...TASK, ...task });
  if (hash === null) throw new Error("the program does not fit into a link");
  return open(hash, options, prepare);
}

async function run(page: Page): Promise<string> {
  await button(page, "Run").click();
  await statusSays(page, /^Finished/);
  return region(page, "Result").innerText();
}

/** Milliseconds of the job as the page shows them. */
function timed(result: string): number {
  const [, value, unit] = /([\d.,]+) (ms|s), timed on this device/.exec(result) ?? [];
  if (value === undefined) throw new Error(`no time in: ${result}`);
  return Number(value.replace(",", "")) * (unit === "s" ? 1000 : 1);
}

const dataPanel = (page: Page) => region(page, "Data");

async function addFile(page: Page, name: string, text: string): Promise<void> {
  await dataPanel(page).getByText("Data:", { exact: false }).first().click();
  await dataPanel(page).getByLabel(/CSV or TSV files/).setInputFiles({ name, mimeType: "text/csv", buffer: Buffer.from(text) });
}

describe("built-in tables", () => {
  test("the largest landlocked country comes with its query plan and its sources", async () => {
    const { page, errors, foreign } = await open("#solve");
    await page.getByRole("radio", { name: "SQL" }).check();
    await button(page, "Largest landlocked country").click();
    const result = await run(page);
    expect(result).toContain("Kazakhstan");
    expect(result).toContain("SCAN country_areas");
    expect(result).toContain("ODbL-1.0");
    expect(errors).toEqual([]);
    expect(foreign).toEqual([]);
  });

  test("an export that is not all says so", async () => {
    const { page } = await openTask({ program: "SELECT name FROM elements", tables: ["elements"] });
    await run(page);
    await button(page, "Export CSV").waitFor();
    await page.getByText("Limits", { exact: true }).click();
    await page.getByLabel("Most rows or solutions").selectOption("10");
    await run(page);
    const [download] = await Promise.all([page.waitForEvent("download"), button(page, "Export these 10 rows as CSV").click()]);
    expect(readFileSync(await download.path(), "utf8").trim().split("\r\n")).toHaveLength(11);
  });

  test("a table that is not chosen is named with what to do", async () => {
    const { page } = await openTask({ program: "SELECT name FROM elements" });
    expect(await run(page)).toMatch(/elements/);
    await statusSays(page, /not understood/i);
  });
});

describe("own data", () => {
  const SALES = "region;amount;day\nnorth;10,5;2026-01-02\nsouth;20,25;2026-01-03\nnorth;1,25;2026-01-04\n";

  test("a dropped-in file is read, shown with its types, and answers SQL and Prolog alike", async () => {
    const { page, foreign } = await openTask({ program: "SELECT region, sum(amount) AS total FROM sales GROUP BY region ORDER BY total DESC" });
    await addFile(page, "sales.csv", SALES);
    const card = region(page, "Own table sales");
    await card.getByText("3 rows").first().waitFor();
    expect(await card.getByLabel("Type of amount").inputValue()).toBe("real");
    const result = await run(page);
    expect(result).toMatch(/south\s+20\.25\s+north\s+11\.75/);
    await card.getByLabel("Type of amount").selectOption("text");
    await statusSays(page, "Changed since the last run");
    await page.getByRole("radio", { name: "Prolog" }).check();
    await page.getByRole("textbox", { name: "Program editor" }).click();
    await page.keyboard.press("Control+A");
    await page.keyboard.type("?- sales(north, Amount, _).");
    expect(await run(page)).toContain("2 solutions");
    expect(foreign).toEqual([]);
  });

  test("numbers in a column of text are pointed out, a no for their sake is cautioned, and their reading is said", async () => {
    const { page, errors } = await openTask({ program: "SELECT item FROM prices WHERE price = 1.5" });
    await addFile(page, "prices.csv", 'item,price\ntea,"1,50"\nmilk,"2,25"\n');
    const card = region(page, "Own table prices");
    await card.getByText('price is text and could be read as number: "1,50" as 1.5.').waitFor();
    expect(await run(page)).toMatch(/Proved: no[^]*Mind\s+price is text, and SQL compares 1\.5 with it letter by letter: "1,50" does not equal it\. Choose number or whole number as the type of price in the Data panel\.\s+Why not/);
    await card.getByLabel("Type of price").selectOption("real");
    await card.getByText('price as number: "1,50" read as 1.5, "2,25" read as 2.25.').waitFor();
    expect(await card.getByText("could be read").count()).toBe(0);
    const result = await run(page);
    expect(result).toMatch(/Answer\s+tea/);
    expect(result).not.toContain("Mind");
    expect(errors).toEqual([]);
  });

  test("own facts go into a link only when that is ticked, and the tick does not hold for what comes later", async () => {
    const { page } = await openTask({ language: "prolog", program: "?- salary(eva, X)." });
    const factsInAddress = (): string => {
      const link = decodeProgramLink(new URL(page.url()).hash);
      return link.status === "ok" ? link.task.facts : link.status;
    };
    await button(page, "Add facts beside the program").click();
    await page.getByLabel("Facts and rules beside the program").fill("salary(eva, 100).");
    await button(page, "Copy link").click();
    await statusSays(page, /without your own data: the facts beside the program/);
    expect(factsInAddress()).toBe("");
    await page.getByLabel("Put my own data into the link: the facts beside the program (1 line)").check();
    await button(page, "Copy link").click();
    await expect.poll(factsInAddress).toBe("salary(eva, 100).");
    await addFile(page, "sales.csv", SALES);
    expect(await page.getByLabel("Put my own data into the link: sales (3 rows), the facts beside the program (1 line)").isChecked()).toBe(false);
  });

  test("goes into a link only when that is ticked", async () => {
    const { page } = await openTask({ program: "SELECT count(*) FROM sales" });
    await addFile(page, "sales.csv", SALES);
    await region(page, "Own table sales").waitFor();
    const copied = async (): Promise<ProgramTask> => {
      await button(page, "Copy link").click();
      await statusSays(page, /link/i);
      const link = decodeProgramLink(new URL(page.url()).hash);
      if (link.status !== "ok") throw new Error(link.status);
      return link.task;
    };
    expect((await copied()).own).toEqual([]);
    await page.getByLabel("Put my own data into the link: sales (3 rows)").check();
    await region(page, "Own table sales").getByLabel("Type of amount").selectOption("text");
    expect((await copied()).own).toMatchObject([{ name: "sales", types: [["amount", "text"]] }]);
    await page.reload();
    await dataPanel(page).getByText("Data:", { exact: false }).first().click();
    await expect.poll(() => region(page, "Own table sales").getByLabel("Type of amount").inputValue()).toBe("text");
  });

  test("a link without the sender's own data says what of it the program reads", async () => {
    const { page, errors } = await openTask({ program: "SELECT count(*) FROM sales", leftOut: { tables: ["sales"], facts: false } });
    await region(page, "Notice").getByText("The sender's own data is not in the link: the table sales.").waitFor();
    expect(errors).toEqual([]);
  });

  test("a link leaves own tables and facts where they are, and reads its own table of the same name", async () => {
    const { page, errors } = await open("#solve");
    await page.getByRole("radio", { name: "Prolog" }).check();
    await button(page, "Add facts beside the program").click();
    await page.getByLabel("Facts and rules beside the program").fill("mine(1).");
    await addFile(page, "sales.csv", SALES);
    await region(page, "Own table sales").getByText("3 rows").first().waitFor();
    const hash = encodeProgramLink({ ...TASK, language: "prolog", program: "?- sales(X).", own: [{ name: "sales", csv: "amount\r\n7\r\n", types: [] }] });
    await page.evaluate((link) => location.assign(link ?? ""), hash);
    await region(page, "Notice").getByText("Your table sales is named sales_2 now: the link brings another of its name.").waitFor();
    await region(page, "Own table sales_2").getByText("3 rows").first().waitFor();
    await region(page, "Own table sales").getByText("1 row").first().waitFor();
    expect(await run(page)).toMatch(/Answer\s+7\s/);
    await button(page, "Bring them back").click();
    expect(await page.getByLabel("Facts and rules beside the program").inputValue()).toBe("mine(1).");
    expect(errors).toEqual([]);
  });

  test("a broken file is refused with its row, and the others stay", async () => {
    const { page, errors } = await openTask({ program: "SELECT count(*) FROM sales" });
    await addFile(page, "sales.csv", SALES);
    await region(page, "Own table sales").waitFor();
    await dataPanel(page).getByLabel(/CSV or TSV files/).setInputFiles({ name: "odd.csv", mimeType: "text/csv", buffer: Buffer.from("a,b\n1,2\n3\n4,5,6\n") });
    await region(page, "Own table odd.csv").getByText(/row \d/i).first().waitFor();
    expect(await run(page)).toMatch(/\b3\b/);
    expect(errors).toEqual([]);
  });

  test("cells go to an engine once: not with the next run, again where they changed or a run was stopped, and to each language", async () => {
    const { page, errors } = await openTask({ program: "SELECT count(*) FROM sales" }, {}, (opened) =>
      opened.addInitScript(() => {
        const counted = { cells: 0 };
        Object.assign(window, { counted });
        const post = MessagePort.prototype.postMessage;
        MessagePort.prototype.postMessage = function (this: MessagePort, message: { payload?: { tables?: { columns: { cells: unknown[] }[] | null }[] } } | null, ...rest: never[]) {
          for (const { columns } of message?.payload?.tables ?? []) for (const { cells } of columns ?? []) counted.cells += cells.length;
          post.call(this, message, ...rest);
        };
      }),
    );
    const counted = (): Promise<number> => page.evaluate(() => (window as unknown as { counted: { cells: number } }).counted.cells);
    const results: string[] = [];
    const sentBy = async (): Promise<number> => {
      const before = await counted();
      results.push((await run(page)).replace(/[\d.,]+ m?s, timed/, "timed"));
      return (await counted()) - before;
    };
    const editor = page.getByRole("textbox", { name: "Program editor" });
    const card = region(page, "Own table sales");
    await addFile(page, "sales.csv", SALES);
    await card.getByText("3 rows").first().waitFor();
    expect([await sentBy(), await sentBy()]).toEqual([9, 0]);
    expect(results[0]).toMatch(/Answer\s+3\s/);
    expect(results[1]).toBe(results[0]); // with its work
    await card.getByLabel("Type of amount").selectOption("text"); // other cells
    await editor.fill("SELECT DISTINCT typeof(amount) FROM sales");
    expect([await sentBy(), await sentBy()]).toEqual([9, 0]);
    expect(results[2]).toMatch(/Answer\s+text\s/);
    expect(results[3]).toBe(results[2]);
    await page.getByRole("radio", { name: "Prolog" }).check();
    await editor.fill("?- sales(X, _, _).");
    expect([await sentBy(), await sentBy()]).toEqual([9, 0]);
    expect(results[4]).toContain("3 solutions");
    expect(results[5]).toBe(results[4]);
    // An endless search has to outlast the way to Stop: the normal limit of inferences is reached in less than a second.
    await page.getByText("Limits", { exact: true }).click();
    await page.getByRole("combobox", { name: /^Patience/ }).selectOption("very-long");
    await editor.fill("loop :- loop. ?- sales(_, _, _), loop.");
    await button(page, "Run").click();
    await statusSays(page, "Searching");
    await button(page, "Stop").click();
    await statusSays(page, /Stopped/);
    await editor.fill("?- sales(X, _, _).");
    expect([await sentBy(), await sentBy()]).toEqual([9, 0]);
    expect(results.slice(6)).toEqual([results[4], results[4]]);
    await card.getByRole("button", { name: /^Remove/ }).click();
    expect(await run(page)).toContain("sales/3 is not known");
    expect(errors).toEqual([]);
  });

  test("100,000 rows are grouped in under 0.3 s once they are loaded, and the page stays responsive while they are", async () => {
    const lines = ["id,city,amount"];
    for (let i = 0; i < 100_000; i++) lines.push(`${i},city${(i * 7919) % 1000},${(i * 31) % 997}`);
    const { page } = await openTask({ program: "SELECT city, count(*) AS n, sum(amount) AS total FROM orders GROUP BY city ORDER BY total DESC LIMIT 3" });
    await page.evaluate(() => {
      const gaps = { worst: 0, last: performance.now() };
      Object.assign(window, { gaps });
      setInterval(() => {
        gaps.worst = Math.max(gaps.worst, performance.now() - gaps.last);
        gaps.last = performance.now();
      }, 10);
    });
    await addFile(page, "orders.csv", lines.join("\n"));
    await region(page, "Own table orders").getByText("100,000 rows").first().waitFor();
    const cold = await run(page);
    const times = [timed(await run(page)), timed(await run(page)), timed(await run(page))];
    const worst = await page.evaluate(() => (window as unknown as { gaps: { worst: number } }).gaps.worst);
    console.log(`100,000-row group-by: first ${timed(cold)} ms, then ${times.join(", ")} ms; longest pause of the page ${worst.toFixed(0)} ms`);
    expect(Math.min(...times)).toBeLessThan(300);
    // 0.2 to 0.4 s by itself; twice the longest seen where other work shared both cores. A frozen page would wait for the whole import.
    expect(worst).toBeLessThan(2000);
  });
});

describe("Prolog", () => {
  test("a program of one fact has one answer; facts beside it are shown under it and count", async () => {
    const { page } = await open("#solve");
    await page.getByRole("radio", { name: "Prolog" }).check();
    await page.getByRole("textbox", { name: "Program editor" }).fill("parent(tom, bob). ?- parent(X, Y).");
    expect(await run(page)).toMatch(/tom\s+bob\s+1 row/);
    await button(page, "Add facts beside the program").click();
    await page.keyboard.type("parent(bob, ann).");
    expect(await run(page)).toContain("2 solutions");
    await page.reload();
    expect(await page.getByLabel("Facts and rules beside the program").inputValue()).toBe("parent(bob, ann).");
  });

  test("an ancestor is proved from facts with their lines", async () => {
    const { page, errors, foreign } = await open("#solve");
    await page.getByRole("radio", { name: "Prolog" }).check();
    await button(page, "Family").click();
    const result = await run(page);
    expect(result).toContain("3 solutions");
    expect(result).toMatch(/parent\(dora, zoe\)\s+fact, line 6/);
    expect(errors).toEqual([]);
    expect(foreign).toEqual([]);
  });

  test("a sudoku of 17 clues takes less than half a second", async () => {
    const { page } = await open("#solve");
    await page.getByRole("radio", { name: "Prolog" }).check();
    await page.getByRole("button", { name: /^Sudoku/ }).click();
    await run(page);
    const times = [timed(await run(page)), timed(await run(page)), timed(await run(page))];
    console.log(`sudoku of 17 clues: ${times.join(", ")} ms`);
    expect(Math.min(...times)).toBeLessThan(500);
  });
});

test("each engine is at most 2.1 MB packed", () => {
  const assets = readdirSync("dist/assets");
  const packed = (...patterns: readonly RegExp[]): number =>
    assets.filter((name) => patterns.some((pattern) => pattern.test(name))).reduce((sum, name) => sum + gzipSync(readFileSync(`dist/assets/${name}`)).length, 0);
  const sql = packed(/^sql-worker/, /^sqlite3-.*\.wasm$/);
  const prolog = packed(/^prolog-worker/, /^swipl-web-.*\.(?:wasm|data)$/);
  console.log(`packed: SQLite ${sql} bytes, SWI-Prolog ${prolog} bytes`);
  for (const bytes of [sql, prolog]) {
    expect(bytes).toBeGreaterThan(100_000);
    expect(bytes).toBeLessThanOrEqual(2_100_000);
  }
});
