import { beforeAll, describe, expect, it } from "vitest";
import { DIRECTION_LOSS } from "../../core/losses/direction-loss.ts";
import { ENERGY_LOSS } from "../../core/losses/energy-loss.ts";
import type { Loss } from "../../core/losses/loss.ts";
import { MASK_LOSS } from "../../core/losses/mask-loss.ts";
import { relativeError } from "../../core/metrics/relative-error.ts";
import type { OptimiserRecipe } from "../../core/recipe/optimisers.ts";
import { directionNet } from "../../nets/direction-net.ts";
import type { Graph } from "../../nets/graph.ts";
import { initialise } from "../../nets/initialise.ts";
import {
  lengthError,
  type ReadFile,
  type ReferenceArrays,
  readReferenceArrays,
  TOLERANCE,
} from "../../nets/testing/reference-arrays.ts";
import { unet } from "../../nets/unet.ts";
import { watershedNet } from "../../nets/watershed-net.ts";
import type { NumberArray, Weights } from "../../nets/weights.ts";
import type { Executor, ExecutorOptions, NamedArrays, StepResult } from "../executor.ts";

/** A way of running networks, as the tests of all of them see it. */
export interface EngineUnderTest {
  /** Makes the engine ready. */
  start(): Promise<void>;
  create(options: ExecutorOptions): Executor;
  /** Output and gradients of one training pass, without an update. */
  differentiate(
    options: ExecutorOptions,
    inputs: NamedArrays,
    targets: NamedArrays,
  ): Promise<{ output: NumberArray; gradients: Weights }>;
  /** Parameters after each of the steps, for given gradients and a constant rate. */
  trace(
    optimiser: OptimiserRecipe,
    start: Float32Array,
    gradients: readonly Float32Array[],
    rate: number,
  ): Promise<readonly Float32Array[]>;
}

const ADAM: OptimiserRecipe = { kind: "adam", beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weightDecay: 0 };
const SGD = { kind: "sgd", momentum: 0.9, weightDecay: 0 } as const;

/** The reference traces, all with rate 1e-2. */
const OPTIMISERS: Readonly<Record<string, OptimiserRecipe>> = {
  "adam_1e-2": ADAM,
  "adam_1e-2_l2_1e-1": { ...ADAM, weightDecay: 0.1 },
  "adamw_1e-2_decay_1e-1": { ...ADAM, kind: "adamw", weightDecay: 0.1 },
  "sgd_1e-2_momentum_0.9": { ...SGD, nesterov: false },
  "sgd_1e-2_nesterov_0.9_l2_1e-2": { ...SGD, nesterov: true, weightDecay: 0.01 },
};
const OPTIMISER_RATE = 1e-2;

interface NetworkCase {
  readonly name: string;
  readonly loss: Loss;
  readonly inputs: readonly string[];
  readonly targets: readonly string[];
  graph(net: Readonly<Record<string, number>>): Graph;
}

/** In the order in which the reference makes them. */
const NETWORKS: readonly NetworkCase[] = [
  {
    name: "direction_net",
    loss: DIRECTION_LOSS,
    inputs: ["image", "mask"],
    targets: ["unit_vectors", "valid", "weight"],
    graph: ({ m }) => directionNet({ m }),
  },
  {
    name: "watershed_net",
    loss: ENERGY_LOSS,
    inputs: ["unit_vectors", "mask"],
    targets: ["level", "mask", "weight"],
    graph: ({ m }) => watershedNet({ m }),
  },
  {
    name: "unet",
    loss: MASK_LOSS,
    inputs: ["image"],
    targets: ["mask"],
    graph: ({ F, depth }) => unet({ F, depth }),
  },
];

/** Everything that the tests of one network need. */
interface Loaded {
  readonly reference: ReferenceArrays;
  readonly options: ExecutorOptions;
  readonly inputs: NamedArrays;
  readonly targets: NamedArrays;
}

type ErrorMeasure = (actual: ArrayLike<number>, expected: ArrayLike<number>) => number;

function expectClose(actual: Weights, expected: Weights, measure: ErrorMeasure = relativeError): void {
  const errors = Object.entries(expected).map(([name, { data }]): [string, number] => [
    name,
    measure(actual[name]?.data ?? [], data),
  ]);
  expect(errors.length).toBeGreaterThan(0);
  expect(errors.filter(([, error]) => !(error <= TOLERANCE))).toEqual([]);
}

