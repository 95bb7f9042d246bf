import { beforeAll, describe, expect, it } from "vitest";
import { stageLoss } from "../../core/losses/loss.ts";
import { relativeError } from "../../core/metrics/relative-error.ts";
import type { OptimiserRecipe } from "../../core/recipe/optimisers.ts";
import { chain } from "../../nets/chain.ts";
import { directionNet } from "../../nets/direction-net.ts";
import type { Graph } from "../../nets/graph.ts";
import { initialise } from "../../nets/initialise.ts";
import { parametersOf } from "../../nets/parameters.ts";
import { unet } from "../../nets/unet.ts";
import { watershedNet } from "../../nets/watershed-net.ts";
import { type NumberArray, sizeOf, type Weights } from "../../nets/weights.ts";
import type { Executor, ExecutorOptions, NamedArrays } from "../executor.ts";
import { metricSums } from "../metric-sums.ts";
import { freshState } from "../training-state.ts";

const ADAM: OptimiserRecipe = { kind: "adam", beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weightDecay: 0 };
const SGD: OptimiserRecipe = { kind: "sgd", momentum: 0.9, nesterov: true, weightDecay: 0 };
const SIDE = 16;
const GRAPH = unet({ F: 2, depth: 2 });
const DIRECTION = directionNet({ m: 1 / 32 });
const [ENERGY, DROPPING] = [0, 0.3].map((dropout) => watershedNet({ m: 1 / 32, dropout }));

/** The mask of a disk, or any function of row and column as a plane of that size. */
function plane(
  channels: number,
  value: (row: number, column: number, channel: number) => number,
): NumberArray {
  const data = Float32Array.from({ length: SIDE * SIDE * channels }, (_, index) => {
    const pixel = Math.floor(index / channels);
    return value(Math.floor(pixel / SIDE), pixel % SIDE, index % channels);
  });
  return { shape: [1, SIDE, SIDE, channels], data };
}

const CENTRE = SIDE / 2 - 0.5;
const isCell = (row: number, column: number) => Math.hypot(row - CENTRE, column - CENTRE) < SIDE / 3;
const mask = plane(1, (row, column) => Number(isCell(row, column)));
const image = plane(1, (row, column) => Number(isCell(row, column)) + Math.sin(row * 7 + column * 3) / 4);
const unitVectors = plane(2, (row, column, channel) => {
  const offset = [CENTRE - row, CENTRE - column];
  return isCell(row, column) ? offset[channel] / Math.hypot(...offset) : 0;
});
const level = plane(1, (row, column) => Math.round(Math.hypot(row - CENTRE, column - CENTRE)));
const inside = plane(1, (row) => Number(row < SIDE - 2));
const energyTargets = { level, mask, weight: mask, inside };
const energyInputs = { unit_vectors: unitVectors, mask };
const directionTargets = { unit_vectors: unitVectors, valid: mask, weight: mask };

/** Interface of an engine for the tests of its executor. */
export interface ExecutorUnderTest {
  start(): Promise<void>;
  create(options: ExecutorOptions): Executor;
}

/** An image of a disk, and its mask. */
export const DISK = { image, mask };

/** Options of a small U-Net. */
export function smallUnet(weights: Weights = initialise(GRAPH, 1)): ExecutorOptions {
  return { graph: GRAPH, loss: stageLoss("semantic"), optimiser: ADAM, weights };
}

