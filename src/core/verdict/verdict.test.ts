import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { METHODS } from "../instances/parameters.ts";
import { NO_OUTCOMES, type OutcomeCounts } from "../metrics/count-outcomes.ts";
import { NETWORKS, STAGES } from "../recipe/recipe.ts";
import { stageTitle } from "../recipe/stages.ts";
import { judge } from "./verdict.ts";
import type { VerdictNumbers } from "./verdict-numbers.ts";

const counts = (some: Partial<OutcomeCounts>): OutcomeCounts => ({ ...NO_OUTCOMES, ...some });

/** Networks that find 87 of 118 cells, with settled losses. */
const NUMBERS: VerdictNumbers = {
  networks: NETWORKS,
  validationImages: 5,
  judgedImages: 5,
  method: "cut",
  predicted: counts({ matched: 87, merged: 10, split: 2, falseNegative: 19 }),
  trueMask: counts({ matched: 92, merged: 20, split: 6 }),
  angleRmsDegrees: 25,
  falling: { semantic: false, direction: false, energy: false, joint: false },
  longer: null,
  worst: null,
};

const judged = (changes: Partial<VerdictNumbers>) => judge({ ...NUMBERS, ...changes });

test("says how many cells are found", () => {
  expect(judged({}).sentence).toMatch(
    /^These networks find 74 % of the validation cells \(87 of 118\) at IoU 0\.5\. /,
  );
  expect(judged({}).share).toBeCloseTo(87 / 118);
  expect(judged({ judgedImages: 5, validationImages: 48 }).sentence).toContain(
    "(87 of 118, in 5 of 48 validation images)",
  );
});

test("100 % only if every cell is found, and 0 % only if none is", () => {
  const all = counts({ matched: 999, falseNegative: 1 });
  expect(judged({ predicted: all }).sentence).toContain("find 99 %");
  expect(judged({ predicted: counts({ matched: 999 }) }).sentence).toContain("find 100 %");
  expect(judged({ predicted: counts({ matched: 1, falseNegative: 999 }) }).sentence).toContain(
    "find less than 1 %",
  );
  expect(judged({ predicted: counts({ merged: 9 }) }).sentence).toContain("find 0 %");
});

