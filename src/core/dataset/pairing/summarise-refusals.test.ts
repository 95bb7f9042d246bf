import { expect, it } from "vitest";
import { summariseRefusals } from "./summarise-refusals.ts";

it("merges many refusals with the same reason and keeps few as they are", () => {
  const many = Array.from({ length: 2000 }, (_, index) => ({
    file: `${index}.png`,
    reason: "The file is empty.",
  }));
  const few = [
    { file: "a", reason: "No." },
    { file: "b", reason: "No." },
  ];
  expect(summariseRefusals([...few, ...many])).toEqual([
    ...few,
    { file: "0.png and 1999 more", reason: "The file is empty." },
  ]);
});
