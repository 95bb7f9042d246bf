import { describe, expect, it } from "vitest";
import type { ImageRecord } from "../../core/dataset/image-record.ts";
import type { AddedFile } from "./gather-files.ts";
import { importDataset } from "./import-dataset.ts";
import { squarePng } from "./testing/test-files.ts";

const SIDE = 16;
const signal = new AbortController().signal;

const pngOf = (valueAt: (pixel: number) => number) => squarePng(SIDE, valueAt);
const pixels = (seed: number) => pngOf((pixel) => (pixel * 7 + seed) % 251);
const halves = (left: number) => pngOf((pixel) => (pixel % SIDE < left ? 1 : 2));

/** Imports files, and returns the decoded images and those that the store already has. */
async function importOver(known: readonly ImageRecord[], added: readonly AddedFile[]) {
  const decoded: ImageRecord[] = [];
  const found: ImageRecord[] = [];
  const find = async (fingerprint: string) =>
    known.find((record) => record.fingerprint === fingerprint) ?? null;
  for await (const step of importDataset(added, { signal, find })) {
    if (step.kind === "decoded") decoded.push(step.image.record);
    if (step.kind === "known") found.push(step.record);
    if (step.kind === "refused") expect.fail(step.refusal.reason);
  }
  return { decoded, found };
}

const csv = (runs: string) => new Blob([`id,annotation\na,1 3\na,${runs}\nb,20 2\n`]);
const layouts: [name: string, files: AddedFile[], changed: AddedFile][] = [
  [
    "label images",
    [
      { path: "images/a.png", blob: pixels(1) },
      { path: "masks/a.png", blob: halves(5) },
      { path: "images/b.png", blob: pixels(2) },
      { path: "masks/b.png", blob: halves(5) },
    ],
    { path: "masks/a.png", blob: halves(6) },
  ],
  [
    "a table",
    [
      { path: "a.png", blob: pixels(1) },
      { path: "b.png", blob: pixels(2) },
      { path: "cells.csv", blob: csv("40 4") },
    ],
    { path: "cells.csv", blob: csv("40 5") },
  ],
  [
    "a file a cell",
    ["a", "b"].flatMap((id) => [
      { path: `${id}/images/${id}.png`, blob: pixels(3) },
      { path: `${id}/masks/m1.png`, blob: pngOf((pixel) => (pixel < 20 ? 255 : 0)) },
      { path: `${id}/masks/m2.png`, blob: pngOf((pixel) => (pixel > 200 ? 255 : 0)) },
    ]),
    { path: "a/masks/m2.png", blob: pngOf((pixel) => (pixel > 201 ? 255 : 0)) },
  ],
];

describe("importing again", () => {
  it.each(layouts)("decodes no image already present, in any location: %s", async (_, files) => {
    const first = await importOver([], files);
    expect(first.decoded).toHaveLength(2);
    const again = await importOver(
      first.decoded,
      files.map(({ path, blob }) => ({ path: `elsewhere/${path}`, blob })),
    );
    expect(again).toEqual({ decoded: [], found: first.decoded });
  });

  it("decodes and moves an image that now comes from a validation folder", async () => {
    const [, files] = layouts[0];
    const first = await importOver([], files);
    const moved = files.map(({ path, blob }) => ({ path: `val/${path}`, blob }));
    const again = await importOver(first.decoded, moved);
    expect(again.found).toEqual([]);
    expect(again.decoded.map(({ part }) => part)).toEqual(["validation", "validation"]);
    expect(again.decoded.map(({ id }) => id)).toEqual(first.decoded.map(({ id }) => id));
    expect((await importOver(again.decoded, moved)).decoded).toEqual([]);
  });

  it.each(layouts)("decodes only images with changed cells: %s", async (_, files, changed) => {
    const first = await importOver([], files);
    const again = await importOver(
      first.decoded,
      files.map((file) => (file.path === changed.path ? changed : file)),
    );
    expect(again.decoded.map(({ name }) => name)).toEqual(["a"]);
    expect(again.found.map(({ name }) => name)).toEqual(["b"]);
    expect(again.decoded[0].id).not.toBe(first.decoded[0].id);
  });
});
