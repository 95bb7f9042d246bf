import { beforeAll, describe, expect, it } from "vitest";
import { relativeError } from "../../../core/metrics/relative-error.ts";
import type { Dispatch } from "../../plan/ir/dispatch.ts";
import { pixelsOf, VECTOR, type View, vectorsFor } from "../../plan/ir/view.ts";
import { batchNormGradient } from "../../plan/operations/batch-norm-gradient.ts";
import { copyChannels } from "../../plan/operations/copy-channels.ts";
import { dropout } from "../../plan/operations/dropout.ts";
import { gateGradient, multiply } from "../../plan/operations/multiply.ts";
import { normaliseGradient } from "../../plan/operations/normalise.ts";
import { poolGradient } from "../../plan/operations/pool.ts";
import { upsampleGradient } from "../../plan/operations/upsample.ts";
import { KernelBench, type KernelsUnderTest, normals, type TestSize, testRandom } from "../kernel-bench.ts";

const TOLERANCE = 1e-5;

interface Epilogue {
  readonly target: View;
  readonly accumulate: boolean;
  readonly mask: View | null;
}

/** A gradient kernel on random values, and the size of its result. */
interface Work {
  readonly size: TestSize;
  readonly channels: number;
  dispatch(epilogue: Epilogue): Dispatch;
}

/** A view of random values. */
type Put = (size: TestSize, channels: number) => View;

const twice = ({ batch, rows, columns }: TestSize) => ({ batch, rows: 2 * rows, columns: 2 * columns });

const WORK: Readonly<
  Record<string, (put: Put, size: TestSize, channels: number, bench: KernelBench) => Work>
> = {
  multiply(put, size, channels) {
    const [x, by] = [put(size, channels), put(size, channels)];
    return { size, channels, dispatch: (epilogue) => multiply({ x, by, ...epilogue }) };
  },
  gate(put, size, channels) {
    const [x, by] = [put(size, channels), put(size, 1)];
    return { size, channels, dispatch: (epilogue) => multiply({ x, by, ...epilogue }) };
  },
  "gate gradient": (put, size, channels) => {
    const [x, gradient] = [put(size, channels), put(size, channels)];
    return { size, channels: 1, dispatch: (epilogue) => gateGradient({ x, gradient, ...epilogue }) };
  },
  "copied channels": (put, size, channels) => {
    const x = put(size, channels + 2);
    const copied = { from: 2, to: 3, count: channels, keep: false };
    return {
      size,
      channels: channels + 6,
      dispatch: (epilogue) => copyChannels({ x, ...copied, ...epilogue }),
    };
  },
  "max pool": (put, size, channels) => {
    const [x, gradient] = [put(twice(size), channels), put(size, channels)];
    return {
      size: twice(size),
      channels,
      dispatch: (epilogue) => poolGradient({ kind: "maxPool", x, gradient, ...epilogue }),
    };
  },
  "average pool": (put, size, channels) => {
    const [x, gradient] = [put(twice(size), channels), put(size, channels)];
    return {
      size: twice(size),
      channels,
      dispatch: (epilogue) => poolGradient({ kind: "avgPool", x, gradient, ...epilogue }),
    };
  },
  "nearest upsampling": (put, size, channels) => {
    const gradient = put(twice(size), channels);
    return {
      size,
      channels,
      dispatch: (epilogue) => upsampleGradient({ mode: "nearest", gradient, ...epilogue }),
    };
  },
  "bilinear upsampling": (put, size, channels) => {
    const gradient = put(twice(size), channels);
    return {
      size,
      channels,
      dispatch: (epilogue) => upsampleGradient({ mode: "bilinear", gradient, ...epilogue }),
    };
  },
  normalise(put, size, channels) {
    const [x, gradient] = [put(size, channels), put(size, channels)];
    return {
      size,
      channels,
      dispatch: (epilogue) => normaliseGradient({ floor: 0.5, x, gradient, ...epilogue }),
    };
  },
  "batch norm": (put, size, channels, bench) => {
    const [x, gradient] = [put(size, channels), put(size, channels)];
    const random = testRandom(3);
    const length = 2 * vectorsFor(channels) * VECTOR;
    const [affine, sums] = [0, 1].map(() => bench.vectors(normals(random, length)));
    const statistics = bench.vectors(normals(random, length).map(Math.abs));
    return {
      size,
      channels,
      dispatch: (epilogue) => batchNormGradient({ x, gradient, statistics, affine, sums, ...epilogue }),
    };
  },
  dropout(put, size, channels, bench) {
    const [x, scalars] = [put(size, channels), bench.scalars({ pass: 5 })];
    const place = { rate: 0.4, number: 1, seed: 2 };
    return { size, channels, dispatch: (epilogue) => dropout({ x, ...place, scalars, ...epilogue }) };
  },
};

/** The last has more work than one job of the CPU engine. */
const SIZES: readonly (TestSize & { readonly channels: number })[] = [
  { batch: 1, rows: 1, columns: 1, channels: 1 },
  { batch: 1, rows: 1, columns: 1, channels: 6 },
  { batch: 2, rows: 5, columns: 3, channels: 1 },
  { batch: 2, rows: 5, columns: 3, channels: 6 },
  { batch: 2, rows: 129, columns: 65, channels: 6 },
];

const CASES = Object.keys(WORK).flatMap((name) => SIZES.map((size) => ({ name, ...size })));

/** Tests that gradient kernels accumulate and apply the gradient of the preceding ReLU. */
export function describeEpilogues(kernels: KernelsUnderTest): void {
  describe("the gradient kernels", () => {
    beforeAll(kernels.start);

    it.each(CASES)("accumulate and mask: $name, $batch x $rows x $columns x $channels", async (testCase) => {
      const { name, channels, ...size } = testCase;
      const random = testRandom(channels + 60);
      const bench = new KernelBench(kernels);
      const put: Put = (size, channels) =>
        bench.put(size, channels, normals(random, size.batch * size.rows * size.columns * channels));
      const work = WORK[name](put, size, channels, bench);
      const plain = bench.strided(work.size, work.channels);
      const [before, gate] = [0, 1].map(() => normals(random, pixelsOf(plain) * work.channels));
      const mask = bench.put(work.size, work.channels, gate);
      const sum = bench.put(work.size, work.channels, before);
      const masked = bench.strided(work.size, work.channels);
      const both = bench.put(work.size, work.channels, before);
      bench.run(work.dispatch({ target: plain, accumulate: false, mask: null }));
      bench.run(work.dispatch({ target: sum, accumulate: true, mask: null }));
      bench.run(work.dispatch({ target: masked, accumulate: false, mask }));
      bench.run(work.dispatch({ target: both, accumulate: true, mask }));
      for (const view of [plain, sum, masked, both]) bench.want(view);
      const [values, ...others] = await bench.read();
      const through = (at: number, value: number) => (gate[at] > 0 ? value : 0);
      const expected = [
        values.map((value, at) => before[at] + value),
        values.map((value, at) => through(at, value)),
        values.map((value, at) => through(at, before[at] + value)),
      ];
      for (const [index, other] of others.entries()) {
        expect(relativeError(other, expected[index])).toBeLessThan(TOLERANCE);
      }
    });
  });
}
