import { beforeAll, describe, expect, it } from "vitest";
import { relativeError } from "../../../core/metrics/relative-error.ts";
import { copyChannels } from "../../plan/operations/copy-channels.ts";
import { gateGradient, multiply } from "../../plan/operations/multiply.ts";
import { normalise, normaliseGradient } from "../../plan/operations/normalise.ts";
import { relu, reluMask } from "../../plan/operations/relu.ts";
import { KernelBench, type KernelsUnderTest, normals, TEST_SIZES, testRandom } from "../kernel-bench.ts";

const TOLERANCE = 1e-5;
const FLOOR = 0.5;

const CASES = TEST_SIZES.flatMap((size) => [1, 2, 7].map((channels) => ({ ...size, channels })));

/** Tests the elementwise kernels. */
export function describeElementwise(kernels: KernelsUnderTest): void {
  describe("the elementwise kernels", () => {
    beforeAll(kernels.start);

    it.each(CASES)("multiply, gate and mask: $batch x $rows x $columns x $channels", async (testCase) => {
      const { channels, ...size } = testCase;
      const random = testRandom(channels);
      const pixels = size.batch * size.rows * size.columns;
      const [x, by, before] = [0, 1, 2].map(() => normals(random, pixels * channels));
      const gate = normals(random, pixels);
      const of = (at: number) => Math.floor(at / channels);

      const bench = new KernelBench(kernels);
      const [xView, byView, beforeView] = [x, by, before].map((values) => bench.put(size, channels, values));
      const gateView = bench.put(size, 1, gate);
      const [product, gated, positive] = [0, 1, 2].map(() => bench.strided(size, channels));
      bench.run(multiply({ x: xView, by: byView, target: product, accumulate: false, mask: null }));
      bench.run(multiply({ x: xView, by: gateView, target: gated, accumulate: false, mask: xView }));
      bench.run(relu(xView, positive));
      const forGate = bench.strided(size, 1);
      bench.run(gateGradient({ x: xView, gradient: byView, target: forGate, accumulate: false, mask: null }));
      for (const view of [product, gated, positive, forGate]) bench.want(view);
      bench.run(reluMask(beforeView, positive));
      bench.want(beforeView);

      const [products, gates, positives, forGates, masked] = await bench.read();
      expect(
        relativeError(
          products,
          x.map((value, at) => value * by[at]),
        ),
      ).toBeLessThan(TOLERANCE);
      const gatedMasked = x.map((value, at) => (value > 0 ? value * gate[of(at)] : 0));
      expect(relativeError(gates, gatedMasked)).toBeLessThan(TOLERANCE);
      expect(
        relativeError(
          positives,
          x.map((value) => Math.max(0, value)),
        ),
      ).toBeLessThan(TOLERANCE);
      const dots = new Float64Array(pixels);
      x.forEach((value, at) => {
        dots[of(at)] += value * by[at];
      });
      expect(relativeError(forGates, dots)).toBeLessThan(TOLERANCE);
      expect(
        relativeError(
          masked,
          before.map((value, at) => (x[at] > 0 ? value : 0)),
        ),
      ).toBeLessThan(TOLERANCE);
    });

    it.each(CASES)("normalise: $batch x $rows x $columns x $channels", async ({ channels, ...size }) => {
      const random = testRandom(channels + 20);
      const pixels = size.batch * size.rows * size.columns;
      const [x, gradient] = [0, 1].map(() => normals(random, pixels * channels));
      const lengthAt = (values: Float64Array, at: number) => {
        const start = Math.floor(at / channels) * channels;
        const squared = values.slice(start, start + channels).reduce((sum, value) => sum + value ** 2, 0);
        return Math.sqrt(Math.max(squared, FLOOR));
      };
      const plain = (values: Float64Array) => values.map((value, at) => value / lengthAt(values, at));
      const doubles = Float64Array.from(x);
      const step = 1e-6;
      const slopes = x.map((_, place) => {
        const score = (offset: number) => {
          const start = place - (place % channels);
          const moved = doubles.slice(start, start + channels);
          moved[place - start] += offset;
          return plain(moved).reduce((sum, value, at) => sum + value * gradient[start + at], 0);
        };
        return (score(step) - score(-step)) / (2 * step);
      });

      const bench = new KernelBench(kernels);
      const xView = bench.put(size, channels, x);
      const target = bench.strided(size, channels);
      bench.run(normalise(FLOOR, xView, target));
      bench.want(target);
      const back = bench.strided(size, channels);
      const incoming = bench.put(size, channels, gradient);
      bench.run(
        normaliseGradient({
          floor: FLOOR,
          x: xView,
          gradient: incoming,
          target: back,
          accumulate: false,
          mask: null,
        }),
      );
      bench.want(back);
      const [values, gradients] = await bench.read();
      expect(relativeError(values, plain(doubles))).toBeLessThan(TOLERANCE);
      expect(relativeError(gradients, slopes)).toBeLessThan(TOLERANCE * 10);
    });

    it("concatenate and split channels whose number is not a multiple of four", async () => {
      const size = { batch: 2, rows: 3, columns: 5 };
      const pixels = size.batch * size.rows * size.columns;
      const random = testRandom(40);
      const counts = [3, 6, 1];
      const parts = counts.map((count) => normals(random, pixels * count));
      const bench = new KernelBench(kernels);
      const joined = bench.strided(size, 10);
      let to = 0;
      const places: number[] = [];
      parts.forEach((values, index) => {
        const x = bench.put(size, counts[index], values);
        const count = counts[index];
        bench.run(
          copyChannels({
            x,
            from: 0,
            target: joined,
            to,
            count,
            keep: index > 0,
            accumulate: false,
            mask: null,
          }),
        );
        places.push(to);
        to += count;
      });
      bench.want(joined);
      counts.forEach((count, index) => {
        const target = bench.strided(size, count);
        bench.run(
          copyChannels({
            x: joined,
            from: places[index],
            target,
            to: 0,
            count,
            keep: false,
            accumulate: false,
            mask: null,
          }),
        );
        bench.want(target);
      });
      const [whole, ...again] = await bench.read();
      const expected = Float32Array.from({ length: pixels * 10 }, (_, at) => {
        const channel = at % 10;
        const index = places.findLastIndex((place) => place <= channel);
        return parts[index][Math.floor(at / 10) * counts[index] + channel - places[index]];
      });
      expect(whole).toEqual(expected);
      expect(again).toEqual(parts);
    });
  });
}
