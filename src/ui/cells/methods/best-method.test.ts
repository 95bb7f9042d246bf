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

test("the highest Kaggle mean is best, the first of equals", () => {
  const all = [compared("cut", 0.4), compared("follow", 0.6), compared("watershed", 0.6)];
  expect(bestMethod(all)).toBe("follow");
});

test("without scores none is best", () => {
  expect(bestMethod([])).toBeNull();
  expect(bestMethod([compared("cut", null)])).toBeNull();
});

test("a tie with the pieces of the mask makes none best: neither they nor what only repeats them", () => {
  for (const all of [
    [compared("cut", 0.541), compared("components", 0.541)],
    [compared("components", 0.541), compared("cut", 0.5412)],
    [compared("cut", 0.541, 0.541), compared("components", 0.5)],
  ]) {
    expect(bestMethod(all)).toBeNull();
  }
});

test("the pieces of the mask are best where they beat all others, and any better method beats them", () => {
  expect(bestMethod([compared("cut", 0.4, 0.5), compared("components", 0.5)])).toBe("components");
  expect(bestMethod([compared("cut", 0.6, 0.5), compared("components", 0.5)])).toBe("cut");
});
