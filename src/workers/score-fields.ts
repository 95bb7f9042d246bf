import { componentBaseline } from "../core/instances/component-baseline.ts";
import { highestId } from "../core/instances/components-of.ts";
import {
  comparedScore,
  type Evaluation,
  evaluationOf,
  type FieldScore,
} from "../core/instances/evaluation.ts";
import { findInstances } from "../core/instances/find-instances.ts";
import type { InstanceChoice, Method } from "../core/instances/parameters.ts";
import { AngleErrorSum, type AngleSums } from "../core/metrics/angle-error.ts";
import { cellOutcomes } from "../core/metrics/cell-outcomes.ts";
import {
  addOutcomes,
  countOutcomes,
  NO_OUTCOMES,
  type OutcomeCounts,
} from "../core/metrics/count-outcomes.ts";
import { InstanceSum, scoreImage } from "../core/metrics/instance-score.ts";
import { LevelAccuracySum, type LevelCounts } from "../core/metrics/level-accuracy.ts";
import { type OverlapTable, overlapTable } from "../core/metrics/overlap-table.ts";
import type { Labels } from "../core/raster/plane.ts";
import type { Gate } from "../core/recipe/recipe.ts";
import type { FieldKey, FoundInImage, ImageScore, KeptField } from "./cells.protocol.ts";

type Errors = Pick<KeptField, "angles" | "levels">;

/** Accumulates the errors of predicted fields over images. */
class FieldSum {
  readonly #angles = new AngleErrorSum();
  readonly #levels = new LevelAccuracySum();

  add(angles: AngleSums | null, levels: LevelCounts | null): void {
    if (angles) this.#angles.add(angles);
    if (levels) this.#levels.add(levels);
  }

  score(): FieldScore {
    const none = { angleRmsDegrees: null, fractionAbove22: null, fractionAbove45: null };
    return { ...none, ...this.#angles.result(), levelAccuracy: this.#levels.accuracy() };
  }
}

function fieldScoreOf({ angles, levels }: Errors): FieldScore {
  const sum = new FieldSum();
  sum.add(angles, levels);
  return sum.score();
}

/** The cells of a field compared with the ground truth, as plain data. Without ground truth all is null. */
export interface ComparedField extends Errors {
  /** Overlaps of the found cells with the true ones. */
  readonly table: OverlapTable | null;
  /** The same of the connected components; null if these are the method. */
  readonly components: OverlapTable | null;
}

/** The cells that a method finds in a field, and their comparison with the ground truth. */
export function compareField(
  { field, truth, angles, levels }: Pick<KeptField, "field" | "truth" | keyof Errors>,
  choice: InstanceChoice,
): { readonly found: Labels; readonly compared: ComparedField } {
  const found = findInstances(field, choice);
  const plain = truth && componentBaseline(choice);
  const table = truth && overlapTable(truth, found);
  const components = plain && overlapTable(truth, findInstances(field, plain));
  return { found, compared: { table, components, angles, levels } };
}

/** The scores of the cells of one field; null without ground truth. */
export function evaluateField(gate: Gate, method: Method, compared: ComparedField): Evaluation | null {
  const { table, components } = compared;
  return (
    table &&
    evaluationOf(
      { gate, method },
      scoreImage(table),
      components && scoreImage(components),
      fieldScoreOf(compared),
    )
  );
}

/** The cells of one field, compared with the ground truth if that is known. */
export function findIn({ gate }: FieldKey, kept: KeptField, choice: InstanceChoice): FoundInImage {
  const { found, compared } = compareField(kept, choice);
  return {
    choice,
    found,
    outcomes: compared.table && cellOutcomes(compared.table),
    evaluation: evaluateField(gate, choice.method, compared),
  };
}

/** The cells found in an image, compared with the ground truth. */
export interface ComparedImage extends Pick<ImageScore, "imageId" | "foundCells"> {
  readonly compared: ComparedField;
}

/** Accumulates the scores of cells and fields over images, for one method and the mask of one gate. */
export class SetScorer {
  readonly images: ImageScore[] = [];
  readonly #gate: Gate;
  readonly #choice: InstanceChoice;
  readonly #sum = new InstanceSum();
  readonly #components = new InstanceSum();
  readonly #fields = new FieldSum();
  #outcomes = NO_OUTCOMES;

  constructor(gate: Gate, choice: InstanceChoice) {
    this.#gate = gate;
    this.#choice = choice;
  }

  add(imageId: string, kept: KeptField): void {
    const { found, compared } = compareField(kept, this.#choice);
    this.addCompared({ imageId, foundCells: highestId(found), compared });
  }

  addCompared({ imageId, foundCells, compared }: ComparedImage): void {
    const { table, components, angles, levels } = compared;
    if (table) {
      this.#sum.add(table);
      this.#outcomes = addOutcomes(this.#outcomes, countOutcomes(cellOutcomes(table)));
    }
    if (components) this.#components.add(components);
    this.#fields.add(angles, levels);
    const score = table && {
      ...comparedScore(this.#gate, scoreImage(table), components && scoreImage(components)),
      ...fieldScoreOf(compared),
    };
    this.images.push({ imageId, foundCells, score });
  }

  /** Null if no image had labels. */
  evaluation(): Evaluation | null {
    const score = this.#sum.result();
    const source = { gate: this.#gate, method: this.#choice.method };
    return score && evaluationOf(source, score, this.#components.result(), this.#fields.score());
  }

  /** Cells per outcome, over the images with labels. */
  outcomes(): OutcomeCounts {
    return this.#outcomes;
  }
}
