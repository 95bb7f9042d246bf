import { trainingFlops } from "../../../nets/count.ts";
import type { ExecutorOptions } from "../../executor.ts";
import { compileTraining } from "../../plan/compile.ts";
import type { Region } from "../../plan/ir/dispatch.ts";
import type { BatchShape } from "../../plan/lowering.ts";
import { layOutParameters } from "../../plan/parameter-layout.ts";
import type { Plan } from "../../plan/plan-builder.ts";
import { sharedBytes } from "../../plan/shared-buffers.ts";
import type { Tiling } from "../../plan/tiles.ts";
import { bindDispatch } from "../ir/bind-dispatch.ts";
import { type Kernel, WORKGROUP } from "../ir/kernel.ts";
import { kernelOf, kernelsOf } from "../kernels/kernels.ts";
import { bufferNames } from "./buffer-names.ts";
import { convolutionFlops } from "./convolution-flops.ts";
import { describeMemory } from "./describe-memory.ts";
import type { BoundOperand, DispatchRow, StepDescription } from "./step-description.ts";

/** The distinct kernels of a plan, in the order of first use. */
function distinctKernels(plan: Plan): readonly Kernel[] {
  return [...new Set(kernelsOf(plan))];
}

/**
 * Describes a training step for images of this size as plain data, without a device.
 * Throws a RangeError when the network does not accept the size.
 */
export function describeStep(
  { graph, loss, optimiser, seed = 0 }: Omit<ExecutorOptions, "weights">,
  size: BatchShape,
  tiling: Tiling,
): StepDescription {
  const layout = layOutParameters(graph);
  const plan = compileTraining({ graph, layout, tiling, seed }, size, loss, optimiser);
  const kernels = distinctKernels(plan);
  const names = bufferNames(plan);
  const flopsOf = convolutionFlops(graph, size);

  function describeOperands(operands: readonly Region[]): readonly BoundOperand[] {
    return operands.map(({ buffer, bytes }) => {
      const spec = plan.buffers[buffer];
      return {
        id: buffer,
        buffer: names[buffer],
        bytes: bytes ?? (spec.kind === "shared" ? sharedBytes(layout, spec.name) : spec.bytes),
      };
    });
  }

  const rows = plan.dispatches.map((dispatch): DispatchRow => {
    const { layer, phase } = dispatch;
    const kernel = kernelOf(dispatch.kernel);
    const { operands: regions, sizes, workgroups } = bindDispatch(kernel, dispatch);
    const operands = describeOperands(regions);
    return {
      layer,
      phase,
      kernel: kernels.indexOf(kernel),
      workgroups,
      threads: workgroups * WORKGROUP,
      bytes: operands.reduce((sum, { bytes }) => sum + bytes, 0),
      flops: flopsOf(dispatch),
      operands,
      sizes,
    };
  });
  return { rows, kernels, ...describeMemory(plan, layout, names), flops: trainingFlops(graph, size), size };
}
