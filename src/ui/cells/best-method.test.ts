import { expect, test } from "vitest";
import { instanceChoice } from "../../core/instances/choice.ts";
import type { Method } from "../../core/instances/parameters.ts";
import type { Evaluation } from "../../core/metrics/evaluation.ts";
import { bestMethod } from "./best-method.ts";

const compared = (method: Method, kaggle: number | null) => ({
  choice: instanceChoice(method),
  evaluation: kaggle === null ? null : ({ kaggle } as Evaluation),
});

test("the highest Kaggle mean is best, the first of equals", () => {
  const all = [compared("cut", 0.4), compared("follow", 0.6), compared("watershed", 0.6)];
  expect(bestMethod(all)).toBe("follow");
});

test("without scores none is best", () => {
  expect(bestMethod([compared("cut", null)])).toBeNull();
});