/** Tests that the executors of all engines must pass. */
export function describeExecutor(title: string, { start, create }: ExecutorUnderTest): void {
  const semantic = (weights?: Weights) => create(smallUnet(weights));

  describe(title, () => {
    beforeAll(start);

    it("learns to segment a disk", async () => {
      const executor = semantic();
      const losses: number[] = [];
      for (let step = 0; step < 30; step++) {
        losses.push((await executor.step({ image }, { mask }, 1e-2)).loss);
      }
      expect(losses[29]).toBeLessThan(losses[0] / 2);
      executor.dispose();
    });

    it("reads weights in the order of the graph and restores them", async () => {
      const executor = semantic();
      await executor.step({ image }, { mask }, 1e-2);
      const weights = await executor.readWeights();
      expect(Object.keys(weights)).toEqual(parametersOf(GRAPH).map(({ name }) => name));
      const other = semantic();
      other.writeState(freshState(weights));
      expect(await other.readWeights()).toEqual(weights);
      expect(await other.predict({ image })).toEqual(await executor.predict({ image }));
      executor.dispose();
      other.dispose();
    });

    it("resets the optimiser when only weights are given", async () => {
      const start = initialise(GRAPH, 5);
      const executor = semantic(start);
      const first = await executor.step({ image }, { mask }, 1e-2);
      const once = await executor.readWeights();
      await executor.step({ image }, { mask }, 1e-2);
      executor.writeState(freshState(start));
      expect(await executor.step({ image }, { mask }, 1e-2)).toEqual(first);
      expect(await executor.readWeights()).toEqual(once);
      executor.dispose();
    });

    it("continues from the state of another executor as that one would", async () => {
      for (const optimiser of [ADAM, SGD]) {
        const one = create({ ...smallUnet(), optimiser });
        for (let step = 0; step < 3; step++) await one.step({ image }, { mask }, 1e-2);
        const state = await one.readState();
        expect(state.steps).toBe(3);
        const other = create({ ...smallUnet(initialise(GRAPH, 7)), optimiser });
        await other.step({ image }, { mask }, 1e-2);
        other.writeState(state);
        expect(await other.readState()).toEqual(state);
        for (let step = 0; step < 3; step++) {
          expect(await other.step({ image }, { mask }, 1e-2)).toEqual(
            await one.step({ image }, { mask }, 1e-2),
          );
        }
        expect(await other.readState()).toEqual(await one.readState());
        one.dispose();
        other.dispose();
      }
    });

    it("has a loss of (pi/2)^2 and no NaN for zero output of the Direction Net", async () => {
      const zero = Object.fromEntries(
        parametersOf(DIRECTION).map(({ name, shape }) => [
          name,
          { shape, data: new Float32Array(shape.reduce((product, side) => product * side, 1)) },
        ]),
      );
      const options = { graph: DIRECTION, loss: stageLoss("direction"), optimiser: ADAM, weights: zero };
      const executor = create(options);
      const { loss, gradientNorm } = await executor.step({ image, mask }, directionTargets, 1e-3);
      expect(gradientNorm).toBe(0);
      expect(loss).toBeCloseTo((Math.PI / 2) ** 2, 5);
      expect(await executor.readWeights()).toEqual(zero);
      executor.dispose();
    });

    it("has zero loss and no update without valid directions", async () => {
      const weights = initialise(DIRECTION, 1);
      const options = { graph: DIRECTION, loss: stageLoss("direction"), optimiser: ADAM, weights };
      const executor = create(options);
      const nothing = plane(1, () => 0);
      const result = await executor.step({ image, mask }, { ...directionTargets, valid: nothing }, 1e-3);
      expect(result).toEqual({ loss: 0, gradientNorm: 0 });
      expect(await executor.readWeights()).toEqual(weights);
      executor.dispose();
    });

    it.each([
      ["semantic", GRAPH, { image }, { mask, inside }],
      ["direction", DIRECTION, { image, mask }, directionTargets],
      ["energy", ENERGY, energyInputs, energyTargets],
    ] as const)("computes the metrics of its prediction: %s", async (stage, graph, inputs, targets) => {
      const loss = stageLoss(stage);
      const executor = create({ graph, loss, optimiser: ADAM, weights: initialise(graph, 3) });
      const { metrics } = await executor.evaluate(inputs, targets);
      const expected = metricSums(loss.task, await executor.predict(inputs), targets);
      expect(Object.keys(metrics)).toEqual(Object.keys(expected));
      for (const [name, value] of Object.entries(expected)) {
        const actual = Object.entries(metrics).find(([other]) => other === name)?.[1];
        if (typeof value === "number") expect(relativeError([Number(actual)], [value])).toBeLessThan(1e-5);
        else expect(actual).toBe(value);
      }
      executor.dispose();
    });

    it.each([
      ["semantic", GRAPH, { image }, { mask, inside }],
      ["direction", DIRECTION, { image, mask }, directionTargets],
      ["energy", ENERGY, energyInputs, energyTargets],
    ] as const)(
      "refuses shapes that would broadcast, naming both: %s",
      async (stage, graph, inputs, targets) => {
        const executor = create({
          graph,
          loss: stageLoss(stage),
          optimiser: ADAM,
          weights: initialise(graph, 3),
        });
        /** Shapes that arithmetic on tensors would broadcast to that of the array, and one that it would not. */
        const wrongShapes = ([batch, rows, columns, channels]: readonly number[]) => [
          [batch, rows, columns],
          [rows, columns, channels],
          [1, 1, 1, channels],
          [batch, 1, columns, channels],
          [batch, rows, columns, 3 - channels],
        ];
        const refused = async (kind: "input" | "target", run: (changed: NamedArrays) => Promise<unknown>) => {
          for (const [name, { shape }] of Object.entries<NumberArray>(kind === "input" ? inputs : targets)) {
            for (const wrong of wrongShapes(shape)) {
              // The first input gives the size that the others must have.
              const isOtherSize = wrong.length === 4 && wrong[3] === shape[3];
              if (kind === "input" && name === Object.keys(inputs)[0] && isOtherSize) continue;
              const changed = { shape: wrong, data: new Float32Array(sizeOf(wrong)) };
              const error = await run({ [name]: changed }).catch((reason) => reason);
              expect(error, `${name} [${wrong}]`).toBeInstanceOf(RangeError);
              const { message } = error as RangeError;
              expect(message).toContain(`the ${kind} ${name}`);
              expect(message).toContain(`[${wrong.join(", ")}]`);
              if (kind === "target") expect(message).toContain(`[${shape.join(", ")}]`);
            }
          }
        };
        await refused("input", (changed) => executor.predict({ ...inputs, ...changed }));
        await refused("input", (changed) => executor.step({ ...inputs, ...changed }, targets, 0));
        await refused("target", (changed) => executor.evaluate(inputs, { ...targets, ...changed }));
        const { inside: _, ...learnt }: NamedArrays = targets;
        const step = (changed: NamedArrays) => executor.step(inputs, { ...learnt, ...changed }, 0);
        for (const [name, { shape }] of Object.entries(learnt)) {
          const flat = { shape: shape.slice(0, 3), data: new Float32Array(SIDE * SIDE) };
          await expect(step({ [name]: flat })).rejects.toThrow(
            `the target ${name} has the shape [1, 16, 16], but [${shape.join(", ")}] is needed`,
          );
        }
        const short = { ...mask, data: mask.data.subarray(1) };
        if (stage === "energy") await expect(step({ mask: short })).rejects.toThrow("255 values");
        executor.dispose();
      },
    );

    describe("with dropout", () => {
      const weights = initialise(ENERGY, 4);
      const energy = (graph: Graph, seed: number) =>
        create({ graph, loss: stageLoss("energy"), optimiser: ADAM, weights, seed });
      /** Losses of three passes at the same weights. */
      async function losses(seed: number): Promise<number[]> {
        const executor = energy(DROPPING, seed);
        const found: number[] = [];
        for (let pass = 0; pass < 3; pass++) {
          found.push((await executor.step(energyInputs, energyTargets, 0)).loss);
        }
        executor.dispose();
        return found;
      }

      it("drops different values in each pass and for each seed, reproducibly", async () => {
        const [first, again, other] = [await losses(1), await losses(1), await losses(2)];
        expect(again).toEqual(first);
        expect(new Set([...first, ...other]).size).toBe(6);
      });

      it("predicts and evaluates as without dropout", async () => {
        const [plain, dropping] = [energy(ENERGY, 1), energy(DROPPING, 1)];
        await dropping.step(energyInputs, energyTargets, 0);
        expect(await dropping.predict(energyInputs)).toEqual(await plain.predict(energyInputs));
        expect(await dropping.evaluate(energyInputs, energyTargets)).toEqual(
          await plain.evaluate(energyInputs, energyTargets),
        );
        plain.dispose();
        dropping.dispose();
      });
    });

    it("runs two networks jointly with the same output as in sequence, and trains both", async () => {
      const graph = chain(DIRECTION, ENERGY);
      const [forDirection, forEnergy] = [initialise(DIRECTION, 5), initialise(ENERGY, 6)];
      const optimiser = ADAM;
      const direction = create({
        graph: DIRECTION,
        loss: stageLoss("direction"),
        optimiser,
        weights: forDirection,
      });
      const energy = create({ graph: ENERGY, loss: stageLoss("energy"), optimiser, weights: forEnergy });
      const weights = { ...forDirection, ...forEnergy };
      const joint = create({ graph, loss: stageLoss("joint"), optimiser, weights });
      const field = await direction.predict({ image, mask });
      const levels = await energy.predict({ unit_vectors: field, mask });
      const together = await joint.predict({ image, mask });
      expect(relativeError(together.data, levels.data)).toBeLessThan(1e-5);
      await joint.step({ image, mask }, energyTargets, 1e-3);
      const after = await joint.readWeights();
      for (const name of ["conv1_1.weight", "fuse_3.weight", "conv6_1.weight"]) {
        expect(after[name].data).not.toEqual(weights[name].data);
      }
      for (const executor of [direction, energy, joint]) executor.dispose();
    });

    it("rejects sizes that the network cannot halve, and the weights of another network", async () => {
      const executor = semantic();
      const odd = { shape: [1, 10, 16, 1], data: new Float32Array(160) };
      await expect(executor.predict({ image: odd })).rejects.toThrow("multiples of 4");
      expect(() => executor.writeState(freshState(initialise(DIRECTION, 1)))).toThrow("down0_conv1.weight");
      executor.dispose();
    });
  });
}
