import { componentBaseline } from "../core/instances/component-baseline.ts";
import { highestId } from "../core/instances/components-of.ts";
import {
  comparedScore,
  type Evaluation,
  evaluationOf,
  type FieldScore,
} from "../core/instances/evaluation.ts";
import { findInstances } from "../core/instances/find-instances.ts";
import type { InstanceChoice } from "../core/instances/parameters.ts";
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
import { overlapTable } from "../core/metrics/overlap-table.ts";
import type { Gate } from "../core/recipe/recipe.ts";
import type { FieldKey, FoundInImage, ImageScore, KeptField } from "./cells.protocol.ts";

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

function fieldScoreOf({ angles, levels }: Pick<KeptField, "angles" | "levels">): FieldScore {
  const sum = new FieldSum();
  sum.add(angles, levels);
  return sum.score();
}

/**
 * The cells that a method finds in a field, and the overlaps of these and of the connected components with
 * the ground-truth cells.
 */
function compare({ field, truth }: Pick<KeptField, "field" | "truth">, choice: InstanceChoice) {
  const found = findInstances(field, choice);
  const plain = truth && componentBaseline(choice);
  return {
    found,
    table: truth && overlapTable(truth, found),
    components: plain && overlapTable(truth, findInstances(field, plain)),
  };
}

/** The cells of one field, compared with the ground truth if that is known. */
export function findIn({ gate }: FieldKey, kept: KeptField, choice: InstanceChoice): FoundInImage {
  const { found, table, components } = compare(kept, choice);
  return {
    choice,
    found,
    outcomes: table && cellOutcomes(table),
    evaluation:
      table &&
      evaluationOf(
        { gate, method: choice.method },
        scoreImage(table),
        components && scoreImage(components),
        fieldScoreOf(kept),
      ),
  };
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
    const { found, table, components } = compare(kept, this.#choice);
    if (table) {
      this.#sum.add(table);
      this.#outcomes = addOutcomes(this.#outcomes, countOutcomes(cellOutcomes(table)));
    }
    if (components) this.#components.add(components);
    this.#fields.add(kept.angles, kept.levels);
    const score = table && {
      ...comparedScore(this.#gate, scoreImage(table), components && scoreImage(components)),
      ...fieldScoreOf(kept),
    };
    this.images.push({ imageId, foundCells: highestId(found), score });
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
