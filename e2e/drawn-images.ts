import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { encode } from "fast-png";
import { labInPage } from "../cli/lab-in-page.ts";
import { loadImages } from "../cli/load-images.ts";
import { cut } from "../src/core/raster/cut.ts";
import { drawBuiltInSample } from "../src/core/synth/draw-sample.ts";
import { writeLabelPng } from "../src/io/write/label-png.ts";

/** The part of each drawn image that is written: small, to keep the processing of all images fast. */
const CORNER = { top: 0, left: 0, rows: 128, columns: 128 };

/**
 * Writes drawn images with their masks as `cells_0` and so on, and additional ones without masks, as a user
 * would drop them.
 */
export function writeDrawnImages(folder: string, labelled: number, unlabelled: readonly string[]): void {
  for (const part of ["images", "masks"]) mkdirSync(join(folder, part), { recursive: true });
  const drawn = drawBuiltInSample("fluorescence", 4);
  for (let count = 0; count < labelled + unlabelled.length; count++) {
    const { value } = drawn.next();
    if (!value) throw new Error("the sample has too few images");
    const { rows, columns, data: all } = value.pixels;
    const data = cut({ rows, columns, data: all }, CORNER);
    const name = count < labelled ? `cells_${count}` : unlabelled[count - labelled];
    if (data instanceof Float32Array) throw new Error("a PNG holds no fractions");
    const depth = data instanceof Uint16Array ? 16 : 8;
    const image = encode({ width: CORNER.columns, height: CORNER.rows, data, channels: 1, depth });
    writeFileSync(join(folder, "images", `${name}.png`), image);
    if (count >= labelled) continue;
    const labels = { ...CORNER, data: cut<Int32Array>(value.labels, CORNER) };
    writeFileSync(join(folder, "masks", `${name}.png`), writeLabelPng(labels));
  }
}

/** Number of images loaded by `loadDrawnImages`. */
export const DRAWN_IMAGES = 6;

let drawn: string | null = null;

/** A folder of labelled images, drawn once and deleted with the process. */
function drawnFolder(): string {
  if (drawn !== null) return drawn;
  const folder = mkdtempSync(join(tmpdir(), "lab-drawn-"));
  process.on("exit", () => rmSync(folder, { recursive: true }));
  writeDrawnImages(folder, DRAWN_IMAGES, []);
  drawn = folder;
  return folder;
}

/** Loads a few small labelled images, for tests of something other than loading. */
export function loadDrawnImages(page: Page): Promise<void> {
  return loadImages(labInPage(page), { path: drawnFolder(), slice: null, time: null });
}
