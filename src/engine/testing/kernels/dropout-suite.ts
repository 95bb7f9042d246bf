import { beforeAll, describe, expect, it } from "vitest";
import { type DropoutKey, dropoutMask } from "../../dropout-mask.ts";
import { STEP_SCALARS } from "../../plan/ir/step-scalars.ts";
import { dropout } from "../../plan/operations/dropout.ts";
import { KernelBench, type KernelsUnderTest, normals, TEST_SIZES, testRandom } from "../kernel-bench.ts";

const CASES = TEST_SIZES.flatMap((size) => [1, 4, 7].map((channels) => ({ ...size, channels })));

const KEYS: readonly DropoutKey[] = [
  { number: 0, pass: 0, seed: 0 },
  { number: 3, pass: 1, seed: 1 },
  { number: 1, pass: 2 ** 24 - 1, seed: 2 ** 31 - 1 },
];

const product = (a: Float32Array, b: Float32Array) => a.map((value, at) => value * b[at]);

/** Tests the kernels of dropout. */
export function describeDropout(kernels: KernelsUnderTest): void {
  describe("the dropout kernel", () => {
    beforeAll(kernels.start);

    function scalarsAt(bench: KernelBench, pass: number) {
      return bench.floats(Float32Array.from(STEP_SCALARS, (name) => (name === "pass" ? pass : 9)));
    }

    for (const { number, pass, seed } of KEYS) {
      it.each(CASES)(
        `applies the dropout mask, pass ${pass}: $batch x $rows x $columns x $channels`,
        async ({ channels, ...size }) => {
          const length = size.batch * size.rows * size.columns * channels;
          const random = testRandom(channels);
          const [x, before, gate] = [0, 1, 2].map(() => normals(random, length));
          const bench = new KernelBench(kernels);
          const common = { rate: 0.3, number, seed, scalars: scalarsAt(bench, pass) };
          const [xView, sum, gateView] = [x, before, gate].map((values) => bench.put(size, channels, values));
          const plain = bench.strided(size, channels);
          bench.run(dropout({ ...common, x: xView, target: plain, accumulate: false, mask: null }));
          bench.run(dropout({ ...common, x: xView, target: sum, accumulate: true, mask: gateView }));
          bench.want(plain);
          bench.want(sum);
          const [forward, backward] = await bench.read();

          const factors = dropoutMask([size.batch, size.rows, size.columns, channels], 0.3, {
            number,
            pass,
            seed,
          });
          const expected = product(x, factors);
          expect(Array.from(forward, (value) => value + 0)).toEqual(
            Array.from(expected, (value) => value + 0),
          );
          const summed = expected.map((value, at) => (gate[at] > 0 ? before[at] + value : 0));
          summed.forEach((value, at) => {
            expect(backward[at]).toBeCloseTo(value, 5);
          });
        },
      );
    }

    it("leaves the padding of the last vector at 0", async () => {
      const size = { batch: 1, rows: 3, columns: 5 };
      const bench = new KernelBench(kernels);
      const view = bench.put(size, 5, normals(testRandom(9), 75));
      const target = bench.strided(size, 5);
      const common = { rate: 0.1, number: 0, seed: 3, scalars: scalarsAt(bench, 1) };
      bench.run(dropout({ ...common, x: view, target, accumulate: false, mask: null }));
      bench.want({ ...target, channels: 8 });
      const [values] = await bench.read();
      values.forEach((value, at) => {
        if (at % 8 >= 5) expect(value).toBe(0);
      });
    });
  });
}
