// What the badge beside a joule says of the device.

import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { type KnownDevice, TierBadge } from "../../src/views/TierBadge.tsx";

const said = (timed?: Partial<KnownDevice>): string =>
  renderToStaticMarkup(createElement(TierBadge, timed === undefined ? {} : { timed: { tier: "T0", processor: false, imported: false, ...timed } })).replaceAll("&#x27;", "'");

test("a processor has no next tier: no badge on its runs says to measure this device", () => {
  expect(said({ processor: true })).not.toMatch(/measure this device/i);
  expect(said({ processor: true })).toMatch(/only GPUs are measured/);
  expect(said({})).toMatch(/Measure this device/);
  expect(said()).toMatch(/Tier T0: counted/);
});

test.each(["T1", "T2"] as const)("%s from a file is of a device with this adapter's name, not of this one", (tier) => {
  expect(said({ tier, imported: true })).toMatch(/on a device with this adapter's name/);
  expect(said({ tier, imported: true })).not.toMatch(/on this device/);
  expect(said({ tier })).toMatch(/on this device/);
});
