// Numbered migrations of share links: MIGRATIONS[i] turns the fields of version i + 1 into those of version i + 2.
// Gap-free by construction. A released migration never changes; a new version appends one.

import { OLDER_WORK_HASH } from "./digest.ts";

/** Key to raw text, as in the link. */
export type LinkFields = ReadonlyMap<string, string>;

export const MIGRATIONS: readonly ((fields: LinkFields) => LinkFields)[] = [
  // 2 adds links to programs (lang, tables, p); a link to a run stays as it was.
  (fields) => fields,
  // 3 counts work anew (comparisons and resident bytes apart, every multiplication): the work hash of an older digest says nothing about a run of today.
  (fields) => {
    const digest = fields.get("d");
    return digest === undefined ? fields : new Map(fields).set("d", digest.replace(/\.[0-9a-f]+$/, `.${OLDER_WORK_HASH}`));
  },
  // 4 says in the digest which networks ran and has a short hash for each token; an older digest stays without.
  (fields) => fields,
];

/** The version this code writes. */
export const LINK_VERSION = MIGRATIONS.length + 1;

/** Brings fields of `version` (1 .. LINK_VERSION) up to LINK_VERSION. */
export function migrate(fields: LinkFields, version: number): LinkFields {
  return MIGRATIONS.slice(version - 1).reduce((current, step) => step(current), fields);
}
