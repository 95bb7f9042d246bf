import { beforeAll, describe, expect, it } from "vitest";
import { relativeError } from "../../core/metrics/relative-error.ts";
import { lengthError, type ReadFile, TOLERANCE } from "../../nets/testing/reference-arrays.ts";
import type { StepResult } from "../executor.ts";
import type { EngineUnderTest } from "./engine-under-test.ts";
import { describeOptimisers } from "./optimiser-suite.ts";
import { expectClose, type Loaded, loadNetworks, NETWORK_NAMES } from "./reference-networks.ts";

function describeNetwork(
  name: string,
  engine: EngineUnderTest,
  isTrained: boolean,
  loaded: () => Loaded,
): void {
  describe(name, () => {
    it("matches the output and gradients of the reference", async () => {
      const { reference, options, inputs, targets } = loaded();
      const { output, gradients } = await engine.differentiate(options, inputs, targets);
      expect(output.shape).toEqual(reference.arrays.output0.shape);
      expectClose({ output0: output }, { output0: reference.arrays.output0 });
      expectClose(gradients, reference.group("gradient0"));
    });

    if (!isTrained) return;
    it("matches the training of the reference: losses, gradient norm, weights, running averages, prediction", async () => {
      const { reference, options, inputs, targets } = loaded();
      const rate = reference.meta.learning_rate as number;
      const executor = engine.create(options);
      const losses: number[] = [];
      const step = async (stepRate: number) => {
        const { loss, gradientNorm } = await executor.step(inputs, targets, stepRate);
        losses.push(loss);
        return gradientNorm;
      };
      const norm = await step(rate);
      const gradients = Object.values(reference.group("gradient0"));
      const squares = gradients.flatMap(({ data }) => Array.from(data, (value) => value * value));
      const expected = Math.sqrt(squares.reduce((sum, square) => sum + square, 0));
      expect(relativeError([norm], [expected])).toBeLessThanOrEqual(TOLERANCE);
      expectClose(await executor.readWeights(), reference.group("weight1"), lengthError);
      await step(rate);
      await step(rate);
      expectClose(await executor.readWeights(), reference.group("weight3"), lengthError);
      // A fourth forward pass: a learning rate of 0 leaves the parameters unchanged and updates the running
      // averages.
      await step(0);
      expect(relativeError(losses, reference.meta.losses as number[])).toBeLessThanOrEqual(TOLERANCE);
      const averages = reference.group("buffer_after_4_forward");
      if (Object.keys(averages).length > 0) expectClose(await executor.readWeights(), averages);
      const predicted = { output_eval: await executor.predict(inputs) };
      expectClose(predicted, { output_eval: reference.arrays.output_eval });
      executor.dispose();
    });
  });
}

/**
 * Tests that every engine must pass against a reference folder.
 * @param only Networks to run; default all
 * @param trained Those of them that are trained, too; fewer suffice for a slow engine
 */
export function describeReference(
  title: string,
  engine: EngineUnderTest,
  read: ReadFile,
  only: readonly string[] = NETWORK_NAMES,
  trained = only,
): void {
  describe(title, () => {
    let networks: ReadonlyMap<string, Loaded>;
    beforeAll(async () => {
      networks = await loadNetworks(read, only);
      await engine.start();
    });
    for (const name of only) describeNetwork(name, engine, trained.includes(name), () => networks.get(name)!);

    describeOptimisers(engine, read);
  });
}

/** Tests that repeated runs of the same steps give bit-identical losses, norms and weights. */
export function describeRepeatability(
  title: string,
  engine: EngineUnderTest,
  read: ReadFile,
  only: readonly string[] = NETWORK_NAMES,
): void {
  describe(`${title} is repeatable`, () => {
    let networks: ReadonlyMap<string, Loaded>;
    beforeAll(async () => {
      networks = await loadNetworks(read, only);
      await engine.start();
    });
    it.each(only)("%s", async (name) => {
      const { options, inputs, targets } = networks.get(name)!;
      const run = async () => {
        const executor = engine.create(options);
        const results: StepResult[] = [];
        for (let step = 0; step < 2; step++) results.push(await executor.step(inputs, targets, 1e-3));
        const weights = await executor.readWeights();
        executor.dispose();
        return { results, weights };
      };
      const [once, again] = [await run(), await run()];
      expect(again.results).toEqual(once.results);
      const differing = Object.entries(once.weights).filter(([name, { data }]) =>
        data.some((value, index) => !Object.is(value, again.weights[name].data[index])),
      );
      expect(differing.map(([name]) => name)).toEqual([]);
    });
  });
}