describe("limits and what to do next", () => {
  const bad = counts({ matched: 20, falseNegative: 80 });
  const merged = counts({ matched: 40, merged: 50, falseNegative: 10 });
  test.each([
    ["no network", { networks: [] }, "unknown", "No network is trained", "Train the networks."],
    [
      "mask only, cells apart",
      {
        networks: ["semantic"],
        method: "components",
        trueMask: null,
        angleRmsDegrees: null,
        predicted: counts({ matched: 95, falseNegative: 5 }),
      },
      "none",
      "95 %",
      "Find the cells",
    ],
    [
      "mask only, cells touch",
      {
        networks: ["semantic"],
        method: "components",
        trueMask: null,
        angleRmsDegrees: null,
        predicted: merged,
      },
      "separation",
      "50 of the 60 others are merged",
      stageTitle("direction"),
    ],
    [
      "direction only",
      { networks: ["direction"], predicted: null, trueMask: null },
      "mask",
      "predict no mask",
      stageTitle("semantic"),
    ],
    [
      "no validation image",
      { validationImages: 0, judgedImages: 0, predicted: null, trueMask: null },
      "unknown",
      "is unknown",
      "one more image with masks",
    ],
    [
      "not evaluated, e.g. imported",
      { predicted: null, trueMask: null, falling: {} },
      "unknown",
      "has not been measured",
      "Evaluate",
    ],
    [
      "imported, evaluated",
      { falling: {}, predicted: bad, trueMask: counts({ matched: 90, merged: 10 }) },
      "mask",
      "with the true mask they would find 90 %",
      "Add more labelled images",
    ],
    [
      "no true cells",
      { predicted: counts({ falsePositive: 3 }) },
      "unknown",
      "3 false positives",
      "images with cells",
    ],
    [
      "empty mask",
      { predicted: counts({ falseNegative: 30 }) },
      "mask",
      "predicted mask is empty",
      "lower learning rate",
    ],
    [
      "empty mask, still falling",
      { predicted: counts({ falseNegative: 30 }), falling: { semantic: true } },
      "mask",
      "predicted mask is empty",
      "Train longer",
    ],
    [
      "dead network",
      { angleRmsDegrees: 90, predicted: merged },
      "direction",
      "no better than chance: their angle error is 90°",
      "lower learning rate",
    ],
    [
      "random directions",
      { angleRmsDegrees: 103.9, predicted: merged, falling: { direction: true } },
      "direction",
      "104°",
      "Train longer",
    ],
    ["good", { predicted: counts({ matched: 95, merged: 5 }) }, "none", "95 %", "export"],
    [
      "mask, settled",
      { predicted: bad, trueMask: counts({ matched: 90, merged: 10 }) },
      "mask",
      "The mask limits it",
      "Add more labelled images.",
    ],
    [
      "mask, still falling",
      { predicted: bad, trueMask: counts({ matched: 90, merged: 10 }), falling: { semantic: true } },
      "steps",
      `the loss of ${stageTitle("semantic")} was still falling`,
      "Train longer",
    ],
    [
      "separation, settled",
      { predicted: merged, trueMask: merged },
      "separation",
      "50 of the 60 others are merged",
      "raise Cut above level",
    ],
    [
      "too many parts",
      { predicted: counts({ matched: 40, split: 60 }), trueMask: null },
      "separation",
      "60 of the 60 others are split",
      "lower Cut above level",
    ],
    [
      "separation, still falling",
      { predicted: merged, trueMask: merged, falling: { direction: true, energy: true } },
      "steps",
      `the losses of ${stageTitle("direction")} and ${stageTitle("energy")} were still falling`,
      "Train longer",
    ],
    [
      "missed, still falling",
      { predicted: bad, trueMask: bad, falling: { joint: true } },
      "steps",
      "Training was too short",
      "Train longer",
    ],
    [
      "many spurious",
      { predicted: counts({ matched: 95, falsePositive: 70 }), trueMask: null },
      "mask",
      "70 predicted cells are false positives",
      "Add more labelled images",
    ],
    [
      "missed",
      { predicted: bad, trueMask: bad },
      "mask",
      "80 cells have no predicted cell",
      "Add more labelled images",
    ],
    [
      "nothing stands out",
      { predicted: counts({ matched: 89, falseNegative: 8, falsePositive: 12 }), trueMask: null },
      "unknown",
      "do not point to one cause",
      "Add more labelled images",
    ],
  ] as const satisfies readonly (readonly [string, Partial<VerdictNumbers>, string, string, string])[])(
    "%s",
    (_, changes, limit, sentence, advice) => {
      const verdict = judged(changes);
      expect(verdict.limit).toBe(limit);
      expect(verdict.sentence).toContain(sentence);
      expect(verdict.advice.text).toContain(advice);
    },
  );
});

test("names a longer recipe with its time", () => {
  const changes = { angleRmsDegrees: 90, falling: { direction: true }, longer: "Quick, about 6 min here" };
  expect(judged(changes).advice.text).toBe("Train longer: Quick, about 6 min here.");
});

test("names the image on which the fewest cells were found", () => {
  const worst = { name: "cell_07", trueCells: 30, matched: 3 };
  const changes = { predicted: counts({ matched: 50, falseNegative: 50 }), trueMask: null };
  expect(judged({ ...changes, worst }).advice.text).toContain("similar to cell_07 (3 of 30 cells found)");
  expect(judged({ ...changes, worst: { ...worst, matched: 14 } }).advice.text).not.toContain("cell_07");
});

test("any numbers give whole sentences, and a share only if it was measured", () => {
  const count = fc.nat({ max: 1000 });
  const outcomes = fc.option(
    fc.record({ matched: count, merged: count, split: count, falseNegative: count, falsePositive: count }),
  );
  const numbers = fc.record({
    networks: fc.subarray([...NETWORKS]),
    validationImages: count,
    judgedImages: count,
    method: fc.constantFrom(...METHODS),
    predicted: outcomes,
    trueMask: outcomes,
    angleRmsDegrees: fc.option(fc.double({ min: 0, max: 180, noNaN: true })),
    falling: fc.record(Object.fromEntries(STAGES.map((stage) => [stage, fc.option(fc.boolean())])), {
      requiredKeys: [],
    }),
    longer: fc.option(fc.constant("Quick")),
    worst: fc.option(fc.record({ name: fc.string(), trueCells: count, matched: count })),
  });
  fc.assert(
    fc.property(numbers, (some) => {
      const { share, sentence, advice } = judge(some);
      expect(sentence).toMatch(/^[A-Z].*\.$/s);
      expect(advice.text).toMatch(/^[A-Z].*\.$/s);
      expect(sentence + advice.text).not.toMatch(/NaN|undefined|null/);
      if (share !== null) expect(sentence).toContain(some.predicted?.matched.toString());
      else expect(sentence).not.toContain("These networks find");
    }),
  );
});
