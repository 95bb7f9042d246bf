import { closeSync, existsSync, mkdirSync, openSync, statSync, writeFileSync, writeSync } from "node:fs";
import { join } from "node:path";
import { encode } from "fast-png";
import { createRandom, type Random } from "../src/core/augment/random.ts";
import { tiffBytes } from "../src/io/read/testing/tiff-bytes.ts";

/** A set of images with its cells in one table. */
export interface LargeSet {
  readonly name: "sartorius" | "livecell";
  /** Name of the file with the cells. */
  readonly table: string;
  readonly images: number;
  readonly cells: number;
  readonly rows: number;
  readonly columns: number;
  readonly write: (folder: string, set: LargeSet) => void;
}

interface Cell {
  /** Centre and semi-axes, px. */
  readonly x: number;
  readonly y: number;
  readonly across: number;
  readonly down: number;
}

const CORNERS = 24;
const SEED = 7;
const BACKGROUND = 90;
const BRIGHT = 60;

/** The requested number of ellipses, one per field of a grid, which prevents overlaps. */
function cellsOf(count: number, { rows, columns }: LargeSet, random: Random): Cell[] {
  const across = Math.ceil(Math.sqrt((count * columns) / rows));
  const [width, height] = [columns / across, rows / Math.ceil(count / across)];
  return Array.from({ length: count }, (_, index) => ({
    x: ((index % across) + 0.5) * width,
    y: (Math.floor(index / across) + 0.5) * height,
    across: width * random.uniform(0.3, 0.45),
    down: height * random.uniform(0.3, 0.45),
  }));
}

/** Columns [start, end) of a cell in a row, or null if it has none. */
function stretchOf({ x, y, across, down }: Cell, row: number): [start: number, end: number] | null {
  const falloff = 1 - ((row + 0.5 - y) / down) ** 2;
  if (falloff <= 0) return null;
  const half = across * Math.sqrt(falloff);
  const [start, end] = [Math.ceil(x - half - 0.5), Math.ceil(x + half - 0.5)];
  return start < end ? [start, end] : null;
}

function* stretchesOf(cell: Cell): Generator<[row: number, start: number, end: number]> {
  for (let row = Math.floor(cell.y - cell.down); row <= Math.ceil(cell.y + cell.down); row++) {
    const stretch = stretchOf(cell, row);
    if (stretch) yield [row, ...stretch];
  }
}

/** Grey with a little texture, different in each image, and brighter cells. */
function pixelsOf(cells: readonly Cell[], { rows, columns }: LargeSet, seed: number): Uint8Array {
  const samples = new Uint8Array(rows * columns);
  let noise = seed + 1;
  for (let pixel = 0; pixel < samples.length; pixel++) {
    noise = (Math.imul(noise, 1664525) + 1013904223) >>> 0;
    samples[pixel] = BACKGROUND + (noise >>> 29);
  }
  for (const cell of cells) {
    for (const [row, start, end] of stretchesOf(cell)) {
      for (let column = start; column < end; column++) samples[row * columns + column] += BRIGHT;
    }
  }
  return samples;
}

/** Number of cells in image `index` when all cells are distributed evenly. */
const countOf = (index: number, { images, cells }: LargeSet) =>
  Math.floor(((index + 1) * cells) / images) - Math.floor((index * cells) / images);

/** Calls `take` with each image of the set. */
function eachImage(set: LargeSet, take: (index: number, cells: readonly Cell[]) => void): void {
  for (let index = 0; index < set.images; index++) {
    take(index, cellsOf(countOf(index, set), set, createRandom(SEED, index)));
  }
}

