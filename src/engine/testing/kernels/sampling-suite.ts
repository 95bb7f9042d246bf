import { beforeAll, describe, expect, it } from "vitest";
import { relativeError } from "../../../core/metrics/relative-error.ts";
import { type PoolKind, pool, poolGradient } from "../../plan/operations/pool.ts";
import { type UpsampleMode, upsample, upsampleGradient } from "../../plan/operations/upsample.ts";
import {
  KernelBench,
  type KernelsUnderTest,
  normals,
  TEST_SIZES,
  type TestSize,
  testRandom,
} from "../kernel-bench.ts";

const TOLERANCE = 1e-5;
const CHANNEL_COUNTS = [1, 5, 8];

const CASES = TEST_SIZES.flatMap((size) => CHANNEL_COUNTS.map((channels) => ({ ...size, channels })));

const pixelsOf = ({ batch, rows, columns }: TestSize) => batch * rows * columns;
const enlarged = (size: TestSize, factor: number): TestSize => ({
  ...size,
  rows: size.rows * factor,
  columns: size.columns * factor,
});

/** Interpolation weights along an axis, `[large][small]`: half-pixel centres, clamped edges. */
function interpolationWeights(mode: UpsampleMode, length: number, factor: number): number[][] {
  return Array.from({ length: length * factor }, (_, place) => {
    const row = new Array<number>(length).fill(0);
    if (mode === "nearest") row[Math.floor(place / factor)] = 1;
    else {
      const centre = Math.min(length - 1, Math.max(0, (place + 0.5) / factor - 0.5));
      const left = Math.floor(centre);
      row[left] += 1 - (centre - left);
      row[Math.min(length - 1, left + 1)] += centre - left;
    }
    return row;
  });
}

/** Calls `visit` for every pair of a small and a large pixel with non-zero weight. */
function eachWeight(
  mode: UpsampleMode,
  size: TestSize,
  factor: number,
  visit: (small: number, large: number, weight: number) => void,
): void {
  const [overRows, overColumns] = [
    interpolationWeights(mode, size.rows, factor),
    interpolationWeights(mode, size.columns, factor),
  ];
  for (let image = 0; image < size.batch; image++) {
    overRows.forEach((fromRows, row) => {
      overColumns.forEach((fromColumns, column) => {
        const large = (image * overRows.length + row) * overColumns.length + column;
        fromRows.forEach((rowWeight, smallRow) => {
          fromColumns.forEach((columnWeight, smallColumn) => {
            const small = (image * size.rows + smallRow) * size.columns + smallColumn;
            if (rowWeight * columnWeight > 0) visit(small, large, rowWeight * columnWeight);
          });
        });
      });
    });
  }
}

/** Tests the kernels of pooling and upsampling. */
export function describeSampling(kernels: KernelsUnderTest): void {
  describe("the kernels of pooling and upsampling", () => {
    beforeAll(kernels.start);

    for (const mode of ["nearest", "bilinear"] as const) {
      for (const factor of [2, 4]) {
        it.each(CASES)(
          `upsample, ${mode}, by ${factor}: $batch x $rows x $columns x $channels`,
          async ({ channels, ...size }) => {
            const random = testRandom(factor);
            const large = enlarged(size, factor);
            const x = normals(random, pixelsOf(size) * channels);
            const gradient = normals(random, pixelsOf(large) * channels);
            const before = normals(random, x.length);
            const expected = new Float64Array(gradient.length);
            const forX = Float64Array.from(before);
            eachWeight(mode, size, factor, (from, to, weight) => {
              for (let c = 0; c < channels; c++) {
                expected[to * channels + c] += weight * x[from * channels + c];
                forX[from * channels + c] += weight * gradient[to * channels + c];
              }
            });
            const bench = new KernelBench(kernels);
            const target = bench.strided(large, channels);
            bench.run(upsample(mode, bench.put(size, channels, x), target));
            bench.want(target);
            const sum = bench.put(size, channels, before);
            const incoming = bench.put(large, channels, gradient);
            bench.run(
              upsampleGradient({ mode, gradient: incoming, target: sum, accumulate: true, mask: null }),
            );
            bench.want(sum);
            const [values, sums] = await bench.read();
            expect(relativeError(values, expected)).toBeLessThan(TOLERANCE);
            expect(relativeError(sums, forX)).toBeLessThan(TOLERANCE);
          },
        );
      }
    }

    for (const kind of ["maxPool", "avgPool"] satisfies PoolKind[]) {
      it.each(CASES)(
        `${kind}: $batch x $rows x $columns x $channels blocks`,
        async ({ channels, ...size }) => {
          const random = testRandom(7);
          const large = enlarged(size, 2);
          // Few distinct values, for ties in the maximum of a block.
          const x = Float32Array.from({ length: pixelsOf(large) * channels }, () => random.integer(3) - 1);
          const gradient = normals(random, pixelsOf(size) * channels);
          const expected = new Float64Array(gradient.length);
          const forX = new Float64Array(x.length);
          for (let at = 0; at < gradient.length; at++) {
            const [pixel, channel] = [Math.floor(at / channels), at % channels];
            const [row, column] = [Math.floor(pixel / size.columns), pixel % size.columns];
            const block = [0, 1, 2, 3].map(
              (i) => ((2 * row + (i >> 1)) * large.columns + 2 * column + (i & 1)) * channels + channel,
            );
            const values = block.map((place) => x[place]);
            if (kind === "maxPool") {
              expected[at] = Math.max(...values);
              forX[block[values.indexOf(expected[at])]] = gradient[at];
            } else {
              expected[at] = values.reduce((sum, value) => sum + value, 0) / 4;
              for (const place of block) forX[place] = gradient[at] / 4;
            }
          }
          const bench = new KernelBench(kernels);
          const source = bench.put(large, channels, x);
          const target = bench.strided(size, channels);
          bench.run(pool(kind, source, target));
          bench.want(target);
          const back = bench.strided(large, channels);
          const mask = bench.put(large, channels, x);
          const incoming = bench.put(size, channels, gradient);
          bench.run(
            poolGradient({ kind, x: source, gradient: incoming, target: back, accumulate: false, mask }),
          );
          bench.want(back);
          const [values, gradients] = await bench.read();
          expect(relativeError(values, expected)).toBeLessThan(TOLERANCE);
          const masked = forX.map((value, at) => (x[at] > 0 ? value : 0));
          expect(relativeError(gradients, masked)).toBeLessThan(TOLERANCE);
        },
      );
    }
  });
}
