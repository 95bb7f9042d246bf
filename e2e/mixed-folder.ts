import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { encode } from "fast-png";

const SIDE = 64;

function pngOf(valueAt: (row: number, column: number) => number, side = SIDE): Uint8Array {
  const data = Uint8Array.from({ length: side * side }, (_, pixel) =>
    valueAt(Math.floor(pixel / side), pixel % side),
  );
  return encode({ width: side, height: side, data, channels: 1, depth: 8 });
}

/** A grey image, different for each seed. */
export function photo(seed: number): Uint8Array {
  return pngOf((row, column) => (row * 31 + column * 7 + seed * 13) % 251);
}

const inCell = (row: number, column: number) => row % 16 > 2 && column % 16 > 2;

/** Sixteen cells, each with its own id. */
export function labels(side = SIDE): Uint8Array {
  return pngOf(
    (row, column) => (inCell(row, column) ? 1 + 4 * Math.floor(row / 16) + Math.floor(column / 16) : 0),
    side,
  );
}

const binary = () => pngOf((row, column) => (inCell(row, column) ? 255 : 0));

/** A typical drop: pairs that fit, one with a note, files that do not fit, and two with unrelated names. */
const FILES: Readonly<Record<string, () => Uint8Array | string>> = {
  "images/good_1.png": () => photo(1),
  "masks/good_1.png": () => labels(),
  "images/good_2.png": () => photo(2),
  "masks/good_2.png": () => labels(),
  "images/noted.png": () => photo(3),
  "masks/noted.png": binary,
  "images/other_size.png": () => photo(4),
  "masks/other_size.png": () => labels(32),
  "images/broken.png": () => "no image",
  "field_07.png": () => photo(5),
  "drawn by Ana.png": () => labels(),
};

/** Writes the folder and returns its path. */
export function writeMixedFolder(parent: string): string {
  const folder = join(parent, "set");
  for (const [name, content] of Object.entries(FILES)) {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content());
  }
  return folder;
}
