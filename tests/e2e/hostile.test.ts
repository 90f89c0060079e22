// Hostile programs and links against the built page: nothing runs outside the box, nothing is asked of a counting server, a
// planted secret stays where it is, the page goes on answering, and so does the next program.

import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Page } from "playwright";
import { afterAll, beforeAll, expect, test } from "vitest";
import { encodeProgramLink, type ProgramTask } from "../../src/scenario/program-link.ts";
import { CANARY, HOSTILE_LINKS, HOSTILE_PROGRAMS, type HostileEnd, type HostileProgram } from "../fixtures/hostile-programs.ts";
import { button, open, region } from "./page.ts";

const SECRET = "planted-4c1f9d02";
const PROBES: Readonly<Record<ProgramTask["language"], string>> = {
  arithmetic: "20 + 22",
  sql: "SELECT 20 + 22",
  prolog: "?- X is 20 + 22.",
  plan: "types: t\nobjects: a42 - t\naction go(?x - t):\n  makes at(?x)\nstart: p\ngoal: at(a42)",
};
/** A program that has not ended by then is stopped by the visitor. */
const PATIENCE_MS = 1200;
const NEXT_ANSWER_MS = 1500;
/** Longest pause of the page's own thread; a visitor takes longer ones for a hang. */
const LONGEST_PAUSE_MS = 1000;

let visits = 0;
let canary: Server;
let address = "";

beforeAll(async () => {
  canary = createServer((_, response) => {
    visits++;
    response.setHeader("Access-Control-Allow-Origin", "*").end("1");
  });
  await new Promise<void>((resolve) => canary.listen(0, "127.0.0.1", resolve));
  address = `http://127.0.0.1:${(canary.address() as AddressInfo).port}/taken`;
});
afterAll(() => canary.close());

const armed = (text: string): string => text.replaceAll(CANARY, address);

function linkOf({ language, program, tables = [], facts = "", own = [] }: HostileProgram): string {
  const hash = encodeProgramLink({ language, program: armed(program), tables, facts, own: own.map((table) => ({ ...table, csv: armed(table.csv) })) });
  if (hash === null) throw new Error(`no link for ${program.slice(0, 60)}`);
  return hash;
}

/** Plants the secret wherever a page keeps things, and watches for pauses. */
async function plant(page: Page): Promise<void> {
  await page.evaluate((secret) => {
    localStorage.setItem("secret", secret);
    sessionStorage.setItem("secret", secret);
    document.cookie = `secret=${secret}`;
    indexedDB.open("secret").onupgradeneeded = ({ target }) => (target as IDBOpenDBRequest).result.createObjectStore(secret);
    const watch = { longest: 0, last: performance.now() };
    Object.assign(window, { watch });
    setInterval(() => {
      watch.longest = Math.max(watch.longest, performance.now() - watch.last);
      watch.last = performance.now();
    }, 20);
  }, SECRET);
}

async function openLink(page: Page, hash: string): Promise<void> {
  await page.evaluate((to) => {
    location.hash = to;
  }, hash);
}

const finished = (page: Page) => page.getByRole("status").filter({ hasText: /^Finished/ });

/** Runs what is in the editor, stops it when it takes too long; the end as the page says it. */
async function run(page: Page): Promise<{ readonly status: string; readonly byHand: boolean }> {
  await button(page, "Run").click();
  const byHand = await finished(page).waitFor({ timeout: PATIENCE_MS }).then(() => false, () => true);
  if (byHand) await page.keyboard.press("Escape"); // Stop by key: it may have ended this very moment
  await finished(page).waitFor();
  return { status: await finished(page).innerText(), byHand };
}

function endOf(status: string, byHand: boolean): HostileEnd {
  if (byHand || /out of|stopped|broke down/i.test(status)) return "stopped";
  return /not understood/i.test(status) ? "refused" : "harmless";
}

