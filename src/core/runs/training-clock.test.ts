import { expect, it } from "vitest";
import { TrainingClock } from "./training-clock.ts";

it("counts the time in training of all parts of a run, without pauses but with single steps in them", () => {
  const clock = new TrainingClock(1000, 50);
  expect(clock.at(1100)).toBe(150);
  clock.addStep(7);
  clock.pause(1200);
  clock.pause(1300);
  expect(clock.at(5000)).toBe(250);
  clock.addStep(7);
  expect(clock.at(6000)).toBe(257);
  clock.resume(7000);
  clock.resume(7100);
  expect(clock.at(7500)).toBe(757);
});
