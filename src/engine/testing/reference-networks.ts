import { expect } from "vitest";
import { DIRECTION_LOSS } from "../../core/losses/direction-loss.ts";
import { ENERGY_LOSS } from "../../core/losses/energy-loss.ts";
import type { Loss } from "../../core/losses/loss.ts";
import { MASK_LOSS } from "../../core/losses/mask-loss.ts";
import { relativeError } from "../../core/metrics/relative-error.ts";
import { directionNet } from "../../nets/direction-net.ts";
import type { Graph } from "../../nets/graph.ts";
import { initialise } from "../../nets/initialise.ts";
import {
  type ReadFile,
  type ReferenceArrays,
  readReferenceArrays,
  TOLERANCE,
} from "../../nets/testing/reference-arrays.ts";
import { unet } from "../../nets/unet.ts";
import { watershedNet } from "../../nets/watershed-net.ts";
import type { NumberArray, Weights } from "../../nets/weights.ts";
import type { ExecutorOptions, NamedArrays } from "../executor.ts";
import { ADAM } from "./optimiser-suite.ts";

/** A network of the reference. */
interface NetworkCase {
  readonly name: string;
  readonly loss: Loss;
  readonly inputs: readonly string[];
  readonly targets: readonly string[];
  graph(net: Readonly<Record<string, number>>): Graph;
}

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

/** Test data of one network. */
export interface Loaded {
  readonly reference: ReferenceArrays;
  readonly options: ExecutorOptions;
  readonly inputs: NamedArrays;
  readonly targets: NamedArrays;
}

type ErrorMeasure = (actual: ArrayLike<number>, expected: ArrayLike<number>) => number;

/** Expects every array of `expected` to be present and to agree within the tolerance. */
export function expectClose(actual: Weights, expected: Weights, measure: ErrorMeasure = relativeError): void {
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
  // The reference has levels without a channel.
  const withChannel = ({ shape, data }: NumberArray): NumberArray => ({
    shape: shape.length === 3 ? [...shape, 1] : shape,
    data,
  });
  const pick = (names: readonly string[]) =>
    Object.fromEntries(names.map((name) => [name, withChannel(fields[name])]));
  const weights = { ...initialise(graph, 0), ...reference.group("weight0") };
  return {
    reference,
    options: { graph, loss: network.loss, optimiser: ADAM, weights },
    inputs: pick(network.inputs),
    targets: pick(network.targets),
  };
}

/** Loads the named networks from a reference folder: initial weights, inputs, targets and results. */
export async function loadNetworks(
  read: ReadFile,
  only: readonly string[],
): Promise<ReadonlyMap<string, Loaded>> {
  const chosen = NETWORKS.filter(({ name }) => only.includes(name));
  return new Map(
    await Promise.all(
      chosen.map(async (network): Promise<[string, Loaded]> => [network.name, await load(read, network)]),
    ),
  );
}

/** The names of all networks of a reference folder. */
export const NETWORK_NAMES: readonly string[] = NETWORKS.map(({ name }) => name);
