// What the badge beside a joule says of the device.

import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { TierBadge } from "../../src/views/TierBadge.tsx";

const said = (props: Parameters<typeof TierBadge>[0]): string => renderToStaticMarkup(createElement(TierBadge, props)).replaceAll("&#x27;", "'");

test("a processor has no next tier: no badge on its runs says to measure this device", () => {
  for (const timed of [true, false]) expect(said({ tier: "T0", timed, processor: true })).not.toMatch(/measur(e|ing) this device/i);
  expect(said({ tier: "T0", timed: true, processor: true })).toMatch(/only GPUs are measured/);
  expect(said({ tier: "T0", timed: true })).toMatch(/Measure this device/);
  expect(said({ tier: "T0" })).toMatch(/measuring this device/);
});

test.each(["T1", "T2"] as const)("%s from a file is of a device with this adapter's name, not of this one", (tier) => {
  expect(said({ tier, timed: true, imported: true })).toMatch(/on a device with this adapter's name/);
  expect(said({ tier, timed: true, imported: true })).not.toMatch(/on this device/);
  expect(said({ tier, timed: true })).toMatch(/on this device/);
});
