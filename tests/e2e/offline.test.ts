// After the first visit the page needs no connection: the service worker has what it loaded.

import { expect, test } from "vitest";
import { ANSWER, ask, open, QUESTION, region, statusSays } from "./page.ts";

test("a second visit without a connection answers a question live", async () => {
  const { page } = await open("", { serviceWorkers: "allow" });
  await statusSays(page, /ready/i);
  await page.waitForFunction(async () => {
    const kept = await caches.match(new URL("models/dense.safetensors", document.baseURI).href);
    return kept !== undefined && (await caches.match(location.href.split("#")[0] ?? "")) !== undefined;
  });
  await page.context().setOffline(true);
  const server = await page.evaluate(() => fetch("never-loaded.txt").then(() => "reached", () => "out of reach"));
  expect(server).toBe("out of reach");
  await page.reload();
  await statusSays(page, /ready/i);
  await ask(page, QUESTION);
  await region(page, "Hybrid answer").getByText(ANSWER).first().waitFor();
});
