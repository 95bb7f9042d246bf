import { expect, test } from "vitest";
import type { ImageRecord } from "../../core/dataset/image-record.ts";
import { arrangeRows, countRows, type RowColumn, type RowFilter } from "./arrange-rows.ts";
import { type PairingRow, pairingRows } from "./pairing-rows.ts";

function record(id: string, facts: Partial<ImageRecord> = {}): ImageRecord {
  const pair = { image: `set/images/${id}.png`, labels: `set/masks/${id}.tif`, why: "same name in masks/" };
  const size = { rows: 8, columns: 8, channels: 1, type: "uint8" } as const;
  const place = { unlabelledId: null, labelled: true, group: null, part: null } as const;
  return {
    id,
    name: id,
    source: "",
    pair,
    ...size,
    ...place,
    cells: 3,
    overlapPixels: 0,
    notes: [],
    ...facts,
  };
}

const rows = pairingRows({
  records: [
    record("cell10", { cells: 2 }),
    record("cell2", { cells: 11, notes: ["One channel was taken."] }),
    record("cell3", { notes: ["Cells overlap in 4 px."] }),
  ],
  refused: [
    { file: "set/lost.png", reason: "No labels were found.", kind: "unpaired image" },
    { file: "set/x_mask.png", reason: "No image was found.", kind: "unpaired labels" },
    { file: "set/train.csv", reason: "Row 3 is wrong." },
    { file: "set/train.csv", reason: "Row 9 is wrong." },
  ],
  sets: new Map([
    ["cell10", "excluded"],
    ["cell2", "validation"],
    ["cell3", "training"],
  ]),
});

const names = (list: readonly PairingRow[]) => list.map(({ image, labels }) => image || labels);
const shown = (filter: RowFilter, search = "", column: RowColumn = "image", descending = false) =>
  names(arrangeRows(rows, filter, search, { column, descending }));

test("each image and each refusal is a row with its own state", () => {
  expect(countRows(rows)).toEqual({ all: 7, unpaired: 2, refused: 2, noted: 2, good: 1, excluded: 1 });
  expect(new Set(rows.map(({ key }) => key)).size).toBe(7);
  expect(rows.flatMap((row) => (row.kind === "image" ? [row.use] : []))).toEqual([
    "excluded",
    "validation",
    "training",
  ]);
});

test("files without a partner are on the side given by their name", () => {
  expect(rows.slice(0, 2).map(({ image, labels }) => [image, labels])).toEqual([
    ["lost.png", ""],
    ["", "x_mask.png"],
  ]);
});

test.each<[RowFilter, string[]]>([
  ["unpaired", ["x_mask.png", "lost.png"]],
  ["noted", ["cell2", "cell3"]],
  ["good", ["cell10"]],
  ["excluded", ["cell10"]],
])("shows %s rows only", (filter, expected) => {
  expect(shown(filter)).toEqual(expected);
});

test("finds names of either file, ignoring case", () => {
  expect(shown("all", " CELL2")).toEqual(["cell2"]);
  expect(shown("all", "masks/cell3.tif")).toEqual(["cell3"]);
  expect(shown("refused", "TRAIN")).toHaveLength(2);
  expect(shown("all", "nowhere")).toEqual([]);
});

test("sorts numbers by value, also in names, and states by urgency", () => {
  expect(shown("all", "cell")).toEqual(["cell2", "cell3", "cell10"]);
  expect(shown("all", "cell", "cells", true)).toEqual(["cell2", "cell3", "cell10"]);
  const states = arrangeRows(rows, "all", "", { column: "state", descending: false });
  expect(states.map(({ state }) => state)).toEqual([
    "unpaired",
    "unpaired",
    "refused",
    "refused",
    "noted",
    "noted",
    "good",
  ]);
});

test("an image without labels is unpaired, whatever its set", () => {
  const pair = { image: "set/alone.png", labels: "", why: "" };
  const alone = record("alone", { pair, labelled: false, cells: 0, notes: ["No labels were found."] });
  for (const use of ["prediction", "excluded"] as const)
    expect(pairingRows({ records: [alone], refused: [], sets: new Map([["alone", use]]) })[0]).toMatchObject({
      state: "unpaired",
      use,
      unpaired: { file: "set/alone.png", kind: "unpaired image" },
    });
});

test("an image stored without its pair names its source", () => {
  const { pair: _, ...old } = record("old", { source: "old.png with old_mask.png" });
  const [row] = pairingRows({ records: [old], refused: [], sets: new Map() });
  expect(row).toMatchObject({ why: "old.png with old_mask.png", labels: "" });
});
