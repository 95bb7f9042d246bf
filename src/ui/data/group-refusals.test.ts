import { expect, test } from "vitest";
import { groupRefusals } from "./group-refusals.ts";

test("equal reasons of different files are grouped, the most frequent first", () => {
  const groups = groupRefusals([
    { file: "b/notes.txt", reason: "b/notes.txt is not an image." },
    { file: "a.png", reason: "a.png has no mask." },
    { file: "c.png", reason: "c.png has no mask." },
  ]);
  expect(groups).toEqual([
    { reason: "a.png has no mask.", files: ["a.png", "c.png"] },
    { reason: "b/notes.txt is not an image.", files: ["b/notes.txt"] },
  ]);
});
