import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readNpy } from "../src/io/read/numpy/npy.ts";
import { tiffBytes } from "../src/io/read/testing/tiff-bytes.ts";
import { readPaths } from "./inspect.ts";
import type { InspectReport } from "./inspect-report.ts";
import { reportText } from "./inspect-text.ts";

const DATA = resolve(import.meta.dirname, "../../shared/data");
const there = existsSync(DATA);
const note = there ? "" : " (skipped: the folder ../shared/data is absent)";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "inspect-"));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

const [ROWS, COLUMNS] = [20, 24];
const PIXELS = ROWS * COLUMNS;
const pixels = (seed: number) => Uint16Array.from({ length: PIXELS }, (_, at) => (at * 7919 + seed) % 60_000);
const cells = Uint16Array.from({ length: PIXELS }, (_, at) => (at % COLUMNS < 9 ? 300 : 65_000));

function put(path: string, samples: Uint8Array | Uint16Array): string {
  const file = join(folder, path);
  mkdirSync(join(file, ".."), { recursive: true });
  writeFileSync(file, tiffBytes({ rows: ROWS, columns: COLUMNS, samples }));
  return file;
}

/** An image of 0.5 x 0.25 µm per px, as ImageJ writes it. */
function putCalibrated(path: string, samples: Uint8Array | Uint16Array): void {
  const resolution = { x: [2, 1], y: [4, 1], unit: 1 } as const;
  const description = "ImageJ=1.53t\nunit=\\u00B5m\n";
  writeFileSync(
    join(folder, path),
    tiffBytes({ rows: ROWS, columns: COLUMNS, samples, resolution, description }),
  );
}

function dumped(name: string) {
  const { rows, columns, channels, samples } = readNpy(
    name,
    new Uint8Array(readFileSync(join(folder, "out", name))),
  );
  return { rows, columns, channels, samples };
}

