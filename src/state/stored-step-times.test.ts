import fc from "fast-check";
import { expect, it } from "vitest";
import { parseStepTimes, type StepTime, withStepTimes } from "./stored-step-times.ts";

const time = (network: string, milliseconds: number): StepTime => ({
  device: "cpu",
  stage: "direction",
  network,
  flops: 1e6,
  milliseconds,
});
const times = [time("small", 3), time("large", 102)];

it("replaces older times of the same network on the same device only", () => {
  const newer = time("small", 5);
  expect(withStepTimes(times, [newer])).toEqual([times[1], newer]);
  const elsewhere = { ...newer, device: "gpu" };
  expect(withStepTimes(times, [elsewhere])).toEqual([...times, elsewhere]);
  const many = Array.from({ length: 200 }, (_, index) => time(String(index), 1));
  expect(withStepTimes(times, many)).toEqual(many.slice(100));
});

it("reads back what was stored, and skips what is damaged", () => {
  expect(parseStepTimes(JSON.stringify(times))).toEqual(times);
  const damaged = [null, 3, { ...times[0], milliseconds: -1 }, { ...times[0], flops: null }, times[1]];
  expect(parseStepTimes(JSON.stringify(damaged))).toEqual([times[1]]);
  expect(parseStepTimes("[")).toEqual([]);
  fc.assert(
    fc.property(fc.json(), (text) => {
      expect(parseStepTimes(text)).toEqual([]);
    }),
  );
});
