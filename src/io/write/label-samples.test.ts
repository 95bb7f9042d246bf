import { expect, test } from "vitest";
import { labelSamples } from "./label-samples.ts";

test("writes ignored pixels as background", () => {
  const labels = { rows: 1, columns: 3, data: Int32Array.of(-1, 0, 65_535) };
  expect([...labelSamples(labels)]).toEqual([0, 0, 65_535]);
});
