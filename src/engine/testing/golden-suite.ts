import { beforeAll, describe, expect, it } from "vitest";
import { relativeError } from "../../core/metrics/relative-error.ts";
import { type ReadFile, TOLERANCE } from "../../nets/testing/reference-arrays.ts";
import type { EngineUnderTest } from "./engine-under-test.ts";
import { describeOptimisers } from "./optimiser-suite.ts";
import { expectClose, type Loaded, loadNetworks } from "./reference-networks.ts";

/** Networks small enough to be checked in. */
const NAMES = ["unet", "watershed_net"];

/**
 * Tests that every engine must pass against PyTorch results in `testing/golden/pytorch`: losses before,
 * between and after steps of Adam, and the gradients of the first step. The full reference folder has the same arrays
 * and more, and a larger network: where it is present, `describeReference` is enough.
 * @param losses Number of losses to compare, 1 to 4; fewer suffice for a slow engine
 */
export function describeGolden(title: string, engine: EngineUnderTest, read: ReadFile, losses = 4): void {
  describe(title, () => {
    let networks: ReadonlyMap<string, Loaded>;
    beforeAll(async () => {
      networks = await loadNetworks(read, NAMES);
      await engine.start();
    });

    it.each(NAMES)("matches PyTorch's gradients: %s", async (name) => {
      const { reference, options, inputs, targets } = networks.get(name)!;
      const { output, gradients } = await engine.differentiate(options, inputs, targets);
      expectClose(gradients, reference.group("gradient0"));
      const { output0 } = reference.arrays;
      if (output0) expectClose({ output0: output }, { output0 });
    });

    it.each(NAMES)("matches PyTorch's training losses: %s", async (name) => {
      const { reference, options, inputs, targets } = networks.get(name)!;
      const executor = engine.create(options);
      const expected = (reference.meta.losses as readonly number[]).slice(0, losses);
      const got: number[] = [];
      while (got.length < losses) {
        got.push((await executor.step(inputs, targets, reference.meta.learning_rate as number)).loss);
      }
      executor.dispose();
      expect(expected.length).toBe(losses);
      expect(relativeError(got, expected)).toBeLessThanOrEqual(TOLERANCE);
    });

    describeOptimisers(engine, read);
  });
}
