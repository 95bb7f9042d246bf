import { expect, test } from "vitest";
import { instanceChoice } from "../../../core/instances/choice.ts";
import type { Evaluation } from "../../../core/instances/evaluation.ts";
import type { Method } from "../../../core/instances/parameters.ts";
import { bestMethod } from "./best-method.ts";

const compared = (method: Method, kaggle: number | null, components: number | null = null) => ({
  choice: instanceChoice(method),
  evaluation:
    kaggle === null
      ? null
      : ({
          kaggle,
          components: components === null ? null : { kaggle: components },
        } as unknown as Evaluation),
});

test("the highest mean Kaggle score is best, the first of equal ones", () => {
  const all = [compared("cut", 0.4), compared("follow", 0.6), compared("watershed", 0.6)];
  expect(bestMethod(all)).toBe("follow");
});

test("without scores no method is best", () => {
  expect(bestMethod([])).toBeNull();
  expect(bestMethod([compared("cut", null)])).toBeNull();
});

test("no method is best if tied with the connected components", () => {
  for (const all of [
    [compared("cut", 0.541), compared("components", 0.541)],
    [compared("components", 0.541), compared("cut", 0.5412)],
    [compared("cut", 0.541, 0.541), compared("components", 0.5)],
  ]) {
    expect(bestMethod(all)).toBeNull();
  }
});

test("the connected components are best if they beat all others, and not otherwise", () => {
  expect(bestMethod([compared("cut", 0.4, 0.5), compared("components", 0.5)])).toBe("components");
  expect(bestMethod([compared("cut", 0.6, 0.5), compared("components", 0.5)])).toBe("cut");
});
