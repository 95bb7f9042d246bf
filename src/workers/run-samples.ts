import type { MadeSample } from "../core/augment/make-sample.ts";
import type { SourceImage } from "../core/augment/source-image.ts";
import {
  type Batch,
  stackBatch,
  type TargetSample,
  type ValidationImage,
} from "../core/dataset/sampling/batch.ts";
import { resolveSteps } from "../core/dataset/sampling/resolve-steps.ts";
import { createSampler, type Sampler } from "../core/dataset/sampling/sampler.ts";
import { stageImages } from "../core/dataset/sampling/stage-images.ts";
import { syntheticSlot } from "../core/dataset/sampling/synthetic-slot.ts";
import {
  drawTrainingCrop,
  drawTrainingSample,
  type TrainingPlace,
} from "../core/dataset/sampling/training-sample.ts";
import { type ValidationPart, validationSample } from "../core/dataset/sampling/validation-parts.ts";
import type { Stage } from "../core/recipe/recipe.ts";
import type { SampledRun, StageStep, TrainingImage } from "./sample.protocol.ts";
import type { SampleSource } from "./sample-source.ts";
import { SyntheticSource } from "./synthetic-source.ts";

/** The images of a stage and their order. */
interface StageSampling {
  readonly stage: Stage;
  readonly images: readonly TrainingImage[];
  readonly sampler: Sampler;
}

/** Draws the samples of one run from stored images. */
export class RunSamples {
  readonly #source: Pick<SampleSource, "open">;
  readonly #run: SampledRun;
  readonly #synthetic: SyntheticSource;
  #sampling: StageSampling | null = null;

  /** @param synthetic keeps synthetic images for other runs, too */
  constructor(source: Pick<SampleSource, "open">, run: SampledRun, synthetic = new SyntheticSource()) {
    this.#source = source;
    // The share of synthetic images depends on the length of the stage.
    this.#run = { ...run, recipe: resolveSteps(run.recipe, run.images) };
    this.#synthetic = synthetic;
  }

  /** The training batch of a step. */
  async batch({ stage, step }: StageStep): Promise<Batch> {
    const { batch } = this.#run.recipe;
    const items: TargetSample[] = [];
    for (let slot = step * batch; slot < (step + 1) * batch; slot++) {
      items.push(await this.inSlot(stage, slot));
    }
    return stackBatch(items);
  }

  /**
   * The sample in a slot of a stage, counted from 0 over all batches, as its network gets it: with stale
   * vectors only if the recipe trains on them.
   */
  async inSlot(stage: Stage, slot: number): Promise<TargetSample> {
    const { recipe } = this.#run;
    const { source, place } = await this.#placeAt(stage, slot);
    return drawTrainingSample(source, recipe, place, recipe.staleVectors);
  }

  /** The first sample of the batch of a step. */
  async first({ stage, step }: StageStep): Promise<MadeSample> {
    const { source, place } = await this.#placeAt(stage, step * this.#run.recipe.batch);
    return drawTrainingCrop(source, this.#run.recipe, place);
  }

  /** A part of an image prepared for validation. */
  async validationImage(id: string, part: ValidationPart): Promise<ValidationImage> {
    const { recipe } = this.#run;
    const sample = await validationSample(await this.#source.open(id, recipe), part, recipe);
    return { ...stackBatch([{ sample, stale: null }]), labels: sample.labels };
  }

  /** Cached between steps: laying out an epoch takes longer than drawing from it. */
  #samplingOf(stage: Stage): StageSampling {
    if (this.#sampling?.stage !== stage) {
      const { recipe } = this.#run;
      const images = stageImages(stage, recipe, this.#run.images);
      this.#sampling = { stage, images, sampler: createSampler(images, recipe) };
    }
    return this.#sampling;
  }

  /**
   * The image at a slot of the training order, counted from 0, and its place there. A synthetic image takes the slot of
   * one of the dataset; the others stay where they are.
   */
  async #placeAt(stage: Stage, slot: number): Promise<{ source: SourceImage; place: TrainingPlace }> {
    const { images, sampler } = this.#samplingOf(stage);
    const { image, epoch, position } = sampler.itemAt(slot);
    const { recipe } = this.#run;
    const drawn = syntheticSlot(recipe, stage, slot);
    if (drawn) {
      const { source, cells } = await this.#synthetic.open(drawn, recipe.normalisation);
      return { source, place: { stage, cells, epoch, position } };
    }
    const { id, cells } = images[image];
    const source = await this.#source.open(id, recipe);
    return { source, place: { stage, cells, epoch, position } };
  }
}
