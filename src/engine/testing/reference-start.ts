import { relativeError } from "../../core/metrics/relative-error.ts";
import type { Graph } from "../../nets/graph.ts";
import { isTrained, type Parameter, parametersOf } from "../../nets/parameters.ts";
import { type ReferenceArrays, TOLERANCE } from "../../nets/testing/reference-arrays.ts";
import { type NumberArray, sizeOf, type Weights } from "../../nets/weights.ts";
import { PytorchRandom } from "./pytorch-random.ts";

/** A network of the reference, in the order in which it was made. */
export interface ReferenceNetwork {
  readonly graph: Graph;
  readonly reference: ReferenceArrays;
}

const MOST_SEEDS = 10_000;

/**
 * Names of parameters whose stored start is their end. A recorder that keeps views instead of copies finds, in
 * every array whose memory the optimiser changes in place, the values of the last update: in all vectors, and in kernels
 * to a single channel. Such arrays do not tell the start, nor the weights after one step.
 */
export function overwrittenNames({ group }: ReferenceArrays): readonly string[] {
  const [start, end] = [group("weight0"), group("weight3")];
  const isEnd = (name: string) => start[name].data.every((value, index) => value === end[name].data[index]);
  const vectors = Object.keys(start).filter((name) => start[name].shape.length === 1);
  return vectors.every(isEnd) ? Object.keys(start).filter(isEnd) : [];
}

/** Kernels lie `[out, in, row, column]` in PyTorch and `[row, column, in, out]` here. */
function fromPytorchOrder(values: Float32Array, [rows, columns, inputs, outputs]: readonly number[]) {
  const pixels = rows * columns;
  const ordered = new Float32Array(values.length);
  for (let output = 0; output < outputs; output++) {
    for (let input = 0; input < inputs; input++) {
      for (let pixel = 0; pixel < pixels; pixel++) {
        ordered[(pixel * inputs + input) * outputs + output] =
          values[(output * inputs + input) * pixels + pixel];
      }
    }
  }
  return ordered;
}

function draw(random: PytorchRandom, { role, shape }: Parameter): Float32Array {
  const size = sizeOf(shape);
  if (role !== "kernel") return random.uniform(size, -0.1, 0.1);
  const [rows, columns, inputs] = shape;
  return fromPytorchOrder(random.normal(size, Math.sqrt(2 / (inputs * rows * columns))), shape);
}

/**
 * Weights of one network as the reference script makes them: PyTorch's own start of every convolution, which is
 * thrown away; then kernels normal, vectors uniform in -0.1..0.1; then scales of normalisations uniform in 0.5..1.5.
 */
function drawStart(random: PytorchRandom, graph: Graph): Weights {
  const parameters = parametersOf(graph).filter(isTrained);
  for (const { role, shape } of parameters) {
    if (role === "kernel" || role === "bias") random.skip(sizeOf(shape));
  }
  const start: Record<string, NumberArray> = {};
  for (const parameter of parameters) {
    start[parameter.name] = { shape: parameter.shape, data: draw(random, parameter) };
  }
  for (const { name, role, shape } of parameters) {
    if (role === "scale") start[name] = { shape, data: random.uniform(sizeOf(shape), 0.5, 1.5) };
  }
  return start;
}

function drawAll(seed: number, networks: readonly ReferenceNetwork[]): readonly Weights[] {
  const random = new PytorchRandom(seed);
  return networks.map(({ graph }) => drawStart(random, graph));
}

function findSeed({ graph, reference }: ReferenceNetwork): number {
  const stored = reference.group("weight0");
  const kernel = parametersOf(graph).find(({ role }) => role === "kernel")!;
  const skipped = parametersOf(graph)
    .filter(({ role }) => role === "kernel" || role === "bias")
    .reduce((sum, { shape }) => sum + sizeOf(shape), 0);
  for (let seed = 0; seed < MOST_SEEDS; seed++) {
    const random = new PytorchRandom(seed);
    random.skip(skipped);
    if (relativeError(draw(random, kernel), stored[kernel.name].data) < TOLERANCE) return seed;
  }
  throw new Error(
    `The reference folder has overwritten starts, and no seed below ${MOST_SEEDS} gives its kernels again.`,
  );
}

/**
 * Parameters that the networks of a reference folder started from. Overwritten ones are drawn again by PyTorch's
 * generator, from the seed that also gives the stored kernels; every stored kernel must come out of it as well.
 */
export function referenceStarts(networks: readonly ReferenceNetwork[]): readonly Weights[] {
  const stored = networks.map(({ reference }) => reference.group("weight0"));
  const overwritten = networks.map(({ reference }) => overwrittenNames(reference));
  if (overwritten.every((names) => names.length === 0)) return stored;
  return drawAll(findSeed(networks[0]), networks).map((drawn, index) => {
    const kept = Object.entries(stored[index]).filter(([name]) => !overwritten[index].includes(name));
    for (const [name, { data }] of kept) {
      if (!(relativeError(drawn[name].data, data) < TOLERANCE)) {
        throw new Error(`The start of ${name} in the reference folder is not what its seed gives.`);
      }
    }
    return { ...drawn, ...Object.fromEntries(kept) };
  });
}