describe("inspect", () => {
  it("reports the pixel size if it is known", async () => {
    putCalibrated("a.tif", pixels(1));
    const report = await readPaths([join(folder, "a.tif")], null);
    expect(report.samples.map(({ pixelSize }) => pixelSize)).toEqual([{ x: 0.5, y: 0.25 }]);
    expect(reportText(report)).toContain("    Pixel size: 0.5 × 0.25 µm.");
  });

  it("describes each sample and writes it as it is stored", async () => {
    put("set/images/a.tif", pixels(1));
    put("set/masks/a.tif", cells);
    const out = join(folder, "out");
    const { samples, refused } = await readPaths([join(folder, "set")], out);
    expect(refused).toEqual([]);
    expect(samples).toEqual([
      {
        name: "a",
        width: COLUMNS,
        height: ROWS,
        channels: 1,
        type: "uint16",
        cells: 2,
        overlapPixels: 0,
        source: "images/a.tif with masks/a.tif",
        split: "train",
        notes: [],
      },
    ]);
    expect(readdirSync(out).sort()).toEqual(["a.image.npy", "a.labels.npy"]);
    const size = { rows: ROWS, columns: COLUMNS, channels: 1 };
    expect(dumped("a.image.npy")).toEqual({ ...size, samples: pixels(1) });
    expect(dumped("a.labels.npy")).toEqual({ ...size, samples: Int32Array.from(cells) });
  });

  it("reads several paths as one drop: folders of images and masks, and files of the same name", async () => {
    put("x/images/a.tif", pixels(1));
    put("x/masks/a.tif", cells);
    const folders = await readPaths(
      ["x/images", "x/masks"].map((path) => join(folder, path)),
      null,
    );
    expect(folders.samples.map(({ source }) => source)).toEqual(["images/a.tif with masks/a.tif"]);
    const files = await readPaths(
      [put("x/images/a.tif", pixels(1)), put("x/masks/a.tif", cells), join(folder, "x")],
      null,
    );
    expect(files).toEqual(folders);
    put("y/images/a.tif", pixels(2));
    put("y/masks/a.tif", cells);
    const both = await readPaths([join(folder, "x"), join(folder, "y")], join(folder, "out"));
    expect(both.samples.map(({ name }) => name)).toEqual(["x/a", "y/a"]);
    expect(both.samples.map(({ split }) => split).sort()).toEqual(["train", "validation"]);
    expect(dumped("y_a.image.npy").samples).toEqual(pixels(2));
  });

  it("reads a single label file as a sample of labels", async () => {
    const file = put("a.tif", cells);
    const { samples, refused } = await readPaths([file], join(folder, "out"));
    expect(refused).toEqual([]);
    expect(samples).toMatchObject([
      { name: "a", width: COLUMNS, height: ROWS, type: "uint16", cells: 2, split: null },
    ]);
    expect(readdirSync(join(folder, "out"))).toEqual(["a.labels.npy"]);
    expect(dumped("a.labels.npy").samples).toEqual(Int32Array.from(cells));
  });

  it("names missing paths and reads the others", async () => {
    put("set/images/a.tif", pixels(1));
    put("set/masks/a.tif", cells);
    const nowhere = join(folder, "nowhere");
    const { samples, refused } = await readPaths([nowhere, join(folder, "set")], null);
    expect(samples).toHaveLength(1);
    expect(refused).toEqual([{ file: nowhere, reason: "There is no file or folder of this name." }]);
  });

  it("prints the same facts as lines, with terminal control characters removed from names", () => {
    const report: InspectReport = {
      samples: [
        {
          name: "a\u001b[2J",
          width: 3,
          height: 2,
          channels: 1,
          type: "uint8",
          cells: 1,
          overlapPixels: 0,
          source: "a with b",
          split: null,
          notes: ["Said."],
        },
      ],
      refused: [{ file: "\u202egnp.exe", reason: "No." }],
    };
    expect(reportText(report).split("\n")).toEqual([
      "a\\u{1b}[2J  3 x 2 px  1 channel uint8  1 cell  -  a with b",
      "    Said.",
      "Refused:",
      "  \\u{202e}gnp.exe: No.",
      "1 sample with 1 cell, 0 to train, 0 to validate, 1 refused.",
    ]);
    const empty = { ...report.samples[0], cells: 0, split: "train" } as const;
    expect(reportText({ ...report, samples: [empty, { ...empty, split: null }] })).toMatch(
      /1 refused, 1 image without cells \(negative examples\)\.$/,
    );
  });
});

describe.skipIf(!there)(`inspect of real data${note}`, () => {
  it("finds the pairs of a folder", async () => {
    const { samples, refused } = await readPaths([join(DATA, "phase/pairs")], null);
    expect(refused).toEqual([]);
    expect(samples.map(({ name, cells: count }) => [name, count])).toEqual([
      ["phase_00", 90],
      ["phase_01", 95],
    ]);
    expect(samples.map(({ split }) => split).sort()).toEqual(["train", "validation"]);
  });

  it.each([
    ["formats/labels_u16.tif", "uint16", 6],
    ["formats/labels_u32.tif", "uint32", 6],
    ["phase/usiigaci/set18/labeled.png", "uint8", 52],
    ["tools_real/stardist/mask2d.tif", "uint16", 65],
    ["tools_real/omnipose/ecoli_phase_labels.tif", "uint8", 3],
    ["pairs/png16/labels_plain.npy", "int32", 27],
    ["pairs/cellpose/cells_00_seg.npy", "uint16", 27],
  ])("reads %s alone as labels", async (path, type, count) => {
    const { samples } = await readPaths([join(DATA, path)], null);
    expect(samples).toMatchObject([{ type, cells: count, split: null }]);
  });

  it("finds no cells in a folder of damaged files and gives the reasons", async () => {
    const { samples, refused } = await readPaths([join(DATA, "bad")], null);
    expect(samples.filter(({ cells: count }) => count > 0)).toEqual([]);
    expect(refused.length).toBeGreaterThan(20);
  });
});
