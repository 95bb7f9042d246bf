import { expect, test } from "vitest";
import { sidesOf, type UnpairedFile } from "./pair-by-hand.ts";

const image = (file: string): UnpairedFile => ({ file, kind: "unpaired image" });
const labels = (file: string): UnpairedFile => ({ file, kind: "unpaired labels" });

test.each<[string, UnpairedFile, UnpairedFile, string]>([
  ["the image first", image("a"), labels("b"), "a with b"],
  ["the labels first", labels("b"), image("a"), "a with b"],
  ["two that look like images: the first is it", image("a"), image("b"), "a with b"],
  ["two that look like labels: the first is labels", labels("b"), labels("a"), "a with b"],
])("%s", (_, first, second, expected) => {
  const pair = sidesOf(first, second);
  expect(`${pair.image} with ${pair.labels}`).toBe(expected);
});
