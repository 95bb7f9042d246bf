import { cut } from "../raster/cut.ts";
import type { Box, Labels, Patch, Size } from "../raster/plane.ts";

/** Part of a normalised image with its labels; both have one box. */
export interface SourcePatch {
  readonly image: Patch;
  readonly labels: Patch<Int32Array>;
}

/** An image from which samples are made, wherever its pixels lie. */
export interface SourceImage extends Size {
  /** Standard deviation of the whole normalised image: the unit of the photometric transforms. */
  readonly deviation: number;
  /** The pixels of a box, or more. */
  read(box: Box): SourcePatch | Promise<SourcePatch>;
  /** The labels of a box, and no more. */
  readLabels(box: Box): Labels | Promise<Labels>;
}

/** A normalised image with its labels that lies whole in memory. */
export class WholeImage implements SourceImage {
  readonly rows: number;
  readonly columns: number;
  readonly deviation: number;
  /** All of it. */
  readonly patch: SourcePatch;

  /** @param patch whose box is the whole image */
  constructor(patch: SourcePatch, deviation: number) {
    this.rows = patch.image.of.rows;
    this.columns = patch.image.of.columns;
    this.patch = patch;
    this.deviation = deviation;
  }

  read(): SourcePatch {
    return this.patch;
  }

  readLabels(box: Box): Labels {
    const labels = { rows: this.rows, columns: this.columns, data: this.patch.labels.data };
    return { rows: box.rows, columns: box.columns, data: cut(labels, box) };
  }
}