async function load(read: ReadFile, network: NetworkCase): Promise<Loaded> {
  const reference = await readReferenceArrays(read, network.name);
  const graph = network.graph(reference.meta.net as Record<string, number>);
  const fields = reference.group("input");
  const pick = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, fields[name]]));
  const weights = { ...initialise(graph, 0), ...reference.group("weight0") };
  return {
    reference,
    options: { graph, loss: network.loss, optimiser: ADAM, weights },
    inputs: pick(network.inputs),
    targets: pick(network.targets),
  };
}

async function loadAll(read: ReadFile, only: readonly string[]): Promise<ReadonlyMap<string, Loaded>> {
  const chosen = NETWORKS.filter(({ name }) => only.includes(name));
  return new Map(
    await Promise.all(
      chosen.map(async (network): Promise<[string, Loaded]> => [network.name, await load(read, network)]),
    ),
  );
}

function describeNetwork(name: string, engine: EngineUnderTest, loaded: () => Loaded): void {
  describe(name, () => {
    it("gives the reference's output and gradients", async () => {
      const { reference, options, inputs, targets } = loaded();
      const { output, gradients } = await engine.differentiate(options, inputs, targets);
      expect(output.shape).toEqual(reference.arrays.output0.shape);
      expectClose({ output0: output }, { output0: reference.arrays.output0 });
      expectClose(gradients, reference.group("gradient0"));
    });

    it("tells the norm of the gradient", async () => {
      const { reference, options, inputs, targets } = loaded();
      const { gradients } = await engine.differentiate(options, inputs, targets);
      const executor = engine.create(options);
      const { gradientNorm } = await executor.step(inputs, targets, 0);
      executor.dispose();
      const all = { ...gradients, ...reference.group("gradient0") };
      const squares = Object.values(all).flatMap(({ data }) => Array.from(data, (value) => value * value));
      const expected = Math.sqrt(squares.reduce((sum, square) => sum + square, 0));
      expect(relativeError([gradientNorm], [expected])).toBeLessThanOrEqual(TOLERANCE);
    });

    it("trains as the reference does: losses, weights, running averages, prediction", async () => {
      const { reference, options, inputs, targets } = loaded();
      const rate = reference.meta.learning_rate as number;
      const executor = engine.create(options);
      const losses: number[] = [];
      const step = async (stepRate: number) => {
        losses.push((await executor.step(inputs, targets, stepRate)).loss);
      };
      await step(rate);
      expectClose(await executor.readWeights(), reference.group("weight1"), lengthError);
      await step(rate);
      await step(rate);
      expectClose(await executor.readWeights(), reference.group("weight3"), lengthError);
      // A fourth forward pass: rate 0 leaves the parameters, the running averages move.
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

const ALL: readonly string[] = NETWORKS.map(({ name }) => name);

/**
 * The tests that every way of running networks has to pass, against the numbers of a reference folder.
 * @param only Networks that are run; all where it is left out
 */
export function describeReference(
  title: string,
  engine: EngineUnderTest,
  read: ReadFile,
  only: readonly string[] = ALL,
): void {
  describe(title, () => {
    let networks: ReadonlyMap<string, Loaded>;
    beforeAll(async () => {
      networks = await loadAll(read, only);
      await engine.start();
    });
    for (const name of only) describeNetwork(name, engine, () => networks.get(name)!);

    it.each(Object.entries(OPTIMISERS))(
      "updates parameters as the reference does: %s",
      async (name, recipe) => {
        const { arrays } = await readReferenceArrays(read, "optimisers");
        const [steps, length] = arrays.gradient.shape;
        const rows = Array.from({ length: steps }, (_, step) =>
          arrays.gradient.data.slice(step * length, (step + 1) * length),
        );
        const traced = await engine.trace(recipe, arrays.start.data, rows, OPTIMISER_RATE);
        const flat = traced.flatMap((values) => [...values]);
        expect(relativeError(flat, arrays[name].data)).toBeLessThanOrEqual(TOLERANCE);
      },
    );
  });
}

/** That the same steps made twice give the same losses, norms and weights to the last bit. */
export function describeRepeatability(
  title: string,
  engine: EngineUnderTest,
  read: ReadFile,
  only: readonly string[] = ALL,
): void {
  describe(`${title} is repeatable`, () => {
    let networks: ReadonlyMap<string, Loaded>;
    beforeAll(async () => {
      networks = await loadAll(read, only);
      await engine.start();
    });
    it.each(only)("%s", async (name) => {
      const { options, inputs, targets } = networks.get(name)!;
      const run = async () => {
        const executor = engine.create(options);
        const results: StepResult[] = [];
        for (let step = 0; step < 3; step++) results.push(await executor.step(inputs, targets, 1e-3));
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
