import fc from "fast-check";
import { expect, test } from "vitest";
import { byName } from "./by-name.ts";

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
