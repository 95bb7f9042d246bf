import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { encode } from "fast-png";

/** Writes a square grey PNG of 8 bits, `side` px a side, with the folders above it; returns its path. */
export function writePng(path: string, side: number, valueAt: (pixel: number) => number): string {
  const data = Uint8Array.from({ length: side * side }, (_, pixel) => valueAt(pixel));
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, encode({ width: side, height: side, data, channels: 1, depth: 8 }));
  return path;
}
