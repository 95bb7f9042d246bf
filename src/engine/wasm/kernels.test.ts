import { describeBatchNorm } from "../testing/kernels/batch-norm-suite.ts";
import { describeDropout } from "../testing/kernels/dropout-suite.ts";
import { describeElementwise } from "../testing/kernels/elementwise-suite.ts";
import { describeEpilogues } from "../testing/kernels/epilogue-suite.ts";
import { describeFlipWeights } from "../testing/kernels/flip-weights-suite.ts";
import { describeGradientNorm } from "../testing/kernels/gradient-norm-suite.ts";
import { describeLosses } from "../testing/kernels/losses-suite.ts";
import { describeMetricSums } from "../testing/kernels/metric-sums-suite.ts";
import { describeSampling } from "../testing/kernels/sampling-suite.ts";
import { describeUpdates } from "../testing/kernels/update-suite.ts";
import { exactKernels } from "./testing/exact-kernels.ts";

const EXACT = exactKernels();

describeElementwise(EXACT);
describeSampling(EXACT);
describeDropout(EXACT);
describeBatchNorm(EXACT);
describeLosses(EXACT);
describeMetricSums(EXACT);
describeGradientNorm(EXACT);
describeEpilogues(EXACT);
describeUpdates(EXACT);
describeFlipWeights(EXACT);