function writeSartorius(folder: string, set: LargeSet): void {
  const { rows, columns } = set;
  mkdirSync(join(folder, "train"), { recursive: true });
  const table = openSync(join(folder, set.table), "w");
  writeSync(table, "id,annotation,width,height,cell_type\n");
  eachImage(set, (index, cells) => {
    const id = index.toString(16).padStart(12, "0");
    const data = pixelsOf(cells, set, index);
    writeFileSync(
      join(folder, "train", `${id}.png`),
      encode({ width: columns, height: rows, data, channels: 1, depth: 8 }),
    );
    const lines = cells.map((cell) => {
      const runs = [...stretchesOf(cell)].map(
        ([row, start, end]) => `${row * columns + start + 1} ${end - start}`,
      );
      return `${id},${runs.join(" ")},${columns},${rows},drawn\n`;
    });
    writeSync(table, lines.join(""));
  });
  closeSync(table);
}

function outlineOf({ x, y, across, down }: Cell): string {
  const corners = Array.from({ length: CORNERS }, (_, corner) => {
    const angle = (2 * Math.PI * corner) / CORNERS;
    return `${(x + across * Math.cos(angle)).toFixed(2)}, ${(y + down * Math.sin(angle)).toFixed(2)}`;
  });
  return corners.join(", ");
}

function writeLivecell(folder: string, set: LargeSet): void {
  const { rows, columns } = set;
  mkdirSync(join(folder, "images"), { recursive: true });
  const json = openSync(join(folder, set.table), "w");
  writeSync(
    json,
    '{"info": {"description": "drawn"}, "categories": [{"id": 1, "name": "cell"}], "images": [',
  );
  const nameOf = (index: number) => `drawn_${String(index).padStart(5, "0")}.tif`;
  for (let index = 0; index < set.images; index++) {
    const image = { id: index, file_name: nameOf(index), width: columns, height: rows };
    writeSync(json, `${index === 0 ? "" : ", "}${JSON.stringify(image)}`);
  }
  writeSync(json, '], "annotations": [');
  let id = 0;
  eachImage(set, (index, cells) => {
    const samples = pixelsOf(cells, set, index);
    writeFileSync(join(folder, "images", nameOf(index)), tiffBytes({ rows, columns, samples }));
    const entries = cells.map((cell) => {
      const box = [cell.x - cell.across, cell.y - cell.down, 2 * cell.across, 2 * cell.down];
      const area = (Math.PI * cell.across * cell.down).toFixed(1);
      id += 1;
      return `{"id": ${id}, "image_id": ${index}, "category_id": 1, "iscrowd": 0, "bbox": [${box.map((side) => side.toFixed(2)).join(", ")}], "area": ${area}, "segmentation": [[${outlineOf(cell)}]]}`;
    });
    writeSync(json, `${index === 0 ? "" : ", "}${entries.join(", ")}`);
  });
  writeSync(json, "]}");
  closeSync(json);
}

/** The size of the training set of the Sartorius competition: PNG files and one CSV. */
export const SARTORIUS: LargeSet = {
  name: "sartorius",
  table: "train.csv",
  images: 606,
  cells: 73_000,
  rows: 520,
  columns: 704,
  write: writeSartorius,
};

/**
 * The numbers of images and cells of LIVECell, in one COCO file that exceeds the maximum length of a string.
 * The images are smaller than LIVECell's 704 x 520 px unless requested: the store then takes 1.5 GB instead
 * of 10.
 */
export const LIVECELL: LargeSet = {
  name: "livecell",
  table: "annotations.json",
  images: 5239,
  cells: 1_600_000,
  rows: 208,
  columns: 282,
  write: writeLivecell,
};

/**
 * Writes a set into its own folder below `parent`, unless it exists, and returns the folder and the size of
 * the table in bytes.
 */
export function writeSet(set: LargeSet, parent: string): { folder: string; tableBytes: number } {
  const folder = join(parent, `${set.name}-${set.images}-${set.columns}x${set.rows}`);
  const drawn = `${folder}.drawn`;
  if (!existsSync(drawn)) {
    mkdirSync(folder, { recursive: true });
    set.write(folder, set);
    writeFileSync(drawn, "");
  }
  return { folder, tableBytes: statSync(join(folder, set.table)).size };
}
