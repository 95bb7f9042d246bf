import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import type { Batch, ValidationImage } from "../../core/dataset/sampling/batch.ts";
import { stageLoss } from "../../core/losses/loss.ts";
import { cellMask } from "../../core/raster/cell-mask.ts";
import { EARLY_STOPPING } from "../../core/recipe/early-stopping.ts";
import type { CallbackSettings } from "../../core/recipe/monitored-by.ts";
import type { OptimiserRecipe } from "../../core/recipe/optimisers.ts";
import { RECIPES } from "../../core/recipe/presets.ts";
import type { Stage } from "../../core/recipe/recipe.ts";
import { scheduleOf } from "../../core/recipe/schedules.ts";
import { learningRateAt } from "../../core/schedule/learning-rate-at.ts";
import { chain } from "../../nets/chain.ts";
import { directionNet } from "../../nets/direction-net.ts";
import type { Graph } from "../../nets/graph.ts";
import { initialise } from "../../nets/initialise.ts";
import { sharedNet } from "../../nets/shared-net.ts";
import { unet } from "../../nets/unet.ts";
import { watershedNet } from "../../nets/watershed-net.ts";
import { syntheticBatch } from "../comparison/synthetic-batch.ts";
import type { Executor } from "../executor.ts";
import { recipeArrays } from "../shared-arrays.ts";
import { Callbacks } from "../training/callbacks.ts";
import { StageTraining } from "../training/trainer.ts";
import { freshCheckpoint, type TrainingCheckpoint } from "../training/training-checkpoint.ts";
import type { TrainingEvent } from "../training/training-events.ts";
import { validate } from "../training/validation.ts";
import type { ExecutorUnderTest } from "./executor-suite.ts";

const STEPS = 12;
/** Not whole, so that an epoch ends within a batch. */
const STEPS_PER_EPOCH = 2.5;
const LENGTH = { steps: STEPS, stepsPerEpoch: STEPS_PER_EPOCH };
const SETTINGS: CallbackSettings = {
  schedule: {
    ...scheduleOf("plateau", 1e-2),
    factor: 0.5,
    patience: 1,
    threshold: 0.05,
    warmUpFraction: 0.2,
  },
  earlyStopping: { ...EARLY_STOPPING, patience: 4, minDelta: 0.01 },
  bestBy: "loss",
};
const SEED = 3;
const SIDE = 16;

/** Size of the batches. */
export const RESUMED_SIZE = { batch: 2, rows: SIDE, columns: SIDE };

const UNET = unet({ F: 2, depth: 2 });
const DIRECTION = directionNet({ m: 1 / 32 });
const ENERGY = watershedNet({ m: 1 / 32, dropout: 0.3 });
const GRAPHS: Readonly<Record<Stage, Graph>> = {
  semantic: UNET,
  direction: DIRECTION,
  energy: ENERGY,
  joint: chain(DIRECTION, ENERGY),
  shared: sharedNet({ F: 2, depth: 2, channels: 1 }),
};
const OPTIMISERS: Readonly<Record<"Adam" | "SGD", OptimiserRecipe>> = {
  Adam: { kind: "adam", beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weightDecay: 0 },
  SGD: { kind: "sgd", momentum: 0.9, nesterov: true, weightDecay: 1e-4 },
};

/** The batches of a few steps, repeated with a change in each. */
function batchAt(step: number): Batch {
  const batch = syntheticBatch(RESUMED_SIZE.batch, SIDE, SIDE);
  return { ...batch, image: batch.image.map((value, at) => value + Math.sin(step + 3 * at)) };
}

function validationImage(): ValidationImage {
  const batch = syntheticBatch(1, SIDE, SIDE);
  return { ...batch, labels: Int32Array.from(batch.mask) };
}

class Interrupted extends Error {}

/** Where a training is interrupted: before event `event` (from 0), or within the batch or validation before it. */
interface Interruption {
  readonly event: number;
  readonly isWithin: boolean;
  readonly runsAhead: boolean;
}

const NEVER: Interruption = { event: Number.POSITIVE_INFINITY, isWithin: false, runsAhead: false };

/** A training of one network whose mask gate is predicted by another. */
interface TrainingUnderTest {
  readonly stage: Stage;
  readonly optimiser: OptimiserRecipe;
}

/** Events without times, and without the arrays of checkpoints. */
function comparable(event: TrainingEvent): object[] {
  if (event.kind === "checkpoint") return [];
  return [event.kind === "step" ? { ...event, stepMilliseconds: 0, dataWaitMilliseconds: 0 } : event];
}

