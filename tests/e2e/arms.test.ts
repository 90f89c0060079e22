// Which arms a run compares, and which its charts leave out.

import { expect, test } from "vitest";
import { type ArmName, DEFAULT_SCENARIO } from "../../src/scenario/scenario.ts";
import { encodeShareLink } from "../../src/scenario/share-link.ts";
import { button, open, region, statusSays } from "./page.ts";

test.each<[readonly ArmName[], RegExp, string]>([
  [["hybrid", "hybrid-all-blocks", "rules"], /^Hybrid used 1\/\d.* of the all-blocks energy|^Hybrid used about as much energy as all-blocks|^Hybrid used more: .* the all-blocks energy/, "Both arms on one linear axis from zero. Of this run's 3 arms, not drawn: rules."],
  [["hybrid", "rules"], /^No ratio: it needs the hybrid and an arm to compare it with/, "Both arms on one linear axis from zero."],
  [["hybrid"], /^No ratio: it needs the hybrid and an arm to compare it with/, "A linear axis from zero."],
])("of %j the headline says what is compared, and each chart what it leaves out", async (arms, headline, axis) => {
  const { page, errors } = await open(encodeShareLink({ ...DEFAULT_SCENARIO, arms }));
  await statusSays(page, "Ready");
  await button(page, "Run").click();
  await statusSays(page, "Finished");
  await region(page, "Energy ratio").getByText(headline).waitFor();
  const captions = await page.locator("figure figcaption").allInnerTexts();
  expect(captions.filter((caption) => caption.endsWith(axis))).toHaveLength(2);
  expect(errors).toEqual([]);
});
