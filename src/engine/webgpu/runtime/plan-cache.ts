import { OutOfMemoryError } from "../../device/device-error.ts";
import type { WatchedDevice } from "../../device/webgpu-device.ts";
import type { Plan } from "../plan/plan-builder.ts";
import { CompiledPlan } from "./compiled-plan.ts";
import type { NetworkMemory } from "./network-memory.ts";
import { pipelinesFor } from "./pipelines.ts";

/** Is told how many of the kernels that a plan needs anew are compiled. */
export type OnCompiling = (done: number, all: number) => void;

/** Passing plans kept: validation images come in a few sizes. */
const MOST_PASSING = 8;

/** The plans of one network that are ready to run: lasting ones, and the passing ones used last. */
export class PlanCache {
  readonly #watched: WatchedDevice;
  readonly #memory: NetworkMemory;
  readonly #onCompiling: OnCompiling;
  readonly #lasting = new Map<string, Promise<CompiledPlan>>();
  readonly #passing = new Map<string, Promise<CompiledPlan>>();
  #turn: Promise<unknown> = Promise.resolve();
  #bytes = 0;

  constructor(watched: WatchedDevice, memory: NetworkMemory, onCompiling: OnCompiling) {
    this.#watched = watched;
    this.#memory = memory;
    this.#onCompiling = onCompiling;
  }

  /** Bytes of the buffers that belong to single plans. */
  get bytes(): number {
    return this.#bytes;
  }

  /**
   * A plan that stays until the cache is disposed of. Passing ones make room for it.
   * @throws OutOfMemoryError when it does not fit even so
   */
  lasting(key: string, compile: () => Plan): Promise<CompiledPlan> {
    const build = async () => {
      const plan = compile();
      try {
        return await this.#build(plan);
      } catch (error) {
        if (!(error instanceof OutOfMemoryError) || this.#passing.size === 0) throw error;
        for (const other of this.#passing.keys()) this.#drop(this.#passing, other);
        return this.#build(plan);
      }
    };
    return this.#take(this.#lasting, key, build);
  }

  /** A plan that may be given back once others were asked for. */
  passing(key: string, compile: () => Plan): Promise<CompiledPlan> {
    const plan = this.#take(this.#passing, key, () => this.#build(compile()));
    const [oldest] = this.#passing.keys();
    if (this.#passing.size > MOST_PASSING) this.#drop(this.#passing, oldest);
    return plan;
  }

  dispose(): void {
    for (const plans of [this.#lasting, this.#passing]) {
      for (const key of plans.keys()) this.#drop(plans, key);
    }
  }

  #take(
    plans: Map<string, Promise<CompiledPlan>>,
    key: string,
    build: () => Promise<CompiledPlan>,
  ): Promise<CompiledPlan> {
    let plan = plans.get(key);
    if (!plan) {
      const building = build();
      plan = building;
      // One that failed is not kept.
      building.catch(() => {
        if (plans.get(key) === building) plans.delete(key);
      });
    }
    // Taken out first, so that the plan used longest ago comes first.
    plans.delete(key);
    plans.set(key, plan);
    return this.#watched.guard(plan);
  }

  /** One after the other: a plan must not take the place of one that turns out not to fit. */
  async #build(plan: Plan): Promise<CompiledPlan> {
    const { device } = this.#watched;
    const kernels = plan.dispatches.map(({ kernel }) => kernel);
    const pipelines = await pipelinesFor(device).prepare(kernels, this.#onCompiling);
    const made = this.#turn.then(() =>
      this.#watched.allocate(
        () => new CompiledPlan(this.#watched, plan, this.#memory, pipelines),
        (failed) => failed.dispose(),
      ),
    );
    this.#turn = made.catch(() => {});
    const compiled = await made;
    this.#bytes += compiled.bytes;
    return compiled;
  }

  #drop(plans: Map<string, Promise<CompiledPlan>>, key: string): void {
    const plan = plans.get(key);
    plans.delete(key);
    plan?.then(
      (compiled) => {
        this.#bytes -= compiled.bytes;
        compiled.dispose();
      },
      () => {},
    );
  }
}
