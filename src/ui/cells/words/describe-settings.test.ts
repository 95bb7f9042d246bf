import { expect, test } from "vitest";
import { describeCoverage } from "./describe-settings.ts";

const images = (labelled: number, plain: number) => [
  ...Array.from({ length: labelled }, () => ({ labelled: true })),
  ...Array.from({ length: plain }, () => ({ labelled: false })),
];

test("images of a scope are counted with their mask", () => {
  expect(describeCoverage("validation", images(4, 0), "true")).toBe(
    "4 validation images, with the true mask",
  );
  expect(describeCoverage("all", images(12, 0), "predicted")).toBe("All 12 images, with the predicted mask");
  expect(describeCoverage("all", images(1, 0), "true")).toBe("1 image, with the true mask");
});

test("images without labels have no true mask, for any choice", () => {
  expect(describeCoverage("prediction", images(0, 1), "true")).toBe(
    "1 image to predict, with the predicted mask",
  );
  expect(describeCoverage("all", images(2, 1), "true")).toBe(
    "All 3 images, with the true mask, those without labels with the predicted one",
  );
});
