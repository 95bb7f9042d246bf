import { findInstances } from "../core/instances/find-instances.ts";
import type { InstanceChoice } from "../core/instances/parameters.ts";
import { highestId } from "../core/instances/pieces.ts";
import { AngleErrorSum, type AngleSums } from "../core/metrics/angle-error.ts";
import { cellFates } from "../core/metrics/cell-fates.ts";
import { type Evaluation, evaluationOf, type FieldScore } from "../core/metrics/evaluation.ts";
import { InstanceSum, scoreImage } from "../core/metrics/instance-score.ts";
import { LevelAccuracySum, type LevelCounts } from "../core/metrics/level-accuracy.ts";
import { overlapTable } from "../core/metrics/overlap-table.ts";
import type { Gate } from "../core/recipe/recipe.ts";
import type { FieldKey, FoundInImage, ImageScore, KeptField } from "./cells.protocol.ts";

/** Adds up how well fields are predicted over images. */
class FieldSum {
  readonly #angles = new AngleErrorSum();
  readonly #levels = new LevelAccuracySum();

  add(angles: AngleSums | null, levels: LevelCounts | null): void {
    if (angles) this.#angles.add(angles);
    if (levels) this.#levels.add(levels);
  }

  score(): FieldScore {
    const none = { angleRmsDegrees: null, shareAbove22: null, shareAbove45: null };
    return { ...none, ...this.#angles.result(), levelAccuracy: this.#levels.accuracy() };
  }
}

function fieldScoreOf({ angles, levels }: Pick<KeptField, "angles" | "levels">): FieldScore {
  const sum = new FieldSum();
  sum.add(angles, levels);
  return sum.score();
}

/** The cells of one field, and how they compare with the true ones where those are known. */
export function findIn({ gate }: FieldKey, kept: KeptField, choice: InstanceChoice): FoundInImage {
  const { field, truth, angles, levels } = kept;
  const found = findInstances(field, choice);
  const table = truth && overlapTable(truth, found);
  const ofField = fieldScoreOf({ angles, levels });
  return {
    choice,
    found,
    fates: table && cellFates(table),
    evaluation: table && evaluationOf({ gate, method: choice.method }, scoreImage(table), ofField),
  };
}

/** Adds up how well cells and fields are found over images. */
export class SetScorer {
  readonly images: ImageScore[] = [];
  readonly #sum = new InstanceSum();
  readonly #fields = new FieldSum();

  add(imageId: string, { field, truth, angles, levels }: KeptField, choice: InstanceChoice): void {
    const found = findInstances(field, choice);
    const table = truth && overlapTable(truth, found);
    if (table) this.#sum.add(table);
    this.#fields.add(angles, levels);
    const score = table && { ...scoreImage(table), ...fieldScoreOf({ angles, levels }) };
    this.images.push({ imageId, foundCells: highestId(found), score });
  }

  /** Null when no image had labels. */
  evaluation(gate: Gate, { method }: InstanceChoice): Evaluation | null {
    const score = this.#sum.result();
    return score && evaluationOf({ gate, method }, score, this.#fields.score());
  }
}
