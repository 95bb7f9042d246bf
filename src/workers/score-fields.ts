import type { CellField } from "../core/instances/cell-field.ts";
import { findInstances } from "../core/instances/find-instances.ts";
import type { InstanceChoice } from "../core/instances/parameters.ts";
import { AngleErrorSum } from "../core/metrics/angle-error.ts";
import { cellFates } from "../core/metrics/cell-fates.ts";
import { type Evaluation, evaluationOf, type FieldScore } from "../core/metrics/evaluation.ts";
import { InstanceSum, scoreImage } from "../core/metrics/instance-score.ts";
import { LevelAccuracySum } from "../core/metrics/level-accuracy.ts";
import { overlapTable } from "../core/metrics/overlap-table.ts";
import type { Labels } from "../core/raster/plane.ts";
import type { Gate } from "../core/recipe/recipe.ts";
import type { FieldKey, FoundCells, ImageScore, KeptField } from "./cells.protocol.ts";

/** The cells of one field, and how they compare with the true ones where those are known. */
export function foundCells(key: FieldKey, kept: KeptField, choice: InstanceChoice): FoundCells {
  const { field, image, truth } = kept;
  const found = findInstances(field, choice);
  const table = truth && overlapTable(truth, found);
  return {
    key,
    choice,
    field,
    image,
    found,
    truth,
    fates: table && cellFates(table),
    score: table && scoreImage(table),
  };
}

function countCells({ data }: Labels): number {
  // Ids are by area, from 1 without gaps.
  return data.reduce((most, id) => Math.max(most, id), 0);
}

/** Adds up how well cells and fields are found over images. */
export class SetScorer {
  readonly images: ImageScore[] = [];
  readonly #sum = new InstanceSum();
  readonly #angles = new AngleErrorSum();
  readonly #levels = new LevelAccuracySum();

  add(imageId: string, { field, truth, angles, levels }: KeptField, choice: InstanceChoice): void {
    const found = findInstances(field, choice);
    const table = truth && overlapTable(truth, found);
    if (table) this.#sum.add(table);
    if (angles) this.#angles.add(angles);
    if (levels) this.#levels.add(levels);
    this.images.push({ imageId, foundCells: countCells(found), score: table && scoreImage(table) });
  }

  /** Null when no image had labels. */
  evaluation(gate: Gate, { method }: InstanceChoice): Evaluation | null {
    const score = this.#sum.result();
    return score && evaluationOf({ gate, method }, score, this.#fieldScore());
  }

  #fieldScore(): FieldScore {
    const none = { angleRmsDegrees: null, shareAbove22: null, shareAbove45: null };
    return { ...none, ...this.#angles.result(), levelAccuracy: this.#levels.accuracy() };
  }
}

/** A field without cells to judge is of no use for a search. */
export function fitImages(fields: readonly KeptField[]): { field: CellField; truth: Labels }[] {
  return fields.flatMap(({ field, truth }) => (truth ? [{ field, truth }] : []));
}
