// Letters beyond a to z, and upper and lower case in an order: each caution beside what SQLite answers, and near cases in which
// nothing is said.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { DataTable } from "../../src/solver/result.ts";
import { expectSaid, type Said, saidOf, table } from "./sql-solve.ts";

const TOWNS = table(
  "towns",
  ["n", "integer", ["1", "2", "3"]],
  ["town", "text", ["ÖREBRO", "Oslo", "örnsköldsvik"]],
  ["first", "text", ["Éva", "Ann", "Zoe"]],
  ["nick", "text", ["Cy", "bob", "Ann"]],
  ["plain", "text", ["Cy", "Bob", "Ann"]],
  ["loud", "text", ["CY", "Bob", "ÉVA"]],
  ["code", "text", ["Zx1", "ab2", "cd3"]],
  ["swiss", "text", ["Straße", "STRASSE", "Zug"]],
);
const NEAR = table("near", ["name", "text", ["Tuvalu", "Türkiye"]]);

const found = (program: string, tables: readonly DataTable[] = [TOWNS, NEAR]): Promise<Said> => saidOf(program, tables);

describe("letters", () => {
  test.each([
    ["SELECT n FROM towns WHERE town LIKE 'ö%'", "3", `'ö%' is not like "ÖREBRO" in SQL, which takes upper and lower case as one for a to z only. Add OR town LIKE 'Ö%'.`],
    ["SELECT n FROM towns WHERE town NOT LIKE 'ö%' ORDER BY n", "1 2", /Add AND town NOT LIKE 'Ö%'\.$/],
    ["SELECT n FROM towns WHERE town LIKE 'orebro' OR town LIKE '%rNSKÖLD%'", "", `'%rNSKÖLD%' is not like "örnsköldsvik" in SQL, which takes upper and lower case as one for a to z only. Add OR town LIKE '%rNSKöLD%'.`],
    ["SELECT n FROM towns WHERE town LIKE 'ör!%%' ESCAPE '!' OR town LIKE 'ör_b!ro' ESCAPE '!'", "", /^'ör_b!ro' is not like "ÖREBRO"/],
    ["SELECT lower(first) FROM towns WHERE n = 1", "Éva", `lower(first) changes the case of a to z only: "Éva" becomes "Éva".`],
    ["SELECT upper('éva')", "éVA", `upper('éva') changes the case of a to z only: "éva" becomes "éVA".`],
    ["SELECT n FROM towns WHERE lower(loud) = 'éva'", "", `lower(loud) changes the case of a to z only: "ÉVA" becomes "Éva".`],
    ["SELECT n FROM towns WHERE 'éva' = lower(loud)", "", /^lower\(loud\) changes/],
    ["SELECT n FROM towns WHERE lower(loud) IN ('cy', 'éva')", "1", /^lower\(loud\) changes/],
    ["SELECT n FROM towns WHERE upper(town) LIKE 'ÖRN%'", "", /^upper\(town\) changes the case of a to z only: "örnsköldsvik" becomes "öRNSKöLDSVIK"\.$/],
    ["SELECT count(*) FROM towns GROUP BY lower(town)", "1 1 1", /^lower\(town\) changes/],
    ["SELECT nick FROM towns ORDER BY nick", "Ann Cy bob", `SQL orders nick by A to Z, then a to z, then letters with accents: "Cy" comes before "bob". nick COLLATE NOCASE takes upper and lower case of a to z as one.`],
    ["SELECT max(nick) FROM towns", "bob", /^SQL orders nick by/],
    ["SELECT max(first) FROM towns", "Éva", /"Zoe" comes before "Éva"/],
    ["SELECT nick AS who FROM towns ORDER BY 1 DESC", "bob Cy Ann", /^SQL orders who by/],
    ["SELECT first FROM towns ORDER BY first", "Ann Zoe Éva", `SQL orders first by A to Z, then a to z, then letters with accents: "Zoe" comes before "Éva". It has no other alphabet.`],
    ["SELECT row_number() OVER (ORDER BY first) FROM towns ORDER BY n", "3 1 2", /^SQL orders first by/],
  ])("%s is %s, and so it says", async (program, cells, caution) => {
    expectSaid(await found(program), cells, caution);
  });

  test.each([
    ["SELECT n FROM towns WHERE town LIKE 'os%'", "2"],
    ["SELECT n FROM towns WHERE town LIKE 'ö%' OR town LIKE 'Ö%' ORDER BY n", "1 3"],
    ["SELECT n FROM towns WHERE town NOT LIKE 'ö%' AND town NOT LIKE 'Ö%'", "2"],
    ["SELECT n FROM towns WHERE town LIKE 'ÖRE%'", "1"],
    ["SELECT n FROM towns WHERE first LIKE '%E' ORDER BY n", "3"],
    ["SELECT n FROM towns WHERE swiss LIKE 'stra%' ORDER BY n", "1 2"],
    ["SELECT n FROM towns WHERE town GLOB 'ö*'", "3"],
    ["SELECT n FROM towns WHERE lower(town) = 'oslo'", "2"],
    ["SELECT n FROM towns WHERE lower(town) LIKE 'o%'", "2"],
    ["SELECT n FROM towns WHERE lower(first) IN ('ann', 'zoe') ORDER BY n", "2 3"],
    ["SELECT lower(plain) FROM towns ORDER BY n", "cy bob ann"],
    ["SELECT upper('straße')", "STRAßE"],
    ["SELECT plain FROM towns ORDER BY plain", "Ann Bob Cy"],
    ["SELECT nick FROM towns ORDER BY nick COLLATE NOCASE", "Ann bob Cy"],
    ["SELECT nick FROM towns ORDER BY n, nick", "Cy bob Ann"],
    ["SELECT code FROM towns ORDER BY code", "Zx1 ab2 cd3"],
    ["SELECT max(plain) FROM towns", "Cy"],
    ["SELECT min(nick) FROM towns", "Ann"],
    ["SELECT min(first) FROM towns", "Ann"],
    ["SELECT name FROM near ORDER BY name", "Tuvalu Türkiye"],
    ["SELECT count(*) FROM towns GROUP BY nick ORDER BY 1", "1 1 1"],
  ])("%s is %s, and nothing is said", async (program, cells) => {
    expect(await found(program)).toEqual({ cells, said: "" });
  });

  test("LIKE is a caution where a row is missed that has the letters in another case, and only there", async () => {
    const letters = fc.constantFrom("ö", "Ö", "a", "A");
    const cells = fc.array(fc.string({ unit: letters, minLength: 1, maxLength: 3 }), { minLength: 2, maxLength: 5 });
    const patterns = fc.array(fc.oneof(letters, letters, fc.constantFrom("%", "%", "_")), { minLength: 1, maxLength: 5 }).map((parts) => parts.join(""));
    let traps = 0;
    await fc.assert(
      fc.asyncProperty(cells, patterns, async (texts, pattern) => {
        const rows = async (wanted: string, columns: readonly string[]): Promise<string> =>
          (await found(`SELECT i FROM t WHERE c LIKE '${wanted}' ORDER BY i`, [table("t", ["c", "text", columns], ["i", "integer", columns.map((_, index) => String(index))])])).cells;
        const wrong = (await rows(pattern, texts)) !== (await rows(pattern.toLowerCase(), texts.map((text) => text.toLowerCase())));
        if (wrong) traps++;
        const data = table("t", ["c", "text", texts], ["i", "integer", texts.map((_, index) => String(index))]);
        expect((await found(`SELECT i FROM t WHERE c LIKE '${pattern}' ORDER BY i`, [data])).said !== "").toBe(wrong);
      }),
      { numRuns: 200, seed: 20261126 },
    );
    expect(traps).toBeGreaterThan(15);
    expect(traps).toBeLessThan(180);
  });
});
