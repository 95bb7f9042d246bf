import { convolutionFlops } from "../describe/convolution-flops.ts";
import type { ExecutorOptions } from "../executor.ts";
import { compileTraining } from "../plan/compile.ts";
import type { BatchShape } from "../plan/lowering.ts";
import { layOutParameters } from "../plan/parameter-layout.ts";
import { CPU_TILING } from "../plan/tiles.ts";

/**
 * Multiplications and additions per second in the convolutions of a training step, in 1e9, from the milliseconds of
 * each of its dispatches.
 */
export function convolutionGflops(
  { graph, loss, optimiser, seed = 0 }: ExecutorOptions,
  size: BatchShape,
  milliseconds: readonly number[],
): number {
  const network = { graph, layout: layOutParameters(graph), tiling: CPU_TILING, seed };
  const { dispatches } = compileTraining(network, size, loss, optimiser);
  const work = dispatches.map(convolutionFlops(graph, size));
  const flops = work.reduce<number>((sum, own) => sum + (own ?? 0), 0);
  const time = milliseconds.reduce((sum, own, index) => sum + (work[index] === null ? 0 : own), 0);
  return flops / 1e6 / time;
}
