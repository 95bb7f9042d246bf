import { beforeAll, describe, expect, it } from "vitest";
import { relativeError } from "../../../core/metrics/relative-error.ts";
import { type AdamRecipe, adamScalars, type SgdRecipe } from "../../optimisers/optimiser-specs.ts";
import type { Region } from "../../plan/ir/dispatch.ts";
import { VECTOR, type View, vectorsFor } from "../../plan/ir/view.ts";
import { accumulate } from "../../plan/operations/accumulate.ts";
import { update } from "../../plan/operations/update.ts";
import { KernelBench, type KernelsUnderTest, normals, testRandom } from "../kernel-bench.ts";

const TOLERANCE = 1e-6;
const RATE = 0.01;
const STEP = 3;
const FACTOR = 0.25;

/** Numbers of parameters, up to more than a thread of a CPU takes at once. */
const LENGTHS = [1, 7, 50_001];

const ADAM = { beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weightDecay: 0.1 } as const;
const ADAMS: readonly AdamRecipe[] = [
  { kind: "adam", ...ADAM },
  { kind: "adamw", ...ADAM },
];
const SGDS: readonly SgdRecipe[] = [
  { kind: "sgd", momentum: 0, nesterov: false, weightDecay: 0 },
  { kind: "sgd", momentum: 0.9, nesterov: false, weightDecay: 0.01 },
  { kind: "sgd", momentum: 0.9, nesterov: true, weightDecay: 0.01 },
];

const eachClip = <Recipe extends object>(recipes: readonly Recipe[]) =>
  recipes.flatMap((recipe) =>
    LENGTHS.flatMap((length) => [true, false].map((clips) => ({ ...recipe, length, clips }))),
  );

/** The values in a buffer as a view. */
function flat({ buffer }: Region, length: number): View {
  const stride = vectorsFor(length);
  return { buffer, batch: 1, rows: 1, columns: 1, channels: length, stride, offset: 0 };
}

/** Tests the kernels that update the parameters against double precision. */
export function describeUpdates(kernels: KernelsUnderTest): void {
  describe("the kernels of an update", () => {
    beforeAll(kernels.start);

    const sumsOf = (bench: KernelBench, clips: boolean) =>
      clips ? bench.vectors(Float32Array.of(...new Array(VECTOR).fill(7), 3, FACTOR, 0, 0)) : null;

    it.each(eachClip(ADAMS))("update by $kind: $length, clipped: $clips", async (testCase) => {
      const { length, clips, ...recipe } = testCase;
      const random = testRandom(length);
      const [parameters, gradients, means] = [0, 1, 2].map(() => normals(random, length));
      const squares = normals(random, length).map((value) => value * value);
      const scalars = adamScalars(recipe, STEP, RATE);
      const bench = new KernelBench(kernels);
      const written = [parameters, means, squares].map((values) => bench.vectors(values));
      bench.run(
        update({
          recipe,
          length: vectorsFor(length),
          gradients: bench.vectors(gradients),
          scalars: bench.scalars(scalars),
          sums: sumsOf(bench, clips),
          parameters: written[0],
          state: written.slice(1),
        }),
      );
      for (const region of written) bench.want(flat(region, length));
      const read = await bench.read();

      const { beta1, beta2, epsilon } = recipe;
      const expected = [0, 1, 2].map(() => new Float64Array(length));
      parameters.forEach((value, at) => {
        const before = value * scalars.keep;
        const pull = gradients[at] * (clips ? FACTOR : 1) + before * scalars.l2;
        const mean = means[at] * beta1 + pull * (1 - beta1);
        const square = squares[at] * beta2 + pull ** 2 * (1 - beta2);
        const step = (scalars.stepSize * mean) / (Math.sqrt(square) * scalars.rootScale + epsilon);
        expected[0][at] = before - step;
        expected[1][at] = mean;
        expected[2][at] = square;
      });
      for (const [index, values] of read.entries()) {
        expect(relativeError(values, expected[index])).toBeLessThan(TOLERANCE);
      }
    });

    it.each(eachClip(SGDS))(
      "update by momentum $momentum, Nesterov: $nesterov: $length",
      async (testCase) => {
        const { length, clips, ...recipe } = testCase;
        const random = testRandom(length);
        const [parameters, gradients, velocities] = [0, 1, 2].map(() => normals(random, length));
        const bench = new KernelBench(kernels);
        const written = [parameters, velocities].map((values) => bench.vectors(values));
        bench.run(
          update({
            recipe,
            length: vectorsFor(length),
            gradients: bench.vectors(gradients),
            scalars: bench.scalars({ rate: RATE }),
            sums: sumsOf(bench, clips),
            parameters: written[0],
            state: written.slice(1),
          }),
        );
        for (const region of written) bench.want(flat(region, length));
        const read = await bench.read();

        const { momentum, nesterov, weightDecay } = recipe;
        const expected = [0, 1].map(() => new Float64Array(length));
        parameters.forEach((before, at) => {
          const pull = gradients[at] * (clips ? FACTOR : 1) + before * weightDecay;
          const velocity = velocities[at] * momentum + pull;
          expected[0][at] = before - RATE * (nesterov ? pull + momentum * velocity : velocity);
          expected[1][at] = velocity;
        });
        for (const [index, values] of read.entries()) {
          expect(relativeError(values, expected[index])).toBeLessThan(TOLERANCE);
        }
      },
    );

    it.each(LENGTHS)("accumulate the gradients of micro-batches: %i", async (length) => {
      const random = testRandom(length);
      const [first, second] = [0, 1].map(() => normals(random, length));
      const bench = new KernelBench(kernels);
      // What is there before the first micro-batch does not count.
      const accumulated = bench.vectors(new Float32Array(length).fill(Number.NaN));
      for (const [index, gradients] of [first, second].entries()) {
        bench.run(
          accumulate({
            length: vectorsFor(length),
            gradients: bench.vectors(gradients),
            scalars: bench.scalars({ share: index === 0 ? 0.75 : 0.25, isLater: index }),
            accumulated,
          }),
        );
      }
      bench.want(flat(accumulated, length));
      const [sums] = await bench.read();
      const expected = first.map((value, at) => 0.75 * value + 0.25 * second[at]);
      expect(relativeError(sums, expected)).toBeLessThan(TOLERANCE);
    });
  });
}
