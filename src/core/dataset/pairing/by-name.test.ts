import fc from "fast-check";
import { expect, test } from "vitest";
import { byName, neighbourByName } from "./by-name.ts";

test("numbers in names sort by value", () => {
  expect(["cell10", "cell2", "0fb8", "003c", "cell02"].sort(byName)).toEqual([
    "0fb8",
    "003c",
    "cell02",
    "cell2",
    "cell10",
  ]);
});

test("the order does not depend on the input order", () => {
  fc.assert(
    fc.property(fc.array(fc.string()), (names) => {
      expect([...names].reverse().sort(byName)).toEqual([...names].sort(byName));
    }),
  );
});

test("steps from neighbour to neighbour visit every name in order, and back", () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.string(), { minLength: 1 }), (names) => {
      const entries = names.map((name) => ({ name }));
      const sorted = [...names].sort(byName);
      for (const [place, name] of sorted.entries()) {
        expect(neighbourByName(entries, name, 1)?.name).toBe(sorted[place + 1]);
        expect(neighbourByName(entries, name, -1)?.name).toBe(sorted[place - 1]);
      }
    }),
  );
});
