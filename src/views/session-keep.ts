// A value in sessionStorage: a reload of the tab keeps it. A browser that keeps nothing works as well, only not across a reload.

import * as v from "valibot";

/** Null when nothing is kept under `key`, or something that `schema` refuses. */
export function readKept<T>(key: string, schema: v.GenericSchema<unknown, T>): T | null {
  try {
    const parsed = v.safeParse(schema, JSON.parse(sessionStorage.getItem(key) ?? "null"));
    return parsed.success ? parsed.output : null;
  } catch {
    return null;
  }
}

export function keep(key: string, value: unknown): void {
  try {
    sessionStorage.setItem(key, JSON.stringify(value));
  } catch {
    // Full or forbidden.
  }
}
