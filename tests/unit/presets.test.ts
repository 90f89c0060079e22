import { expect, test } from "vitest";
import * as v from "valibot";
import { findProfile } from "../../src/energy/profiles.ts";
import { PRESETS } from "../../src/scenario/presets.ts";
import { SCENARIO_SCHEMA } from "../../src/scenario/schema.ts";
import { decodeShareLink, encodeShareLink } from "../../src/scenario/share-link.ts";

test("there are eight presets with their own ids, titles and questions", () => {
  expect(PRESETS).toHaveLength(8);
  for (const key of ["id", "title", "why"] as const) expect(new Set(PRESETS.map((preset) => preset[key])).size).toBe(8);
  expect(new Set(PRESETS.map((preset) => preset.scenario.question)).size).toBe(8);
});

test.each(PRESETS.map((preset) => [preset.id, preset] as const))("%s is a valid scenario and survives a link", (_id, preset) => {
  expect(v.is(SCENARIO_SCHEMA, preset.scenario)).toBe(true);
  expect(findProfile(preset.scenario.profile).id).toBe(preset.scenario.profile);
  expect(decodeShareLink(encodeShareLink(preset.scenario))).toEqual({ status: "ok", scenario: preset.scenario, digest: null });
});
