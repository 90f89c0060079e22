import { describe, expect, test } from "vitest";
import { exactAnswer } from "../../src/engine/exact-answer.ts";
import { unreadMessage, unreadNumber } from "../../src/model/unread-number.ts";
import { createPrng } from "../../src/scenario/prng.ts";
import { hybridPrompt } from "../../src/tasks/arithmetic/encode.ts";
import { generateExample } from "../../src/tasks/arithmetic/generate.ts";
import { parseByRules } from "../../src/tasks/arithmetic/rules.ts";
import { arithmeticTokenizer } from "../../src/tasks/arithmetic/vocabulary.ts";

describe("what would be read in part is refused by name, by both readers, and has no exact answer", () => {
  test.each([
    ["0x10 plus 1", "0x10"],
    ["0x1F+1", "0x1F"],
    ["1e5+1", "1e5"],
    ["12e plus 1", "12e"],
    ["1.2.3 + 1", "1.2.3"],
    ["1,23,4 + 1", "1,23,4"],
    ["3,5 + 1", "3,5"],
    ["1234,567 + 1", "1234,567"],
    ["1..5 + 1", "1..5"],
    ["5%5", "5%5"],
    ["3½ + 1", "3½"],
    ["½ of 10", "½"],
    ["5² + 1", "5²"],
    ["١٢٣ + 1", "١٢٣"],
    ["１２ + 1", "１２"],
    ["Ⅷ + 1", "Ⅷ"],
    ["1_000 + 1", "1_000"],
    ["1'000 + 1", "1'000"],
    ["1\u00a0000 + 1", "1\u00a0000"],
    ["1 000 + 1", "1 000"],
    ["the sum of 12 050 and 3", "12 050"],
    ["12 500 + 1", "12 500"],
    ["1 + 12 500", "+ 12 500"],
    ["∞ - 1", "∞"],
    ["2 times π", "π"],
    ["√9 + 1", "√"],
    ["the 3rd plus 4", "3rd"],
    ["5k plus 3", "5k"],
    ["3 1/2 plus 1", "3 1/2"],
    ["2 million plus 1", "2 million"],
    ["two billion plus 1", "two billion"],
    ["two hundred thousand plus 1", "two hundred thousand"],
    ["three hundred twenty plus 1", "three hundred twenty"],
    ["the sum of one hundred and two hundred", "one hundred and two hundred"],
    ["from 3:30 pm to 5", "3:30 pm"],
    ["the minutes from 3:30 to 4:45", "from 3:30"],
    ["a1.5 + 2", "a1.5"],
  ])("%s", (question, token) => {
    expect(unreadNumber(question)).toBe(token);
    expect(hybridPrompt(question, arithmeticTokenizer())).toMatchObject({ ok: false, code: "unread-number", message: expect.stringContaining(`“${token}”`) });
    expect(parseByRules(question)).toMatchObject({ program: null, complete: false });
    expect(exactAnswer(question)).toBeNull();
  });
});

describe("what can be read whole has its exact answer", () => {
  test.each([
    ["-0 + 5", "5"],
    ["007 + 1", "8"],
    [".5 + 1", "1.5"],
    ["What is 2 + 5.", "7"],
    ["1/2/4", "0.125"],
    ["10^6", "1000000"],
    ["1,000.50 + 1", "1001.5"],
    ["2x3x4", "24"],
    ["0 x 10 plus 1", "1"],
    ["(1+2)x3.5", "10.5"],
    ["three hundred and twenty-five plus 1", "326"],
    ["max(3,4)", "4"],
    ["average of 3, 4, 5", "4"],
  ])("%s is %s", (question, answer) => {
    expect(unreadNumber(question)).toBeNull();
    expect(exactAnswer(question)).toBe(answer);
  });

  test.each(["5kg and 3 kg", "448 494", "31 7 430 718", "on day 3 250 people came", "costs $1,000.50 or €5", "room a12, covid-19", "45x = 9", "610:639", "half of it.5 more", "He paid 5.How many?", "50%off"])("%s is left to the network", (question) => {
    expect(unreadNumber(question)).toBeNull();
  });

  test("a day is not called a quotient", () => {
    for (const day of ["3/4/2021", "31-12-1999", "2021-03-04"]) expect(exactAnswer(day)).toBeNull();
    expect(exactAnswer("3 / 4 / 2021")).toBe("3/8084");
  });

  test("no question of the task is refused", () => {
    const prng = createPrng(5);
    for (const split of ["train", "unseen-numbers", "unseen-templates", "unseen-situations", "outside"] as const) {
      for (let i = 0; i < 3000; i++) {
        const { question } = generateExample(prng, split);
        if (/\.\d{3},/.test(question)) continue; // commas in a long fraction: about 2 in a million
        expect([question, unreadNumber(question)]).toEqual([question, null]);
      }
    }
  });
});

test("the message shows the head of an endless token", () => {
  expect(unreadMessage(`1${"_0".repeat(900)}`).length).toBeLessThan(200);
});
