import fc from "fast-check";
import { expect, test } from "vitest";
import { describeUnlike } from "./describe-unlike.ts";
import type { ImageLook } from "./image-look.ts";
import { unlikeImages } from "./unlike-images.ts";

const FLUORESCENCE: ImageLook = {
  median: 0.03,
  spread: 0.06,
  dark: 0.9,
  bright: 0.03,
  texture: -5.8,
  scale: 1.4,
};
const PHASE: ImageLook = { median: 0.37, spread: 0.04, dark: 0.06, bright: 0.03, texture: -5.1, scale: 1.4 };

const like = (look: ImageLook, by: number): ImageLook => ({
  ...look,
  median: look.median + by,
  texture: look.texture + by,
});
const several = (look: ImageLook) => [-0.02, -0.01, 0, 0.01, 0.02].map((by) => like(look, by));
const named = (looks: readonly ImageLook[]) => looks.map((look, place) => ({ name: `image ${place}`, look }));

test("images of the same kind are not named", () => {
  expect(unlikeImages(named([like(FLUORESCENCE, 0.05)]), several(FLUORESCENCE))).toBeNull();
});

test("images of another kind are named with what differs, in both directions", () => {
  const phase = unlikeImages(
    named([PHASE, like(FLUORESCENCE, 0.03), like(PHASE, 0.02)]),
    several(FLUORESCENCE),
  );
  expect(phase?.images.map(({ name }) => name)).toEqual(["image 0", "image 2"]);
  expect(phase?.differences).toBe("a brighter background");
  expect(unlikeImages(named([FLUORESCENCE]), several(PHASE))?.differences).toBe("a darker background");
});

test("says how many images differ, and how", () => {
  const training = several(FLUORESCENCE);
  const one = unlikeImages([{ name: "a", look: PHASE }], training);
  expect(one && describeUnlike(one)).toBe(
    "1 image to predict (a) has a brighter background than the training images. The networks may fail on it.",
  );
  const two = unlikeImages(named([PHASE, PHASE]), training);
  expect(two && describeUnlike(two)).toBe(
    "2 images to predict (e.g. image 0) have a brighter background than the training images. The networks may fail on them.",
  );
});

test("at most two differences are named", () => {
  const other = { ...PHASE, texture: -2, scale: 0, spread: 0.9 };
  expect(unlikeImages(named([other]), several(FLUORESCENCE))?.differences.split(" and ")).toHaveLength(2);
});

test("one image of the same kind among the training images is enough", () => {
  expect(unlikeImages(named([PHASE]), [...several(FLUORESCENCE), like(PHASE, 0.01)])).toBeNull();
});

test("without training images nothing is known", () => {
  expect(unlikeImages(named([PHASE]), [])).toBeNull();
});

test("a training image itself is never named", () => {
  const value = fc.double({ min: -5, max: 5, noNaN: true });
  const look = fc.record({
    median: value,
    spread: value,
    dark: value,
    bright: value,
    texture: value,
    scale: value,
  });
  fc.assert(
    fc.property(fc.array(look, { minLength: 1, maxLength: 8 }), (looks) => {
      expect(unlikeImages(named(looks), looks)).toBeNull();
    }),
  );
});
