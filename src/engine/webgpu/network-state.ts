import type { Graph } from "../../nets/graph.ts";
import { parametersOf } from "../../nets/parameters.ts";
import type { Weights } from "../../nets/weights.ts";
import type { DeviceArray } from "../device/device-array.ts";
import type { WatchedDevice } from "../device/webgpu-device.ts";
import type { Network } from "../plan/compile.ts";
import type { ParameterLayout } from "../plan/parameter-layout.ts";
import { type SharedName, stateNames } from "../plan/shared-buffers.ts";
import type { Training } from "../plan/training-memory.ts";
import type { TrainingState } from "../training-state.ts";
import type { NetworkMemory } from "./runtime/network-memory.ts";
import type { ReadBack } from "./runtime/read-back.ts";

/** State of a network between steps: parameters, running averages, optimiser state and number of steps. */
export class NetworkState {
  /** Optimiser steps taken. */
  steps = 0;
  readonly #graph: Graph;
  readonly #layout: ParameterLayout;
  /** Names of the shared buffers with the optimiser state. */
  readonly #optimiserMemory: readonly SharedName[];
  readonly #watched: WatchedDevice;
  readonly #memory: NetworkMemory;
  readonly #readBack: ReadBack;

  constructor(
    { graph, layout }: Network,
    { optimiser }: Training,
    watched: WatchedDevice,
    memory: NetworkMemory,
    readBack: ReadBack,
  ) {
    this.#graph = graph;
    this.#layout = layout;
    this.#optimiserMemory = stateNames(optimiser.kind);
    this.#watched = watched;
    this.#memory = memory;
    this.#readBack = readBack;
  }

  /** Copies of parameters and running averages, in the order of the graph. */
  async readWeights(): Promise<Weights> {
    const { trained, running } = this.#layout;
    const [parameters, averages] = await Promise.all([this.#read("parameters"), this.#read("running")]);
    const arrays = { ...trained.unpack(parameters), ...running.unpack(averages) };
    return Object.fromEntries(parametersOf(this.#graph).map(({ name }) => [name, arrays[name]]));
  }

  /** A copy of the whole state. */
  async read(): Promise<TrainingState> {
    const { trained } = this.#layout;
    const { steps } = this;
    const [weights, ...memory] = await Promise.all([
      this.readWeights(),
      ...this.#optimiserMemory.map(async (name) => trained.unpack(await this.#read(name))),
    ]);
    return { weights, memory, steps };
  }

  /** Restores a state. Throws a RangeError naming the array that is missing or has the wrong shape. */
  write({ weights, memory, steps }: TrainingState): void {
    const { trained, running } = this.#layout;
    this.#write("parameters", trained.pack(weights));
    this.#write("running", running.pack(weights));
    this.#optimiserMemory.forEach((name, index) => {
      if (memory.length > 0) this.#write(name, trained.pack(memory[index]));
      else if (this.#memory.has(name)) this.#write(name, trained.zeros());
    });
    this.steps = steps;
  }

  /** Parameters and running averages in device memory, by name. */
  weightsOnDevice(): Record<string, DeviceArray> {
    const { trained, running } = this.#layout;
    const places = [
      [this.#memory.shared("parameters"), trained],
      [this.#memory.shared("running"), running],
    ] as const;
    return Object.fromEntries(
      places.flatMap(([buffer, arena]) =>
        Object.entries(arena.places()).map(([name, place]) => [name, { buffer, ...place }]),
      ),
    );
  }

  #write(name: SharedName, values: Float32Array<ArrayBuffer>): void {
    this.#watched.device.queue.writeBuffer(this.#memory.shared(name), 0, values);
  }

  async #read(name: SharedName): Promise<Float32Array> {
    const { device } = this.#watched;
    const buffer = this.#memory.shared(name);
    const encoder = device.createCommandEncoder();
    const read = this.#readBack.copy(encoder, buffer, buffer.size);
    this.#watched.submit(encoder.finish());
    return this.#watched.guard(read());
  }
}
