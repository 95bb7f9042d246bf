import { beforeAll, describe, expect, it } from "vitest";
import { createRandom } from "../../core/augment/random.ts";
import { DIRECTION_LOSS } from "../../core/losses/direction-loss.ts";
import { ENERGY_LOSS } from "../../core/losses/energy-loss.ts";
import type { Loss } from "../../core/losses/loss.ts";
import { MASK_LOSS } from "../../core/losses/mask-loss.ts";
import { SHARED_LOSS } from "../../core/losses/shared-loss.ts";
import { initialise } from "../../nets/initialise.ts";
import { SHARED_CHANNELS } from "../../nets/shared-layout.ts";
import { lengthError } from "../../nets/testing/reference-arrays.ts";
import { watershedNet } from "../../nets/watershed-net.ts";
import { type NumberArray, sizeOf } from "../../nets/weights.ts";
import type { EngineUnderTest } from "./engine-under-test.ts";
import { randomGraph } from "./random-graph.ts";

const [BATCH, ROWS, COLUMNS] = [2, 12, 20];
const OPTIMISER = { kind: "sgd", momentum: 0, nesterov: false, weightDecay: 0 } as const;

/** Relative difference of whole arrays attributed to rounding, accumulated over about a dozen layers. */
const TOLERANCE = 2e-3;

/**
 * Lower bound of the norm that the difference is divided by, as a fraction of the norm of all gradients. The
 * gradient of a bias before a normalisation, for example, is 0 in exact arithmetic and consists of rounding
 * errors only.
 */
const MIN_FRACTION = 1e-2;

const LOSSES: readonly { readonly loss: Loss; readonly channels: number }[] = [
  { loss: MASK_LOSS, channels: 1 },
  { loss: DIRECTION_LOSS, channels: 2 },
  { loss: ENERGY_LOSS, channels: 16 },
  { loss: SHARED_LOSS, channels: SHARED_CHANNELS },
];

/**
 * Tests that engines agree with another one on random networks, which cycle through the engines, and with
 * dropout.
 */
export function describeAgreement(
  title: string,
  engines: readonly EngineUnderTest[],
  oracle: EngineUnderTest,
): void {
  describe(title, () => {
    beforeAll(async () => {
      await oracle.start();
      for (const engine of engines) await engine.start();
    });

    it.each(Array.from({ length: 18 }, (_, seed) => seed))(
      "gives the same output and gradients on random networks, network %i",
      async (seed) => {
        const random = createRandom(seed, 0x7e57);
        const { loss, channels } = LOSSES[seed % LOSSES.length];
        const graph = randomGraph(random, channels, 14);
        const array = (count: number, value: () => number): NumberArray => {
          const shape = [BATCH, ROWS, COLUMNS, count];
          return { shape, data: Float32Array.from({ length: sizeOf(shape) }, value) };
        };
        const isCell = () => Number(random.chance(0.6));
        const mask = array(1, isCell);
        const inputs = { image: array(3, () => random.normal()), mask };
        const targets = {
          mask,
          unit_vectors: array(2, () => random.normal()),
          valid: array(1, isCell),
          weight: array(1, () => random.uniform(0.1, 1)),
          level: array(1, () => random.integer(16)),
          vector_weight: array(1, () => random.uniform(0, 2)),
          level_weight: array(1, () => random.uniform(0, 2)),
        };
        const options = { graph, loss, optimiser: OPTIMISER, weights: initialise(graph, seed) };
        const expected = await oracle.differentiate(options, inputs, targets);
        // Each loss meets every engine.
        const engine = engines[Math.floor(seed / LOSSES.length) % engines.length];
        const actual = await engine.differentiate(options, inputs, targets);
        expect(lengthError(actual.output.data, expected.output.data)).toBeLessThan(TOLERANCE);
        const whole = Math.hypot(...Object.values(expected.gradients).map(({ data }) => Math.hypot(...data)));
        const errors = Object.entries(expected.gradients)
          .map(([name, { data }]) => {
            const difference = Math.hypot(
              ...data.map((value, at) => actual.gradients[name].data[at] - value),
            );
            return { name, error: difference / Math.max(Math.hypot(...data), MIN_FRACTION * whole) };
          })
          .filter(({ error }) => !(error < TOLERANCE));
        expect(errors).toEqual([]);
      },
    );

    it("drops the same values in every step", async () => {
      const graph = watershedNet({ m: 1 / 32, dropout: 0.3 });
      const random = createRandom(3, 0x64726f70);
      const array = (count: number, value: () => number): NumberArray => {
        const shape = [BATCH, ROWS, COLUMNS, count];
        return { shape, data: Float32Array.from({ length: sizeOf(shape) }, value) };
      };
      const mask = array(1, () => 1);
      const inputs = { unit_vectors: array(2, () => random.normal()), mask };
      const level = array(1, () => random.integer(16));
      const options = {
        graph,
        loss: ENERGY_LOSS,
        optimiser: OPTIMISER,
        weights: initialise(graph, 1),
        seed: 5,
      };
      const [expected, actual] = [oracle.create(options), engines[0].create(options)];
      for (let step = 0; step < 4; step++) {
        const [expectedStep, actualStep] = [
          await expected.step(inputs, { level, mask, weight: mask }, 1e-3),
          await actual.step(inputs, { level, mask, weight: mask }, 1e-3),
        ];
        expect(Math.abs(actualStep.loss / expectedStep.loss - 1)).toBeLessThan(1e-5);
        expect(Math.abs(actualStep.gradientNorm / expectedStep.gradientNorm - 1)).toBeLessThan(1e-4);
      }
      expected.dispose();
      actual.dispose();
    });
  });
}
