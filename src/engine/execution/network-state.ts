import type { Graph } from "../../nets/graph.ts";
import { parametersOf } from "../../nets/parameters.ts";
import type { Weights } from "../../nets/weights.ts";
import type { Network } from "../plan/compile.ts";
import type { ParameterLayout } from "../plan/parameter-layout.ts";
import { type SharedName, stateNames } from "../plan/shared-buffers.ts";
import type { Training } from "../plan/training-memory.ts";
import type { TrainingState } from "../training-state.ts";
import type { Runner } from "./runner.ts";

/** State of a network between steps: parameters, running averages, optimiser state and number of steps. */
export class NetworkState {
  /** Optimiser steps begun. */
  #begun = 0;
  /** Number of those that were done, once they have ended. */
  #done = Promise.resolve(0);
  readonly #graph: Graph;
  readonly #layout: ParameterLayout;
  /** Names of the shared buffers with the optimiser state. */
  readonly #optimiserMemory: readonly SharedName[];
  readonly #runner: Runner;

  constructor({ graph, layout }: Network, { optimiser }: Training, runner: Runner) {
    this.#graph = graph;
    this.#layout = layout;
    this.#optimiserMemory = stateNames(optimiser.kind);
    this.#runner = runner;
  }

  /** Optimiser steps begun. */
  get steps(): number {
    return this.#begun;
  }

  /** Begins a step: `run` receives its number, from 1. It counts only if it does not fail. */
  step<Result>(run: (step: number) => Promise<Result>): Promise<Result> {
    this.#begun += 1;
    const result = run(this.#begun);
    const before = this.#done;
    this.#done = result.then(
      async () => (await before) + 1,
      () => before,
    );
    return result;
  }

  /** Copies of parameters and running averages, in the order of the graph. */
  async readWeights(): Promise<Weights> {
    const { trained, running } = this.#layout;
    const [parameters, averages] = await Promise.all([
      this.#runner.readShared("parameters"),
      this.#runner.readShared("running"),
    ]);
    const arrays = { ...trained.unpack(parameters), ...running.unpack(averages) };
    return Object.fromEntries(parametersOf(this.#graph).map(({ name }) => [name, arrays[name]]));
  }

  /** A copy of the whole state after the steps begun before that were done. */
  async read(): Promise<TrainingState> {
    const { trained } = this.#layout;
    const [steps, weights, ...memory] = await Promise.all([
      this.#done,
      this.readWeights(),
      ...this.#optimiserMemory.map(async (name) => trained.unpack(await this.#runner.readShared(name))),
    ]);
    return { weights, memory, steps };
  }

  /** Restores a state. Throws a RangeError naming the array that is missing or has the wrong shape. */
  write({ weights, memory, steps }: TrainingState): void {
    const { trained, running } = this.#layout;
    this.#runner.writeShared("parameters", trained.pack(weights));
    this.#runner.writeShared("running", running.pack(weights));
    this.#optimiserMemory.forEach((name, index) => {
      if (memory.length > 0) this.#runner.writeShared(name, trained.pack(memory[index]));
      else if (this.#runner.hasShared(name)) this.#runner.writeShared(name, trained.zeros());
    });
    this.#begun = steps;
    this.#done = Promise.resolve(steps);
  }
}
