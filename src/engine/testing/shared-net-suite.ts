import { beforeAll, describe, expect, it } from "vitest";
import { SHARED_LOSS, sharedLoss } from "../../core/losses/shared-loss.ts";
import { sharedWeights } from "../../core/losses/shared-weights.ts";
import { relativeError } from "../../core/metrics/relative-error.ts";
import { sharedNet } from "../../nets/shared-net.ts";
import { splitShared } from "../../nets/shared-output.ts";
import { formulaWeights } from "../../nets/testing/formula-weights.ts";
import {
  type ReadFile,
  type ReferenceArrays,
  readReferenceArrays,
  TOLERANCE,
} from "../../nets/testing/reference-arrays.ts";
import type { ExecutorOptions, NamedArrays } from "../executor.ts";
import { metricSums } from "../metric-sums.ts";
import type { EngineUnderTest } from "./engine-under-test.ts";
import { ADAM } from "./optimiser-suite.ts";
import { expectClose } from "./reference-networks.ts";

const BACKGROUND = 0.25;
const NONE = { mask: 0, vectors: 0, levels: 0 };

/** Tests that an engine trains the network with three heads as PyTorch does. */
export function describeSharedNet(title: string, engine: EngineUnderTest, read: ReadFile): void {
  describe(title, () => {
    const graph = sharedNet({ F: 4, depth: 2, channels: 2 });
    let reference: ReferenceArrays;
    let options: ExecutorOptions;
    let arrays: NamedArrays;
    beforeAll(async () => {
      reference = await readReferenceArrays(read, "shared_net");
      const weights = formulaWeights(graph, () => 0.05);
      options = { graph, loss: SHARED_LOSS, optimiser: ADAM, weights };
      const input = reference.group("input");
      const { mask, valid, weight } = input;
      const pixels = { mask: mask.data, valid: valid.data, weight: weight.data };
      const { vectorWeight, levelWeight } = sharedWeights(pixels, BACKGROUND);
      const shaped = (data: Float32Array) => ({ shape: mask.shape, data });
      arrays = {
        ...input,
        vector_weight: shaped(vectorWeight),
        level_weight: shaped(levelWeight),
        inside: shaped(mask.data.map(() => 1)),
      };
      await engine.start();
    });

    it("matches PyTorch's output and gradients", async () => {
      const { output, gradients } = await engine.differentiate(options, arrays, arrays);
      expectClose({ output0: output }, { output0: reference.arrays.output0 });
      const expected = reference.group("gradient0");
      expectClose(Object.fromEntries(Object.keys(expected).map((name) => [name, gradients[name]])), expected);
    });

    it("matches the three parts of PyTorch's loss", async () => {
      const losses: number[] = [];
      for (const part of ["mask", "vectors", "levels"] as const) {
        const executor = engine.create({ ...options, loss: sharedLoss({ ...NONE, [part]: 1 }) });
        losses.push((await executor.step(arrays, arrays, 0)).loss);
        executor.dispose();
      }
      expect(relativeError(losses, reference.meta.parts as number[])).toBeLessThanOrEqual(TOLERANCE);
    });

    it("matches PyTorch's training losses, and evaluates all three heads", async () => {
      const executor = engine.create(options);
      const losses: number[] = [];
      for (let step = 0; step < 3; step++) {
        losses.push((await executor.step(arrays, arrays, reference.meta.learning_rate as number)).loss);
      }
      const { loss, metrics } = await executor.evaluate(arrays, arrays);
      const output = await executor.predict(arrays);
      executor.dispose();
      expect(relativeError([...losses, loss], reference.meta.losses as number[])).toBeLessThanOrEqual(
        TOLERANCE,
      );
      expect(splitShared(output).vectors.shape).toEqual([2, 16, 16, 2]);
      const expected = metricSums("shared", output, arrays);
      if (metrics.task !== "shared" || expected.task !== "shared") throw new Error("not the shared metrics");
      expect([metrics.mask, metrics.level]).toMatchObject([expected.mask, expected.level]);
      expect(metrics.direction.pixels).toBe(expected.direction.pixels);
      expect(relativeError([metrics.direction.weighted], [expected.direction.weighted])).toBeLessThan(
        TOLERANCE,
      );
    });

    it("gives ignored pixels no gradient, and stays finite with extreme weights", async () => {
      const { mask, image } = arrays;
      const ignored = { shape: mask.shape, data: mask.data.map(() => -1) };
      const untaught = engine.create(options);
      const nothing = await untaught.step(arrays, { ...arrays, mask: ignored }, 0);
      untaught.dispose();
      expect(nothing).toMatchObject({ loss: 0, gradientNorm: 0 });
      const bright = { shape: image.shape, data: image.data.map((value) => value * 1e4) };
      const head = options.weights["head.weight"];
      const weights = {
        ...options.weights,
        "head.weight": { shape: head.shape, data: head.data.map((value) => value * 1e4) },
      };
      const executor = engine.create({ ...options, weights });
      const { loss, gradientNorm } = await executor.step({ image: bright }, arrays, 0);
      executor.dispose();
      expect([loss, gradientNorm].every(Number.isFinite)).toBe(true);
    });
  });
}
