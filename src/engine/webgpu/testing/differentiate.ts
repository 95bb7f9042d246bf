import { lossScale } from "../../../core/losses/loss-scale.ts";
import type { NumberArray, Weights } from "../../../nets/weights.ts";
import type { WatchedDevice } from "../../device/webgpu-device.ts";
import type { ExecutorOptions, NamedArrays } from "../../executor.ts";
import { inputSize } from "../../input-size.ts";
import type { Network } from "../../plan/compile.ts";
import { lowerBackward } from "../../plan/lower-backward.ts";
import { lengthOf, lowerForward } from "../../plan/lower-forward.ts";
import { lowerLoss } from "../../plan/lower-loss.ts";
import { type BatchShape, startLowering } from "../../plan/lowering.ts";
import { pack } from "../../plan/operations/unpack.ts";
import { layOutParameters } from "../../plan/parameter-layout.ts";
import { type Plan, PlanBuilder } from "../../plan/plan-builder.ts";
import { sharedBytes } from "../../plan/shared-buffers.ts";
import { type Tiling, tilingFor } from "../../plan/tiles.ts";
import { kernelsOf } from "../kernels/kernels.ts";
import { CompiledPlan } from "../runtime/compiled-plan.ts";
import { NetworkMemory } from "../runtime/network-memory.ts";
import { pipelinesFor } from "../runtime/pipelines.ts";
import { ReadBack } from "../runtime/read-back.ts";
import { uploadWork } from "../work.ts";

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
  watched: WatchedDevice,
  options: ExecutorOptions,
  inputs: NamedArrays,
  targets: NamedArrays,
  tiling: Tiling = tilingFor(watched.info),
): Promise<{ output: NumberArray; gradients: Weights }> {
  const { device, guard } = watched;
  const { graph, loss, weights, seed = 0 } = options;
  const layout = layOutParameters(graph);
  const size = inputSize(graph, inputs);
  const plan = compileGradients({ graph, layout, tiling, seed }, size, loss);
  const memory = new NetworkMemory(device, (name) => sharedBytes(layout, name));
  const pipelines = await pipelinesFor(device).prepare(kernelsOf(plan));
  const compiled = new CompiledPlan(watched, plan, memory, pipelines);
  const readBack = new ReadBack(device);
  device.queue.writeBuffer(memory.shared("parameters"), 0, layout.trained.pack(weights));
  device.queue.writeBuffer(memory.shared("running"), 0, layout.running.pack(weights));
  const scale = lossScale(loss, (name) => targets[name].data);
  const numbers = { step: 0, rate: 0, lossScale: scale };
  uploadWork(compiled, { inputs, targets, numbers, results: ["output"] }, options, (values) =>
    device.queue.writeBuffer(memory.shared("scalars"), 0, values),
  );
  const [output] = await guard(compiled.run(readBack, ["output"]));
  const encoder = device.createCommandEncoder();
  const arena = memory.shared("gradients");
  const read = readBack.copy(encoder, arena, arena.size);
  watched.submit(encoder.finish());
  const gradients = layout.trained.unpack(await guard(read()));
  compiled.dispose();
  memory.dispose();
  readBack.dispose();
  const { batch, rows, columns } = size;
  const shape = [batch, rows, columns, output.length / (batch * rows * columns)];
  return { output: { shape, data: output }, gradients };
}
