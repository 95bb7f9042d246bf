import { OutOfMemoryError } from "../device/device-error.ts";
import type { NamedArrays, StepResult } from "../executor.ts";
import type { StepNumbers } from "../plan/lower-update.ts";
import type { BatchShape } from "../plan/lowering.ts";
import { gradientNormOf } from "../plan/step-sums.ts";
import { type MicroBatch, microBatchArrays, splitBatch } from "./micro-batches.ts";
import type { PlansByPurpose } from "./plans-by-purpose.ts";
import type { ReadyPlan } from "./runner.ts";
import type { Work } from "./work.ts";

/** Number of passes that are exactly representable in f32. */
const MAX_PASSES = 2 ** 24;

/** Plans of one step. */
export interface TrainingPass<Ready extends ReadyPlan> {
  readonly parts: readonly {
    readonly part: MicroBatch;
    readonly size: BatchShape;
    readonly plan: Ready;
  }[];
  /** Null if the plan of a single batch includes the update. */
  readonly update: Ready | null;
}

/**
 * Plans of a step: over the whole batch, or with gradient accumulation over the largest micro-batches that
 * fit, followed by an update.
 * @throws OutOfMemoryError when not even one image fits
 */
export async function passFor<Ready extends ReadyPlan>(
  plans: PlansByPurpose<Ready>,
  size: BatchShape,
): Promise<TrainingPass<Ready>> {
  for (;;) {
    const microBatch = plans.microBatch(size);
    try {
      const inParts = microBatch < size.batch;
      const parts = splitBatch(size.batch, microBatch).map(async (part) => {
        const partSize = { ...size, batch: part.end - part.first };
        return { part, size: partSize, plan: await plans.planFor(inParts ? "part" : "training", partSize) };
      });
      // Awaited together: every rejection is handled.
      return { parts: await Promise.all(parts), update: inParts ? await plans.update() : null };
    } catch (error) {
      // The estimate of the micro-batch size was too large.
      if (!(error instanceof OutOfMemoryError) || microBatch === 1) throw error;
      plans.limitMicroBatch(size, Math.ceil(microBatch / 2));
    }
  }
}

/** Input of a training pass. */
export interface PassInput {
  readonly size: BatchShape;
  readonly inputs: NamedArrays;
  readonly targets: NamedArrays;
  readonly numbers: Pick<StepNumbers, "step" | "rate">;
  /**
   * Whether the loss is an unweighted mean; otherwise weighted sums are divided by the summed weights of the
   * whole batch.
   */
  readonly isMean: boolean;
  scaleOf(targets: NamedArrays): number;
  lossOf(sums: Float32Array, scale: number): number;
}

/**
 * Submits all micro-batches of a step synchronously, which keeps overlapping steps separate. Resolves with
 * the result of the step.
 *
 * @param submit Uploads, runs a plan and resolves with its results.
 */
export async function runPass<Ready extends ReadyPlan>(
  { parts, update }: TrainingPass<Ready>,
  { size, inputs, targets, numbers, isMean, scaleOf, lossOf }: PassInput,
  submit: (plan: Ready, work: Work) => Promise<Float32Array[]>,
): Promise<StepResult> {
  const firstPass = (numbers.step - 1) * parts.length + 1;
  const scale = scaleOf(targets);
  const results = ["sums"];
  const losses = parts.map(async ({ part, size: partSize, plan }, index) => {
    const share = isMean ? partSize.batch / size.batch : 1;
    const partTargets = microBatchArrays(targets, part);
    const lossScale = isMean ? scaleOf(partTargets) : scale;
    const pass = (firstPass + index) % MAX_PASSES;
    const [sums] = await submit(plan, {
      inputs: microBatchArrays(inputs, part),
      targets: partTargets,
      numbers: { ...numbers, lossScale, share, isLater: index > 0, pass },
      results,
    });
    return { sums, loss: share * lossOf(sums, lossScale) };
  });
  const updated = update && submit(update, { numbers: { ...numbers, lossScale: scale }, results });
  const [sumsOfUpdate, ...done] = await Promise.all([updated, ...losses]);
  const [sums] = sumsOfUpdate ?? [done[0].sums];
  return { loss: done.reduce((sum, { loss }) => sum + loss, 0), gradientNorm: gradientNormOf(sums) };
}
