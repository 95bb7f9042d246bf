import type { KernelsUnderTest } from "../kernel-bench.ts";
import { describeBatchNorm } from "./batch-norm-suite.ts";
import { describeDropout } from "./dropout-suite.ts";
import { describeElementwise } from "./elementwise-suite.ts";
import { describeEpilogues } from "./epilogue-suite.ts";
import { describeFlipWeights } from "./flip-weights-suite.ts";
import { describeGradientNorm } from "./gradient-norm-suite.ts";
import { describeLosses } from "./losses-suite.ts";
import { describeMetricSums } from "./metric-sums-suite.ts";
import { describeSampling } from "./sampling-suite.ts";
import { describeUpdates } from "./update-suite.ts";

/** Tests all kernels of an engine except convolutions, whose tiles depend on the engine. */
export function describeKernels(kernels: KernelsUnderTest): void {
  describeElementwise(kernels);
  describeSampling(kernels);
  describeDropout(kernels);
  describeBatchNorm(kernels);
  describeEpilogues(kernels);
  describeLosses(kernels);
  describeMetricSums(kernels);
  describeGradientNorm(kernels);
  describeUpdates(kernels);
  describeFlipWeights(kernels);
}