/** What a program may have left in the page. */
async function traces(page: Page): Promise<readonly string[]> {
  return page.evaluate((secret) => {
    const found: string[] = [];
    if (Object.hasOwn(window, "pwned")) found.push("script ran");
    if (document.documentElement.outerHTML.includes(secret)) found.push("secret shown");
    if (document.querySelector("img[src='x'], a[href^='javascript'], main script") !== null) found.push("markup drawn");
    if (localStorage.getItem("secret") !== secret || localStorage.length !== 1) found.push("storage changed");
    if (Object.keys(Object.prototype).length > 0) found.push("prototype changed");
    return found;
  }, SECRET);
}

test("hostile programs: none gets out, none keeps the page from answering", async () => {
  const { page, foreign } = await open("#solve");
  await page.getByRole("textbox", { name: "Program editor" }).waitFor();
  await plant(page);
  expect(HOSTILE_PROGRAMS.length).toBeGreaterThanOrEqual(60);
  // Each engine is loaded before its programs: what is timed is the next answer, not the first.
  for (const language of ["arithmetic", "sql", "prolog", "plan"] as const) {
    await openLink(page, linkOf({ language, program: PROBES[language], end: "harmless" }));
    await button(page, "Run").click();
    await finished(page).waitFor();
  }
  const wrong: string[] = [];
  const slowest = { next: 0 };
  for (const hostile of HOSTILE_PROGRAMS) {
    const name = `${hostile.language}: ${hostile.program.slice(0, 70)}`;
    await openLink(page, linkOf(hostile));
    if (hostile.own !== undefined) await page.getByText(/\d+ rows?, \d+ columns?, from/).first().waitFor({ state: "attached" });
    const { status, byHand } = await run(page);
    const end = endOf(status, byHand);
    if (end !== hostile.end) wrong.push(`${name} ended ${end}: ${status}; ${(await region(page, "Result").innerText()).slice(0, 300)}`);
    for (const trace of await traces(page)) wrong.push(`${name}: ${trace}`);
    await openLink(page, linkOf({ language: hostile.language, program: PROBES[hostile.language], end: "harmless" }));
    const startedAt = performance.now();
    await button(page, "Run").click();
    await finished(page).waitFor();
    const next = performance.now() - startedAt;
    slowest.next = Math.max(slowest.next, next);
    if (next > NEXT_ANSWER_MS) wrong.push(`${name}: the next answer took ${next.toFixed(0)} ms`);
    if (!(await region(page, "Result").innerText()).includes("42")) wrong.push(`${name}: the next answer is wrong`);
  }
  const longest = await page.evaluate(() => (window as unknown as { watch: { longest: number } }).watch.longest);
  console.log(`${HOSTILE_PROGRAMS.length} hostile programs; slowest next answer ${slowest.next.toFixed(0)} ms, longest pause of the page ${longest.toFixed(0)} ms, ${visits} visits`);
  expect(wrong).toEqual([]);
  expect(longest).toBeLessThan(LONGEST_PAUSE_MS);
  expect(foreign).toEqual([]);
  expect(visits).toBe(0);
  // The counter does count.
  await fetch(address);
  expect(visits).toBe(1);
}, 400_000);

test("hostile links: each is refused or cleaned, runs nothing, and leaves a page that answers", async () => {
  const { page, errors, foreign } = await open("#solve");
  await page.getByRole("textbox", { name: "Program editor" }).waitFor();
  await plant(page);
  const before = visits;
  for (const link of HOSTILE_LINKS) {
    await openLink(page, armed(link));
    await region(page, "Notice").waitFor();
    expect(await finished(page).count()).toBe(0);
    expect([link.slice(0, 80), await traces(page)]).toEqual([link.slice(0, 80), []]);
    await button(page, "Dismiss the notice").click();
  }
  await openLink(page, linkOf({ language: "arithmetic", program: PROBES.arithmetic, end: "harmless" }));
  await button(page, "Run").click();
  await finished(page).waitFor();
  expect(await region(page, "Result").innerText()).toContain("42");
  expect(visits).toBe(before);
  expect(foreign).toEqual([]);
  expect(errors).toEqual([]);
});
