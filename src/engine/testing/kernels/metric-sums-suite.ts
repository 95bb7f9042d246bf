import { beforeAll, describe, expect, it } from "vitest";
import { stageLoss } from "../../../core/losses/loss.ts";
import { relativeError } from "../../../core/metrics/relative-error.ts";
import { type MetricSums, metricSums } from "../../metric-sums.ts";
import type { Region } from "../../plan/ir/dispatch.ts";
import { stridedThreads } from "../../plan/ir/iteration.ts";
import { VECTOR } from "../../plan/ir/view.ts";
import { addSums } from "../../plan/operations/add-sums.ts";
import {
  directionMetrics,
  energyMetrics,
  type MetricArguments,
  maskMetrics,
} from "../../plan/operations/metric-sums.ts";
import {
  KernelBench,
  type KernelsUnderTest,
  normals,
  TEST_SIZES,
  type TestSize,
  testRandom,
} from "../kernel-bench.ts";

/** Sums of squared angles are in f32; counts are exact. */
const TOLERANCE = 1e-5;

const STAGES = {
  semantic: { channels: 1, targets: ["mask", "inside"], kernel: maskMetrics },
  direction: { channels: 2, targets: ["unit_vectors", "valid", "weight"], kernel: directionMetrics },
  energy: { channels: 16, targets: ["level", "mask", "inside"], kernel: energyMetrics },
} as const;
type Stage = keyof typeof STAGES;

/** Tests the kernels of the metrics. */
export function describeMetricSums(kernels: KernelsUnderTest): void {
  describe("the kernels of metrics", () => {
    beforeAll(kernels.start);

    function targetsOf(size: TestSize): Record<string, Float32Array> {
      const random = testRandom(8);
      const pixels = size.batch * size.rows * size.columns;
      const plane = (value: () => number) => Float32Array.from({ length: pixels }, value);
      return {
        mask: plane(() => random.integer(3) - 1),
        inside: plane(() => Number(random.chance(0.9))),
        valid: plane(() => Number(random.chance(0.8))),
        weight: plane(() => random.uniform(0.01, 1)),
        level: plane(() => random.integer(4)),
        unit_vectors: normals(random, 2 * pixels),
      };
    }

    async function measure(stage: Stage, size: TestSize, output: Float32Array) {
      const { channels, targets: names, kernel } = STAGES[stage];
      const targets = targetsOf(size);
      const bench = new KernelBench(kernels);
      const view = bench.put(size, channels, output);
      const regions = Object.fromEntries(
        names.map((name): [string, Region] => [name, bench.floats(targets[name])]),
      );
      const length = stridedThreads(view);
      const partial = bench.builder.temporary("scratch", length);
      const total = bench.builder.view("scratch", 1, [1, 1, VECTOR]);
      const args: MetricArguments = { output: view, targets: regions, partial };
      bench.run(kernel(args));
      bench.run(addSums({ length, partial, total: { buffer: total.buffer } }));
      bench.want(total);
      const [counts] = await bench.read();
      const shape = [size.batch, size.rows, size.columns];
      const shaped = (data: Float32Array) => ({ shape: [...shape, data.length / targets.mask.length], data });
      const arrays = Object.fromEntries(Object.entries(targets).map(([name, data]) => [name, shaped(data)]));
      return { counts, expected: metricSums(stageLoss(stage).task, shaped(output), arrays) };
    }

    function listed(sums: MetricSums): readonly number[] {
      switch (sums.task) {
        case "mask":
          return [sums.both, sums.either, 0, 0];
        case "direction":
          return [sums.weighted, sums.pixels, sums.above22, sums.above45];
        case "level":
          return [sums.right, sums.pixels, 0, 0];
        case "shared":
          throw new RangeError("each of the three quantities has sums of its own");
      }
    }

    for (const stage of Object.keys(STAGES) as Stage[]) {
      it.each(TEST_SIZES)(`match the sums on the host: ${stage}, $batch x $rows x $columns`, async (size) => {
        const pixels = size.batch * size.rows * size.columns;
        const random = testRandom(9);
        const outputs = [
          normals(random, pixels * STAGES[stage].channels),
          // Integers give frequent ties and zeros: the first of equal levels is used, and a zero vector has no
          // direction.
          normals(random, pixels * STAGES[stage].channels).map((value) => Math.round(value)),
        ];
        for (const output of outputs) {
          const { counts, expected } = await measure(stage, size, output);
          for (const [lane, value] of listed(expected).entries()) {
            expect(relativeError([counts[lane]], [value])).toBeLessThan(TOLERANCE);
          }
        }
      });
    }
  });
}
