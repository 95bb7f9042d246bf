import { expect, test } from "vitest";
import type { ImageRecord } from "../../../core/dataset/image-record.ts";
import type { ImageScore } from "../../../workers/cells.protocol.ts";
import { arrangeImages, imageLines, numberOf } from "./arrange-images.ts";

const record = (id: string, labelled: boolean) => ({ id, name: id, labelled, cells: 5 }) as ImageRecord;
const score = (kaggle: number) => ({ kaggle, trueCells: 4 }) as NonNullable<ImageScore["score"]>;

const lines = imageLines(
  [record("cell10", true), record("cell2", true), record("plain", false), record("cell1", true)],
  [
    { imageId: "cell10", foundCells: 7, score: score(0.4) },
    { imageId: "cell2", foundCells: 2, score: score(0.9) },
    { imageId: "plain", foundCells: 3, score: null },
  ],
);

const sorted = (column: Parameters<typeof arrangeImages>[1]["column"], descending: boolean) =>
  arrangeImages(lines, { column, descending }).map(({ record: { name } }) => name);

test("names are sorted by the numbers in them", () => {
  expect(sorted("image", false)).toEqual(["cell1", "cell2", "cell10", "plain"]);
});

test("images without a score are last in either sort order", () => {
  expect(sorted("kaggle", true)).toEqual(["cell2", "cell10", "plain", "cell1"]);
  expect(sorted("kaggle", false)).toEqual(["cell10", "cell2", "plain", "cell1"]);
});

test("an image without predicted cells counts its labelled cells only", () => {
  expect(numberOf(lines[3], "trueCells")).toBe(5);
  expect(numberOf(lines[3], "foundCells")).toBeNull();
  expect(numberOf(lines[2], "trueCells")).toBeNull();
});
