import { expect, test } from "vitest";
import { ENGINE_TEXTS } from "./engine-text.ts";

const profile = {
  dispatchMilliseconds: [1, 2],
  aloneMilliseconds: null,
  stepMilliseconds: 4,
  referenceGflops: 50,
  fraction: 0.67,
};

test("a fraction above the peak of a core is explained", () => {
  const { sentence } = ENGINE_TEXTS.cpu;
  expect(sentence(profile)).toMatch(/67 % of the peak of a core, by one thread\.$/);
  expect(sentence({ ...profile, fraction: 1.09 })).toContain("fewer multiplications");
});

test("what threads gain is the ratio of the kernels' times", () => {
  const text = ENGINE_TEXTS.cpu.sentence({ ...profile, aloneMilliseconds: [4, 5] });
  expect(text).toContain("All threads together run its kernels 3.0 times as fast as one.");
});
