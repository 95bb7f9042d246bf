import type { Refusal } from "../src/core/dataset/image-record.ts";
import { sizeProblem } from "../src/core/dataset/labels/audit.ts";
import { LabError } from "../src/core/errors.ts";
import { trueField } from "../src/core/instances/cell-field.ts";
import { componentBaseline } from "../src/core/instances/component-baseline.ts";
import {
  type CellSource,
  comparedScore,
  type Evaluation,
  evaluationOf,
} from "../src/core/instances/evaluation.ts";
import { findInstances } from "../src/core/instances/find-instances.ts";
import type { InstanceChoice } from "../src/core/instances/parameters.ts";
import { InstanceSum, scoreImage } from "../src/core/metrics/instance-score.ts";
import { overlapTable } from "../src/core/metrics/overlap-table.ts";
import type { Labels } from "../src/core/raster/plane.ts";
import type { NamedScore } from "../src/io/write/scores-csv.ts";
import { joinLabels } from "./join-labels.ts";
import { readLabels } from "./read-labels.ts";

/** The scores of a set, and of each image. */
export interface SetScore extends Evaluation {
  readonly perImage: readonly NamedScore[];
  /** Files that were not scored, and remarks on the others. */
  readonly notes: readonly Refusal[];
}

/** Accumulates the scores of a set, image by image. */
class SetScorer {
  readonly perImage: NamedScore[] = [];
  readonly notes: Refusal[] = [];
  readonly #source: CellSource;
  readonly #sum = new InstanceSum();
  readonly #components = new InstanceSum();

  constructor(source: CellSource) {
    this.#source = source;
  }

  /** @param plain connected components of the mask in which the cells were found; null if there are none */
  add(name: string, truth: Labels, found: Labels, plain: Labels | null = null): void {
    const table = overlapTable(truth, found);
    const components = plain && overlapTable(truth, plain);
    this.#sum.add(table);
    if (components) this.#components.add(components);
    const score = comparedScore(this.#source.gate, scoreImage(table), components && scoreImage(components));
    this.perImage.push({ name, ...score });
  }

  /** Throws a LabError with `problem` if nothing was scored. */
  result(problem: string): SetScore {
    const score = this.#sum.result();
    if (!score) {
      const reasons = this.notes.map(({ file, reason }) => `${file}: ${reason}`);
      throw new LabError([problem, ...reasons].join("\n"));
    }
    const evaluation = evaluationOf(this.#source, score, this.#components.result());
    return { ...evaluation, perImage: this.perImage, notes: this.notes };
  }
}

/**
 * Scores predicted label images against ground-truth ones of the same names; each path is a folder, a zip or
 * a file. Throws a LabError if no name is in both or a path does not exist.
 */
export async function scoreLabels(truth: string, prediction: string): Promise<SetScore> {
  const scorer = new SetScorer({ gate: null, method: null });
  const addNote = (file: string, reason: string) => void scorer.notes.push({ file, reason });
  for await (const pair of joinLabels(readLabels(truth), readLabels(prediction), addNote)) {
    const problem = sizeProblem(pair.truth, pair.found);
    if (problem) addNote(pair.name, `${problem} It is not scored.`);
    else scorer.add(pair.name, pair.truth, pair.found);
  }
  return scorer.result(`No label image of ${prediction} could be compared with one of ${truth}.`);
}

/**
 * Finds the cells of labelled images from their own mask, levels and unit vectors, and scores them: the
 * errors of the method alone, without any prediction. Throws a LabError if the path does not exist or
 * contains no labels.
 */
export async function scoreTrueLevels(path: string, choice: InstanceChoice): Promise<SetScore> {
  const scorer = new SetScorer({ gate: "true", method: choice.method });
  const components = componentBaseline(choice);
  for await (const step of readLabels(path)) {
    if (step.kind === "refused") {
      scorer.notes.push(step.refusal);
      continue;
    }
    const { name, labels, notes } = step.image;
    scorer.notes.push(...notes.map((reason) => ({ file: name, reason })));
    const field = trueField(labels, "open");
    scorer.add(name, labels, findInstances(field, choice), components && findInstances(field, components));
  }
  return scorer.result(`Nothing in ${path} could be used.`);
}
