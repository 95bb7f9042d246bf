import { expect, it } from "vitest";
import { pageTitle } from "./page-title.ts";

it("shows the part of a run that is done, and never 100 % before its end", () => {
  expect(pageTitle("running", 0.4219, false)).toBe("42 % · Direction Lab");
  expect(pageTitle("starting", 0, false)).toBe("0 % · Direction Lab");
  expect(pageTitle("paused", 0.5, false)).toBe("Paused, 50 % · Direction Lab");
  expect(pageTitle("running", 1, false)).toBe("99 % · Direction Lab");
});

it("shows the end of a run until it is seen", () => {
  expect(pageTitle("finished", 1, true)).toBe("Finished · Direction Lab");
  expect(pageTitle("failed", 0.3, true)).toBe("Failed · Direction Lab");
  expect(pageTitle("finished", 1, false)).toBe("Direction Lab");
  expect(pageTitle("stopped", 0.3, true)).toBe("Direction Lab");
  expect(pageTitle("idle", 0, false)).toBe("Direction Lab");
});

it("tells the place of the run in a queue, also between two runs", () => {
  const queue = { place: 3, of: 12 };
  expect(pageTitle("running", 0.4219, false, queue)).toBe("Run 3 of 12, 42 % · Direction Lab");
  expect(pageTitle("paused", 0.5, false, queue)).toBe("Paused, Run 3 of 12, 50 % · Direction Lab");
  expect(pageTitle("failed", 0.5, true, queue)).toBe("Run 3 of 12 · Direction Lab");
});
