import { lossScale } from "../../../core/losses/loss-scale.ts";
import type { NumberArray, Weights } from "../../../nets/weights.ts";
import type { ExecutorOptions, NamedArrays } from "../../executor.ts";
import { inputSize } from "../../input-size.ts";
import { lossTargets } from "../../loss-targets.ts";
import type { Network } from "../../plan/compile.ts";
import { lowerBackward } from "../../plan/lower-backward.ts";
import { lengthOf, lowerForward } from "../../plan/lower-forward.ts";
import { lowerLoss } from "../../plan/lower-loss.ts";
import { type BatchShape, startLowering } from "../../plan/lowering.ts";
import { pack } from "../../plan/operations/unpack.ts";
import { layOutParameters } from "../../plan/parameter-layout.ts";
import { type Plan, PlanBuilder } from "../../plan/plan-builder.ts";
import { sharedBytes } from "../../plan/shared-buffers.ts";
import { shapeOf } from "../plan-executor.ts";
import { uploadWork } from "../work.ts";
import type { PlanEngine } from "./plan-engine.ts";

/**
 * A training pass without an update: the gradients remain in their arena, and the network's output is the
 * result `output`.
 */
function compileGradients(
  { graph, layout, tiling, seed }: Network,
  size: BatchShape,
  loss: ExecutorOptions["loss"],
): Plan {
  const builder = new PlanBuilder();
  const lowering = startLowering(graph, size, layout, tiling, seed, builder);
  const { output, statistics } = lowerForward(lowering, "training");
  builder.dispatch("forward", "output", pack(output, builder.result("output", lengthOf(output))));
  lowerBackward(lowering, statistics, (gradient) => lowerLoss(builder, loss, output, gradient));
  return builder.plan();
}

/** Output and gradients of the first training pass of a network. */
export async function differentiate(
  { createRunner, tiling }: PlanEngine,
  options: ExecutorOptions,
  inputs: NamedArrays,
  targets: NamedArrays,
): Promise<{ output: NumberArray; gradients: Weights }> {
  const { graph, loss, weights, seed = 0 } = options;
  const layout = layOutParameters(graph);
  const size = inputSize(graph, inputs);
  const runner = createRunner((name) => sharedBytes(layout, name));
  const ready = await runner.prepare(compileGradients({ graph, layout, tiling, seed }, size, loss));
  runner.writeShared("parameters", layout.trained.pack(weights));
  runner.writeShared("running", layout.running.pack(weights));
  const scale = lossScale(loss, lossTargets(targets));
  const numbers = { step: 0, rate: 0, lossScale: scale };
  uploadWork(ready, { inputs, targets, numbers, results: ["output"] }, options, (values) =>
    runner.writeShared("scalars", values),
  );
  const [output] = await ready.run(["output"]);
  const gradients = layout.trained.unpack(await runner.readShared("gradients"));
  ready.dispose();
  runner.dispose();
  return { output: { shape: shapeOf(output.length, size), data: output }, gradients };
}
