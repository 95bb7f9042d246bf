import { expect, test } from "vitest";
import { LARGEST_SEED } from "../recipe/recipe-limits.ts";
import { drawBuiltInImage } from "./draw-sample.ts";
import { SYNTHETIC_IMAGES } from "./sample-sizes.ts";
import { drawSyntheticImage } from "./synthetic-image.ts";

test("there are 48 images of each kind, of seeds that no recipe can have", () => {
  expect(SYNTHETIC_IMAGES).toBe(48);
  for (const kind of ["phase", "fluorescence"] as const) {
    const [first, again, other] = [0, 0, 24].map((image) => drawSyntheticImage(kind, image));
    expect(first.pixels).toEqual(again.pixels);
    expect(first.labels.data).not.toEqual(other.labels.data);
    expect(first.labels.data).toEqual(drawBuiltInImage(kind, LARGEST_SEED + 1, 0).labels.data);
    expect(first.labels.data).not.toEqual(drawBuiltInImage(kind, 1, 0).labels.data);
  }
});
