import type { CellField } from "../core/instances/cell-field.ts";
import type { ComparedScore, Evaluation, FieldScore } from "../core/instances/evaluation.ts";
import type { FitTry } from "../core/instances/fit-parameters.ts";
import type { InstanceChoice } from "../core/instances/parameters.ts";
import type { MaskFormat } from "../core/mask-formats.ts";
import type { AngleSums } from "../core/metrics/angle-error.ts";
import type { CellFates } from "../core/metrics/cell-fates.ts";
import type { LevelCounts } from "../core/metrics/level-accuracy.ts";
import type { Labels } from "../core/raster/plane.ts";
import type { Gate } from "../core/recipe/recipe.ts";

/** Names a predicted field: of which image, and which mask gated it. */
export interface FieldKey {
  readonly imageId: string;
  readonly gate: Gate;
}

/** A predicted field of a whole image, and what there is to judge it by; planes are `[row, column]`. */
export interface KeptField {
  readonly field: CellField;
  /** The image as the networks saw it. */
  readonly image: Float32Array;
  /** Null where the image has no labels. */
  readonly truth: Labels | null;
  /** Errors of the unit vectors; null where there are none or no truth. */
  readonly angles: AngleSums | null;
  /** Pixels with the right depth level; null where there are no levels or no truth. */
  readonly levels: LevelCounts | null;
}

/** The planes of one image to show its cells on. */
export interface FieldPlanes extends Pick<KeptField, "field" | "image" | "truth"> {
  readonly key: FieldKey;
}

/** What a method found in one image. */
export interface FoundInImage {
  readonly choice: InstanceChoice;
  readonly found: Labels;
  /** What became of each cell; null without truth, like the evaluation. */
  readonly fates: CellFates | null;
  readonly evaluation: Evaluation | null;
}

/** The cells of one image by one method, and the planes to show them on. */
export interface FoundCells extends FieldPlanes, FoundInImage {}

/** How well the cells of one image were found. */
export interface ImageScore {
  readonly imageId: string;
  readonly foundCells: number;
  /** Null where the image has no labels. */
  readonly score: (ComparedScore & FieldScore) | null;
}

/** How well the cells of images were found by one method. */
export interface SetScore {
  readonly choice: InstanceChoice;
  /** In the order in which they were scored. */
  readonly images: readonly ImageScore[];
  /** Over the images with labels; null when there is none. */
  readonly evaluation: Evaluation | null;
}

/** How far a search for parameters is. */
export interface FitProgress {
  readonly tried: number;
  readonly best: InstanceChoice;
  /** Kaggle's mean of the best. */
  readonly kaggle: number;
}

/** An image whose cells are written. */
export interface WrittenImage {
  readonly key: FieldKey;
  readonly name: string;
  /** As it was added. */
  readonly path: string;
}

/** Done of all so far. */
export interface CellsProgress {
  readonly done: number;
  readonly total: number;
}

export interface CellsCalls {
  /** Opens a second way in, for the train worker; gives what the fields kept from now on are called. */
  attach: { args: { port: MessagePort }; result: number; event: never };
  /**
   * Takes a predicted field, unless all fields were dropped since its generation was told. The oldest are dropped where
   * memory for them is used up.
   */
  keep: { args: { key: FieldKey; kept: KeptField; generation: number }; result: null; event: never };
  /** Drops all fields: they are of networks that have changed. */
  forget: { args: null; result: null; event: never };
  /** Those of the keys whose fields are not, or no longer, here. */
  missing: { args: { keys: readonly FieldKey[] }; result: readonly FieldKey[]; event: never };
  /** Planes of one image; null where its field is missing. */
  planes: { args: { key: FieldKey }; result: FieldPlanes | null; event: never };
  /** Cells of one image; null where its field is missing. */
  find: { args: { key: FieldKey; choice: InstanceChoice }; result: FoundInImage | null; event: never };
  /**
   * Cells of images, counted and, where there are labels, scored, together with those that were scored before in the
   * same session. Missing ones are left out.
   */
  score: {
    args: { keys: readonly FieldKey[]; gate: Gate; choice: InstanceChoice; session: number };
    result: SetScore;
    event: CellsProgress;
  };
  /** The best parameters of a method on images with labels, and how well they do. */
  fit: {
    args: { keys: readonly FieldKey[]; start: InstanceChoice };
    result: FitTry;
    event: FitProgress;
  };
  /** Finds the masks of images and keeps them for the zip of the session. */
  gatherMasks: {
    args: { images: readonly WrittenImage[]; choice: InstanceChoice; session: number };
    result: null;
    event: CellsProgress;
  };
  /** A zip of the masks gathered in the session, named like their images. */
  writeMasks: {
    args: { formats: readonly MaskFormat[]; session: number };
    result: Uint8Array<ArrayBuffer>;
    event: never;
  };
}
