import type { CellField } from "../core/instances/cell-field.ts";
import type { ComparedScore, Evaluation, FieldScore } from "../core/instances/evaluation.ts";
import type { FitTry } from "../core/instances/fit-parameters.ts";
import type { InstanceChoice } from "../core/instances/parameters.ts";
import type { MaskFormat } from "../core/mask-formats.ts";
import type { MeasuredCells, NamedCells } from "../core/measurements/measure-cells.ts";
import type { AngleSums } from "../core/metrics/angle-error.ts";
import type { CellOutcomes } from "../core/metrics/cell-outcomes.ts";
import type { OutcomeCounts } from "../core/metrics/count-outcomes.ts";
import type { LevelCounts } from "../core/metrics/level-accuracy.ts";
import type { Labels } from "../core/raster/plane.ts";
import type { Gate } from "../core/recipe/recipe.ts";
import type { MasksOrigin } from "../io/write/masks-readme.ts";

/** Identifies a predicted field: its image and the mask that gated it. */
export interface FieldKey {
  readonly imageId: string;
  readonly gate: Gate;
}

/** Predicted field of a whole image with the data for evaluating it; planes are `[row, column]`. */
export interface KeptField {
  readonly field: CellField;
  /** The image as the input of the networks. */
  readonly image: Float32Array;
  /** Null if the image has no labels. */
  readonly truth: Labels | null;
  /** Errors of the unit vectors; null without unit vectors or ground truth. */
  readonly angles: AngleSums | null;
  /** Pixels with the correct level; null without levels or ground truth. */
  readonly levels: LevelCounts | null;
}

/** The planes of one image on which its cells are shown. */
export interface FieldPlanes extends Pick<KeptField, "field" | "image" | "truth"> {
  readonly key: FieldKey;
}

/** Result of an instance method on one image. */
export interface FoundInImage {
  readonly choice: InstanceChoice;
  readonly found: Labels;
  /** Outcome of each cell; null without ground truth, like the evaluation. */
  readonly outcomes: CellOutcomes | null;
  readonly evaluation: Evaluation | null;
}

/** Cells of one image by one method, and the planes on which they are shown. */
export interface FoundCells extends FieldPlanes, FoundInImage {}

/** Scores of the cells of one image. */
export interface ImageScore {
  readonly imageId: string;
  readonly foundCells: number;
  /** Null if the image has no labels. */
  readonly score: (ComparedScore & FieldScore) | null;
}

/** Scores of the cells of several images by one method. */
export interface SetScore {
  readonly choice: InstanceChoice;
  /** In the order in which they were scored. */
  readonly images: readonly ImageScore[];
  /** Over the images with labels; null if there are none. */
  readonly evaluation: Evaluation | null;
  /** Cells per outcome, over the images with labels. */
  readonly outcomes: OutcomeCounts;
}

/** Progress of a parameter search. */
export interface FitProgress {
  readonly tried: number;
  readonly best: InstanceChoice;
  /** Mean Kaggle score of the best parameters so far. */
  readonly kaggle: number;
}

/** Image whose masks are written. */
export interface WrittenImage {
  readonly key: FieldKey;
  readonly name: string;
  /** Path under which the image was added. */
  readonly path: string;
}

/** Number done so far, of the total. */
export interface CellsProgress {
  readonly done: number;
  readonly total: number;
}

export interface CellsCalls {
  /** Provides access to images in the page's memory. Must be called before the first use of an image. */
  attachMemory: { args: { port: MessagePort }; result: null; event: never };
  /** Opens a second port, for the train worker. Returns the generation of the fields kept from now on. */
  attach: { args: { port: MessagePort }; result: number; event: never };
  /**
   * Keeps a predicted field, unless all fields have been dropped since its generation was issued. The oldest
   * fields are dropped when their memory is used up.
   */
  keep: { args: { key: FieldKey; kept: KeptField; generation: number }; result: null; event: never };
  /** Drops all fields, because their networks have changed. */
  forget: { args: null; result: null; event: never };
  /** The keys whose fields are not, or no longer, kept. */
  missing: { args: { keys: readonly FieldKey[] }; result: readonly FieldKey[]; event: never };
  /** Planes of one image; null if its field is missing. */
  planes: { args: { key: FieldKey }; result: FieldPlanes | null; event: never };
  /** Cells of one image; null if its field is missing. */
  find: { args: { key: FieldKey; choice: InstanceChoice }; result: FoundInImage | null; event: never };
  /**
   * Cells of images, counted and, if there are labels, scored, together with the images scored earlier in the
   * same session. Images without a field are left out.
   */
  score: {
    args: { keys: readonly FieldKey[]; gate: Gate; choice: InstanceChoice; session: number };
    result: SetScore;
    event: CellsProgress;
  };
  /** The best parameters of a method on images with labels, and their scores. */
  fit: {
    args: { keys: readonly FieldKey[]; start: InstanceChoice };
    result: FitTry;
    event: FitProgress;
  };
  /** Smallest cell to find by the labels of stored images, in px; null without cells. */
  smallestCell: { args: { imageIds: readonly string[] }; result: number | null; event: never };
  /** Finds the masks of images and collects them for the zip of the session. */
  gatherMasks: {
    args: {
      images: readonly WrittenImage[];
      choice: InstanceChoice;
      session: number;
      /** Whether the cells are measured, too. */
      measured: boolean;
    };
    result: null;
    event: CellsProgress;
  };
  /** Zip of the masks collected in the session, named like their images, with a text on their origin. */
  writeMasks: {
    args: { formats: readonly MaskFormat[]; origin: MasksOrigin; session: number };
    result: Uint8Array<ArrayBuffer>;
    event: never;
  };
  /** Measurements of cells in the values of a stored image; null measures the image's own labels. */
  measure: { args: { imageId: string; labels: Labels | null }; result: MeasuredCells; event: never };
  /** Measurements as a table of comma-separated values. */
  writeMeasurements: {
    args: { images: readonly NamedCells[] };
    result: Uint8Array<ArrayBuffer>;
    event: never;
  };
}
