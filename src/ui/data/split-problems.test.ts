import { expect, test } from "vitest";
import type { ImageSet } from "../../core/dataset/sampling/image-sets.ts";
import { splitImages } from "../../core/dataset/sampling/split.ts";
import { splitProblems } from "./split-problems.ts";

/** Problems of as many images, of a group each if it has a name, with these sets by hand. */
function problems(sets: readonly (ImageSet | null)[], { labelled = true, group = "" } = {}) {
  const images = sets.map((_, index) => ({
    id: String(index),
    labelled,
    group: group ? `${group} ${Math.floor(index / 2)}` : null,
    part: null,
    cells: 3,
  }));
  const assigned = new Map(sets.flatMap((set, index) => (set ? [[String(index), set] as const] : [])));
  return splitProblems(splitImages(images, { fraction: 0.5, seed: 1, assigned }));
}

test("a single training image is reported as not validated", () => {
  expect(problems([null])).toEqual([expect.stringMatching(/no validation images.*Add a second image/)]);
  expect(problems([null, null])).toEqual([]);
  expect(problems([])).toEqual([]);
  expect(problems([null], { labelled: false })).toEqual([]);
});

test("assignments that leave nothing to train or validate on are reported with advice", () => {
  for (const set of ["validation", "prediction", "excluded"] as const)
    expect(problems([set, set])).toEqual([expect.stringMatching(/no image to train on\. Assign/)]);
  expect(problems(["training", "training"])).toEqual([
    expect.stringMatching(/no validation images.*Assign an image/),
  ]);
});

test("groups that are separated by hand are named", () => {
  const one = problems(["training", "validation"], { group: "well" });
  expect(one).toEqual([expect.stringMatching(/^The group well 0 is in both/)]);
  const many = problems(
    Array.from({ length: 10 }, (_, index) => (index % 2 === 0 ? "training" : "validation")),
    { group: "well" },
  );
  expect(many).toEqual([expect.stringMatching(/^The groups well 0, well 1, well 2 and 2 others are/)]);
});