/** Trains from a checkpoint until an interruption. Returns the events and the checkpoint taken then. */
async function train(
  engine: ExecutorUnderTest,
  { stage, optimiser }: TrainingUnderTest,
  start: TrainingCheckpoint | null,
  { event: last, isWithin, runsAhead }: Interruption,
) {
  const graph = GRAPHS[stage];
  const weights = initialise(graph, SEED);
  const executor = engine.create({ graph, weights, loss: stageLoss(stage), optimiser, seed: SEED });
  const gate: Executor = engine.create({
    graph: UNET,
    weights: initialise(UNET, SEED + 1),
    loss: stageLoss("semantic"),
    optimiser: OPTIMISERS.SGD,
  });
  const first = start ?? freshCheckpoint(weights);
  executor.writeState(first.state);
  const callbacks = new Callbacks(SETTINGS, "loss");
  let isEnding = false;
  const events: object[] = [];
  const check = () => {
    if (isEnding && isWithin) throw new Interrupted();
  };
  const prepare = async (batch: Batch) => {
    const shape = [batch.size, batch.rows, batch.columns, 1];
    const { data } = await gate.predict({ image: { shape, data: batch.image } });
    return recipeArrays(stage, batch, cellMask(data), RECIPES.tiny);
  };
  const training = new StageTraining({
    stage,
    executor,
    start: first,
    steps: STEPS,
    learningRateAt: (step) => learningRateAt(SETTINGS.schedule, step, LENGTH, callbacks.reducedRate),
    epochsAfter: (step) => (step + 1) / STEPS_PER_EPOCH,
    batchAt: async (step) => {
      check();
      return batchAt(step);
    },
    prepare,
    validate: async (done) => {
      check();
      const images = async function* () {
        yield validationImage();
      };
      const validation = await validate(stage, executor, images(), prepare);
      if (!validation) return null;
      await callbacks.take(validation, done, () => executor.readWeights());
      return validation;
    },
    callbacks,
    endsEarly: () => callbacks.stopReason !== null,
    mayRunAhead: () => runsAhead && !isEnding,
    wantsCheckpoint: () => false,
    replaceExecutor: () => Promise.reject(new Error("no device is lost")),
  });
  try {
    for (let taken = 0; taken < last || training.isAhead; ) {
      isEnding = taken + 1 >= last;
      const { done, value } = await training.next();
      if (done) break;
      const shown = comparable(value);
      events.push(...shown);
      taken += shown.length;
    }
    isEnding = true;
    if (isWithin) await training.next();
  } catch (error) {
    if (!(error instanceof Interrupted)) throw error;
  }
  await training.return();
  const checkpoint = await training.checkpoint();
  executor.dispose();
  gate.dispose();
  return { events, checkpoint };
}

const anInterruption = fc.record({
  event: fc.integer({ min: 0, max: STEPS + 6 }),
  isWithin: fc.boolean(),
  runsAhead: fc.boolean(),
});

/** Every stage, and the optimisers in turn. */
export const RESUMED_CASES: readonly (readonly [Stage, keyof typeof OPTIMISERS])[] = [
  ["semantic", "Adam"],
  ["direction", "SGD"],
  ["energy", "Adam"],
  ["joint", "SGD"],
  ["joint", "Adam"],
];

/**
 * Tests that trainings continue from a checkpoint as if they had not been interrupted, to the last bit, by
 * another executor.
 * @param runs random interruptions of each case
 */
export function describeResuming(
  name: string,
  engine: ExecutorUnderTest,
  runs: number,
  cases: typeof RESUMED_CASES = RESUMED_CASES,
): void {
  describe(`${name} resumes bit-identically`, () => {
    beforeAll(() => engine.start());

    it.each(cases)("%s, %s", async (stage, optimiser) => {
      const trained: TrainingUnderTest = { stage, optimiser: OPTIMISERS[optimiser] };
      const whole = await train(engine, trained, null, NEVER);
      const interruptions = fc.array(anInterruption, { minLength: 1, maxLength: 2 });
      await fc.assert(
        fc.asyncProperty(interruptions, async (all) => {
          const events: object[] = [];
          let checkpoint: TrainingCheckpoint | null = null;
          for (const interruption of [...all, NEVER]) {
            const part = await train(engine, trained, checkpoint, interruption);
            events.push(...part.events);
            checkpoint = structuredClone(part.checkpoint);
          }
          expect(events).toEqual(whole.events);
          expect(checkpoint).toEqual(whole.checkpoint);
        }),
        { numRuns: runs },
      );
    });
  });
}
