import { describe, expect, it } from "vitest";
import type { AddedFile } from "./gather-files.ts";
import { importAll, squarePng } from "./testing/test-files.ts";

const SIDE = 24;

const png = (valueAt: (pixel: number) => number) => squarePng(SIDE, valueAt);

/** One column of three pixels per cell, with a gap between columns. */
const cells = (count: number) =>
  png((pixel) => {
    const column = pixel % SIDE;
    return column % 4 < 3 && column < 4 * count ? 1 + Math.floor(column / 4) : 0;
  });
const photo = png((pixel) => (pixel * 7 + (pixel % 5) * 31) % 251);
const file = (path: string, blob: Blob): AddedFile => ({ path, blob });

async function messagesOf(files: readonly AddedFile[]) {
  const { records, refused } = await importAll(files);
  return {
    cells: records.map((record) => record.cells),
    notes: records.flatMap(({ notes }) => notes),
    refused: refused.map((one) => `${one.file}: ${one.reason}`),
  };
}

describe("incomplete labels", () => {
  const frame = file("01/t000.tif", photo);
  const gold = (count: number) => file("01_GT/SEG/man_seg000.tif", cells(count));
  const silver = (count: number) => file("01_ST/SEG/man_seg000.tif", cells(count));
  const markers = (count: number) => file("01_GT/TRA/man_track000.tif", cells(count));

  it("silver truth with more cells replaces gold, which is refused", async () => {
    const messages = await messagesOf([frame, gold(2), silver(5), markers(5)]);
    expect(messages.cells).toEqual([5]);
    expect(messages.notes).toEqual([
      "The silver truth, 01_ST/SEG/man_seg000.tif, was taken with 5 cells: the gold truth, 01_GT/SEG/man_seg000.tif, holds 2 of them.",
    ]);
    expect(messages.refused.join()).toContain("01_GT/SEG/man_seg000.tif: It holds fewer cells");
  });

  it("gold with as many cells stays, and silver is refused", async () => {
    const messages = await messagesOf([frame, gold(5), silver(5), markers(5)]);
    expect([messages.cells, messages.notes]).toEqual([[5], []]);
    expect(messages.refused.join()).toContain("01_ST/SEG/man_seg000.tif: t000.tif has its labels from");
  });

  it("markers alone give a warning about cells missing in gold", async () => {
    const messages = await messagesOf([frame, gold(2), markers(5)]);
    expect(messages.cells).toEqual([2]);
    expect(messages.notes).toEqual([
      "man_seg000.tif holds 2 cells, but the tracking markers show 5: the other 3 would be trained as background.",
    ]);
  });

  it("sources of one name are distinguished by their folders", async () => {
    const messages = await messagesOf([
      file("set/images/a.png", photo),
      file("set/masks/a.png", cells(4)),
      file("set/outlines/a.png", cells(3)),
      file("set/labels/a.png", cells(2)),
    ]);
    expect(messages.cells).toHaveLength(1);
    const notes = messages.notes.filter((note) => note.includes("would be trained as background"));
    expect(notes.length).toBeGreaterThan(0);
    for (const note of notes) {
      const [, taken, other] = /^(\S+) holds \d+ cells?, but (\S+) holds/.exec(note) ?? [];
      expect(taken).toMatch(/^\w+\/a\.png$/);
      expect(other).toMatch(/^\w+\/a\.png$/);
      expect(other).not.toBe(taken);
    }
  });

  it("other sources with more cells are named with their count", async () => {
    const messages = await messagesOf([
      file("x.png", photo),
      file("x_masks.png", cells(2)),
      file("x_labels.png", cells(4)),
    ]);
    expect(messages.refused).toHaveLength(1);
    expect(messages.cells).toEqual([4]);
    const fewer = await messagesOf([
      file("x.png", photo),
      file("x_cp_masks.png", cells(2)),
      file("x_labels.png", cells(4)),
    ]);
    expect(fewer.cells).toEqual([2]);
    expect(fewer.notes).toEqual([
      "x_cp_masks.png holds 2 cells, but x_labels.png holds 4: the other 2 would be trained as background.",
    ]);
  });
});

describe("unusable labels", () => {
  const damaged = new Blob([new Uint8Array([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 1, 2, 3])]);
  const json = (boxes: number) => {
    const cell = (id: number) => ({
      id,
      image_id: 1,
      category_id: 1,
      segmentation: [[4 * id, 4, 4 * id + 3, 4, 4 * id + 3, 9, 4 * id, 9]],
    });
    const image = { id: 1, file_name: "x.png", width: SIDE, height: SIDE };
    const annotations = Array.from({ length: boxes }, (_, index) => cell(index + 1));
    return new Blob([
      JSON.stringify({ images: [image], annotations, categories: [{ id: 1, name: "cell" }] }),
    ]);
  };
  const image = file("x.png", photo);

  it("are replaced by the most exact other source, with the reason", async () => {
    for (const broken of [damaged, photo]) {
      const messages = await messagesOf([
        image,
        file("x_cp_masks.png", broken),
        file("x_labels.png", cells(3)),
        file("x.json", json(2)),
      ]);
      expect(messages.cells).toEqual([3]);
      expect(messages.notes[0]).toMatch(
        /^The labels are those of x_labels\.png, since x_cp_masks\.png cannot be used: .+\.$/,
      );
      expect(messages.refused.map((one) => one.split(":")[0]).sort()).toEqual(["x.json", "x_cp_masks.png"]);
    }
  });

  it("are replaced by a table if no label image is left", async () => {
    const messages = await messagesOf([image, file("x_masks.png", damaged), file("x.json", json(2))]);
    expect(messages.cells).toEqual([2]);
    expect(messages.notes[0]).toContain("The labels are those of x.json, since x_masks.png cannot be used");
    expect(messages.refused).toHaveLength(1);
  });

  it("are refused with their image if no other source can be read", async () => {
    const messages = await messagesOf([
      image,
      file("x_cp_masks.png", damaged),
      file("x_labels.png", damaged),
    ]);
    expect(messages.cells).toEqual([]);
    expect(messages.refused.join()).toContain("x.png: Its cells cannot be used");
    expect(messages.refused.map((one) => one.split(":")[0])).toContain("x_cp_masks.png");
  });
});
