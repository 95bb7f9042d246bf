import type { Loss } from "../../core/losses/loss.ts";
import type { OptimiserRecipe } from "../../core/recipe/optimisers.ts";
import type { Graph } from "../../nets/graph.ts";
import { withoutDropout } from "../../nets/without-dropout.ts";
import { lowerBackward } from "./lower-backward.ts";
import { lengthOf, lowerForward } from "./lower-forward.ts";
import { lowerLoss } from "./lower-loss.ts";
import { lowerMetrics } from "./lower-metrics.ts";
import { lowerUpdate } from "./lower-update.ts";
import { type BatchShape, startLowering } from "./lowering.ts";
import { accumulate } from "./operations/accumulate.ts";
import { pack } from "./operations/unpack.ts";
import type { ParameterLayout } from "./parameter-layout.ts";
import { type Plan, PlanBuilder } from "./plan-builder.ts";
import type { Tiling } from "./tiles.ts";

/** Input of the compiler, except for the size of the images. */
export interface Network {
  readonly graph: Graph;
  readonly layout: ParameterLayout;
  readonly tiling: Tiling;
  /** Seed of the dropout masks. */
  readonly seed: number;
}

/** Appends forward pass, loss and backward pass of a training. */
function lowerGradients(
  { graph, layout, tiling, seed }: Network,
  size: BatchShape,
  loss: Loss,
  builder: PlanBuilder,
): void {
  const lowering = startLowering(graph, size, layout, tiling, seed, builder);
  const { output, statistics } = lowerForward(lowering, "training");
  lowerBackward(lowering, statistics, (gradient) => lowerLoss(builder, loss, output, gradient));
}

/**
 * One optimiser step: forward, loss, backward, update. Uploads `input NAME` and `target NAME`, result `sums`.
 * Throws a RangeError when the network does not accept the size.
 */
export function compileTraining(
  network: Network,
  size: BatchShape,
  loss: Loss,
  optimiser: OptimiserRecipe,
): Plan {
  const builder = new PlanBuilder();
  lowerGradients(network, size, loss, builder);
  lowerUpdate(builder, optimiser, network.layout.trained.vectors, "gradients");
  return builder.plan();
}

/**
 * The pass over one micro-batch: forward, loss, backward and gradient accumulation. Uploads and result as for
 * `compileTraining`.
 * Throws a RangeError when the network does not accept the size.
 */
export function compileMicroBatch(network: Network, size: BatchShape, loss: Loss): Plan {
  const builder = new PlanBuilder();
  lowerGradients(network, size, loss, builder);
  const [gradients, scalars, accumulated] = (["gradients", "scalars", "accumulated"] as const).map((name) =>
    builder.shared(name),
  );
  const sum = accumulate({ length: network.layout.trained.vectors, gradients, scalars, accumulated });
  builder.dispatch("backward", "accumulate", sum);
  return builder.plan();
}

/** The update after gradient accumulation over all micro-batches. */
export function compileUpdate({ layout }: Network, optimiser: OptimiserRecipe): Plan {
  const builder = new PlanBuilder();
  lowerUpdate(builder, optimiser, layout.trained.vectors, "accumulated");
  return builder.plan();
}

function startPrediction({ graph, layout, tiling, seed }: Network, size: BatchShape, builder: PlanBuilder) {
  return lowerForward(
    startLowering(withoutDropout(graph), size, layout, tiling, seed, builder),
    "prediction",
  );
}

/**
 * Prediction with running averages and without dropout: result `output`.
 * Throws a RangeError when the network does not accept the size.
 */
export function compilePrediction(network: Network, size: BatchShape): Plan {
  const builder = new PlanBuilder();
  const { output } = startPrediction(network, size, builder);
  builder.dispatch("forward", "output", pack(output, builder.result("output", lengthOf(output))));
  return builder.plan();
}

/**
 * Loss and metrics of a prediction, which itself stays on the device: results `sums` (of the loss) and
 * `metrics`.
 * Throws a RangeError when the network does not accept the size.
 */
export function compileEvaluation(network: Network, size: BatchShape, loss: Loss): Plan {
  const builder = new PlanBuilder();
  const { output } = startPrediction(network, size, builder);
  lowerLoss(builder, loss, output, null);
  lowerMetrics(builder, loss.task, output);
  return builder.plan();
}
