import type { ConvolutionChoice } from "../plan/choice.ts";
import { vectorsOf } from "../plan/ir/view.ts";
import { GPU_TILING, SOFTWARE_TILING, type Tiling } from "../plan/tiles.ts";
import { fitsWork } from "../plan/tuned-tiling.ts";
import { describeAgreement } from "../testing/agreement-suite.ts";
import { tfjsUnderTest } from "../tfjs/testing/engine-under-test.ts";
import { compiledUnderTest } from "../webgpu/testing/engine-under-test.ts";

/** The GPU tiling, except for convolutions that can be split as `choose` requests. */
function withConvolution(choose: (inVectors: number) => ConvolutionChoice): Tiling {
  return {
    ...GPU_TILING,
    convolution(work) {
      const choice = choose(vectorsOf(work.x));
      return fitsWork(work, choice) ? choice : GPU_TILING.convolution(work);
    },
  };
}

const SPLIT = withConvolution((inVectors) => ({ kind: "splitK", pixels: 4, vectors: 1, parts: inVectors }));
const SHARED = withConvolution(() => ({ kind: "shared", pixels: 4, vectors: 1 }));

describeAgreement(
  "the compiled engine and tfjs",
  [SOFTWARE_TILING, GPU_TILING, SPLIT, SHARED].map((tiling) => compiledUnderTest(tiling)),
  tfjsUnderTest("cpu"),
);
