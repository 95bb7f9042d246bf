import { expect, test } from "vitest";
import { spreadImages } from "./spread-images.ts";

const images = (count: number, side: number) =>
  Array.from({ length: count }, (_, id) => ({ id, rows: side, columns: side }));
const idsOf = (chosen: readonly { readonly id: number }[]) => chosen.map(({ id }) => id);

test("takes all of a few images", () => {
  expect(idsOf(spreadImages(images(5, 512)))).toEqual([0, 1, 2, 3, 4]);
  expect(spreadImages([])).toEqual([]);
});

test("takes some from all over a long list", () => {
  const ids = idsOf(spreadImages(images(160, 128)));
  expect(ids).toHaveLength(16);
  expect(ids.slice(0, 3)).toEqual([0, 10, 20]);
});

test("takes fewer large images, at least one", () => {
  expect(spreadImages(images(16, 1024))).toHaveLength(8);
  expect(spreadImages(images(3, 8192))).toHaveLength(1);
});
