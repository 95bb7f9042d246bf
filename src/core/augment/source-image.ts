import { cut } from "../raster/cut.ts";
import type { Box, Labels, Patch, Size } from "../raster/plane.ts";
import { countCellPixels } from "./count-cell-pixels.ts";

/** Part of a normalised image with its labels, both with the same box. */
export interface SourcePatch {
  readonly image: Patch;
  readonly labels: Patch<Int32Array>;
}

/** An image from which samples are made, in memory or elsewhere. */
export interface SourceImage extends Size {
  /** Standard deviation of the whole normalised image: the unit of the photometric transforms. */
  readonly deviation: number;
  /** Returns the pixels of a box, or of a larger one. */
  read(box: Box): SourcePatch | Promise<SourcePatch>;
  /** Returns the labels of exactly this box. */
  readLabels(box: Box): Labels | Promise<Labels>;
  /** Numbers of cell pixels in each row, `[row]`; see `countCellPixels`. */
  cellPixels(): Promise<Uint32Array>;
}

/** A normalised image with its labels, entirely in memory. */
export class WholeImage implements SourceImage {
  readonly rows: number;
  readonly columns: number;
  readonly deviation: number;
  /** The whole image. */
  readonly patch: SourcePatch;
  #cellPixels: Promise<Uint32Array> | null = null;

  /** @param patch the whole image; its box must cover it */
  constructor(patch: SourcePatch, deviation: number) {
    this.rows = patch.image.of.rows;
    this.columns = patch.image.of.columns;
    this.patch = patch;
    this.deviation = deviation;
  }

  read(): SourcePatch {
    return this.patch;
  }

  cellPixels(): Promise<Uint32Array> {
    this.#cellPixels ??= countCellPixels(this);
    return this.#cellPixels;
  }

  readLabels(box: Box): Labels {
    const labels = { rows: this.rows, columns: this.columns, data: this.patch.labels.data };
    return { rows: box.rows, columns: box.columns, data: cut(labels, box) };
  }
}
