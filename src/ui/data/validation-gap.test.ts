import { expect, test } from "vitest";
import { validationGap } from "./validation-gap.ts";

test("a single training image is reported as not validated", () => {
  expect(validationGap(1, 0)).toContain("There are no validation images");
  expect(validationGap(1, 1)).toBeNull();
  expect(validationGap(0, 0)).toBeNull();
});
