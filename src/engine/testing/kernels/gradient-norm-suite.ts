import { beforeAll, describe, expect, it } from "vitest";
import { VECTOR } from "../../plan/ir/view.ts";
import { gradientNorm, gradientNormParts, normThreads } from "../../plan/operations/gradient-norm.ts";
import { KernelBench, type KernelsUnderTest, normals, testRandom } from "../kernel-bench.ts";

const TOLERANCE = 1e-6;

/** Lengths from a single value to more vectors than threads. */
const LENGTHS = [1, 3, 64, 1021, 65_537, 1_200_001];

/** Tests the kernels of the gradient norm. */
export function describeGradientNorm(kernels: KernelsUnderTest): void {
  describe("the norm of the gradient", () => {
    beforeAll(kernels.start);

    async function measure(values: Float32Array, clipNorm: number | null = null) {
      const bench = new KernelBench(kernels);
      const length = Math.ceil(values.length / VECTOR);
      const sums = bench.builder.view("activation", 1, [1, 1, 2 * VECTOR]);
      const partial = bench.builder.temporary("scratch", normThreads(length));
      bench.run(gradientNormParts({ length, gradients: bench.vectors(values), partial }));
      bench.run(gradientNorm({ clipNorm, length, partial, sums: { buffer: sums.buffer } }));
      bench.want(sums);
      const [read] = await bench.read();
      return { norm: read[VECTOR], factor: read[VECTOR + 1] };
    }

    const plainNorm = (values: Float32Array) =>
      Math.sqrt(values.reduce((sum, value) => sum + value * value, 0));

    it.each(LENGTHS)("matches double precision, %i values", async (length) => {
      const values = normals(testRandom(length), length);
      const { norm, factor } = await measure(values, 0.25);
      const expected = plainNorm(values);
      expect(Math.abs(norm / expected - 1)).toBeLessThan(TOLERANCE);
      expect(factor).toBeCloseTo(Math.min(1, 0.25 / (expected + 1e-6)), 6);
    });

    it.each([1e-25, 1e-12, 1e12, 1e25])("neither overflows nor underflows around %d", async (scale) => {
      const values = normals(testRandom(5), 4097).map((value) => value * scale);
      const { norm } = await measure(values);
      expect(Math.abs(norm / plainNorm(values) - 1)).toBeLessThan(TOLERANCE);
    });

    it("is accurate for large values among tiny ones, whatever their positions", async () => {
      for (const place of [0, 2000, 4096]) {
        const values = new Float32Array(4097).fill(1e-20);
        values[place] = -3e20;
        const { norm } = await measure(values);
        expect(Math.abs(norm / 3e20 - 1)).toBeLessThan(TOLERANCE);
      }
    });

    it("is 0 for a dead network, which is not clipped", async () => {
      expect(await measure(new Float32Array(999), 1e-6)).toEqual({ norm: 0, factor: 1 });
    });

    it("is NaN if a gradient is NaN", async () => {
      for (const rest of [0, 1]) {
        const values = new Float32Array(501).fill(rest);
        values[300] = Number.NaN;
        expect((await measure(values)).norm).toBeNaN();
      }
    });
  });
}
