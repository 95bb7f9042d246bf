import { expect, test } from "vitest";
import { validationGap } from "./validation-gap.ts";

test("one image that trains alone is said to be measured by nothing", () => {
  expect(validationGap(1, 0)).toContain("There are no validation images");
  expect(validationGap(1, 1)).toBeNull();
  expect(validationGap(0, 0)).toBeNull();
});
