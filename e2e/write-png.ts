import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { encode } from "fast-png";

/**
 * Writes a square 8-bit grey PNG with sides of `side` px, and creates its parent folders; returns its path.
 */
export function writePng(path: string, side: number, valueAt: (pixel: number) => number): string {
  const data = Uint8Array.from({ length: side * side }, (_, pixel) => valueAt(pixel));
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, encode({ width: side, height: side, data, channels: 1, depth: 8 }));
  return path;
}
