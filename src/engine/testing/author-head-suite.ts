import { beforeAll, describe, expect, it } from "vitest";
import { ARCCOSINE_LOSS } from "../../core/losses/arccosine-loss.ts";
import { relativeError } from "../../core/metrics/relative-error.ts";
import { directionNet } from "../../nets/direction-net.ts";
import { formulaWeights } from "../../nets/testing/formula-weights.ts";
import {
  type ReadFile,
  type ReferenceArrays,
  readReferenceArrays,
  TOLERANCE,
} from "../../nets/testing/reference-arrays.ts";
import type { ExecutorOptions, NamedArrays } from "../executor.ts";
import type { EngineUnderTest } from "./engine-under-test.ts";
import { ADAM } from "./optimiser-suite.ts";
import { expectClose } from "./reference-networks.ts";

/** The bias of the last layer keeps its ReLU on. */
const biasOf = (node: string) => (node === "fuse_3" ? 1 : 0.05);

/** Tests that an engine trains the network with the ReLU head on the summed loss as PyTorch does. */
export function describeAuthorHead(title: string, engine: EngineUnderTest, read: ReadFile): void {
  describe(title, () => {
    const graph = directionNet({ m: 1 / 32, head: "relu" });
    let reference: ReferenceArrays;
    let options: ExecutorOptions;
    let arrays: NamedArrays;
    beforeAll(async () => {
      reference = await readReferenceArrays(read, "author_head");
      options = { graph, loss: ARCCOSINE_LOSS, optimiser: ADAM, weights: formulaWeights(graph, biasOf) };
      arrays = reference.group("input");
      await engine.start();
    });

    it("matches PyTorch's output and gradients: ReLU head, summed loss", async () => {
      const { output, gradients } = await engine.differentiate(options, arrays, arrays);
      const { output0 } = reference.arrays;
      expectClose({ output0: output }, { output0 });
      const lengths = output.data.map((value, at) =>
        at % 2 === 0 ? Math.hypot(value, output.data[at + 1]) : 0,
      );
      expect(Math.max(...lengths)).toBeGreaterThan(1);
      expect(Math.min(...output.data)).toBe(0);
      expectClose(gradients, reference.group("gradient0"));
    });

    it("matches PyTorch's training losses: ReLU head, summed loss", async () => {
      const executor = engine.create(options);
      const losses: number[] = [];
      for (let step = 0; step < 3; step++) {
        losses.push((await executor.step(arrays, arrays, reference.meta.learning_rate as number)).loss);
      }
      losses.push((await executor.evaluate(arrays, arrays)).loss);
      executor.dispose();
      expect(relativeError(losses, reference.meta.losses as number[])).toBeLessThanOrEqual(TOLERANCE);
    });

    it("stays at the loss of a zero output once the ReLU is off everywhere; a linear head does not", async () => {
      const bias = { shape: [2], data: Float32Array.of(-100, -100) };
      const weights = { ...options.weights, "fuse_3.bias": bias };
      const off = engine.create({ ...options, weights });
      const [weight, valid] = [arrays.weight.data, arrays.valid.data];
      const summed = weight.reduce((all, value, pixel) => all + value * valid[pixel], 0);
      const zeroOutput = ((Math.PI / 2) ** 2 * summed) / arrays.weight.shape[0];
      for (let step = 0; step < 3; step++) {
        const { loss, gradientNorm } = await off.step(arrays, arrays, 1e-2);
        expect(Math.abs(loss / zeroOutput - 1)).toBeLessThan(TOLERANCE);
        expect(gradientNorm).toBe(0);
      }
      off.dispose();
      const linear = engine.create({ ...options, graph: directionNet({ m: 1 / 32 }), weights });
      expect((await linear.step(arrays, arrays, 1e-2)).gradientNorm).toBeGreaterThan(0);
      linear.dispose();
    });

    it("scores the angles of vectors of any length", async () => {
      const executor = engine.create(options);
      const { metrics } = await executor.evaluate(arrays, arrays);
      executor.dispose();
      const [weights, valid] = [arrays.weight.data, arrays.valid.data];
      const sum = weights.reduce((all, weight, pixel) => all + weight * valid[pixel], 0);
      expect(metrics.task === "direction" && Math.abs(metrics.weights / sum - 1)).toBeLessThan(1e-5);
    });
  });
}
