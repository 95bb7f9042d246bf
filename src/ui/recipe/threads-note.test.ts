import { expect, test } from "vitest";
import { threadsNote } from "./threads-note.ts";

test.each([
  [1, true, "reports one processor core"],
  [2, true, "reports 2 processor cores: one is left to the page, the other one trains."],
  [16, true, "reports 16 processor cores: one is left to the page, up to eight of the others train."],
  [16, false, "headers that the host of this page does not send"],
])("%i cores, isolated %s: %s", (cores, isolated, words) => {
  expect(threadsNote(cores, isolated)).toContain(words);
});

test("a page that a reload isolates says so", () => {
  expect(threadsNote(16, false, true)).toContain("Reload the page to use more processor cores.");
});
