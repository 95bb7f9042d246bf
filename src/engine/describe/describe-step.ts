import { trainingFlops } from "../../nets/count.ts";
import type { ExecutorOptions } from "../executor.ts";
import { compileTraining } from "../plan/compile.ts";
import type { Dispatch, Region } from "../plan/ir/dispatch.ts";
import type { BatchShape } from "../plan/lowering.ts";
import { layOutParameters } from "../plan/parameter-layout.ts";
import { sharedBytes } from "../plan/shared-buffers.ts";
import type { Tiling } from "../plan/tiles.ts";
import { bufferNames } from "./buffer-names.ts";
import { convolutionFlops } from "./convolution-flops.ts";
import { describeMemory } from "./describe-memory.ts";
import type { BoundOperand, DescribedKernel, DispatchRow, StepDescription } from "./step-description.ts";

/** How an engine runs a dispatch. */
export interface DescribedDispatch extends Pick<DispatchRow, "units" | "workgroups" | "sizes"> {
  /** The same object for all dispatches of one kernel. */
  readonly kernel: DescribedKernel;
  /** In the order of the kernel's bindings. */
  readonly operands: readonly Region[];
}

/**
 * Describes a training step for images of this size as plain data, without running it; `describe` adds how the
 * engine runs a dispatch.
 * Throws a RangeError when the network does not accept the size.
 */
export function describeStep(
  { graph, loss, optimiser, seed = 0 }: Omit<ExecutorOptions, "weights">,
  size: BatchShape,
  tiling: Tiling,
  describe: (dispatch: Dispatch) => DescribedDispatch,
): StepDescription {
  const layout = layOutParameters(graph);
  const plan = compileTraining({ graph, layout, tiling, seed }, size, loss, optimiser);
  const described = plan.dispatches.map(describe);
  const kernels = [...new Set(described.map(({ kernel }) => kernel))];
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

  const rows = plan.dispatches.map((dispatch, index): DispatchRow => {
    const { layer, phase } = dispatch;
    const { kernel, operands: regions, ...others } = described[index];
    const operands = describeOperands(regions);
    return {
      layer,
      phase,
      kernel: kernels.indexOf(kernel),
      bytes: operands.reduce((sum, { bytes }) => sum + bytes, 0),
      flops: flopsOf(dispatch),
      operands,
      ...others,
    };
  });
  return { rows, kernels, ...describeMemory(plan, layout, names), flops: trainingFlops(graph, size), size };
}
