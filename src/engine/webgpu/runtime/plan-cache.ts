import { OutOfMemoryError } from "../../device/device-error.ts";
import type { WatchedDevice } from "../../device/webgpu-device.ts";
import type { Plan } from "../../plan/plan-builder.ts";
import { kernelsOf } from "../kernels/kernels.ts";
import { CompiledPlan } from "./compiled-plan.ts";
import type { NetworkMemory } from "./network-memory.ts";
import { pipelinesFor } from "./pipelines.ts";

/** Progress of compiling the new kernels of a plan. */
export type OnCompiling = (done: number, all: number) => void;

/** Maximum number of passing plans in the cache: validation images have few distinct sizes. */
const MOST_PASSING = 8;

/** Compiled plans of one network: lasting plans, and the most recently used passing plans. */
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

  /** Bytes of the buffers owned by single plans. */
  get bytes(): number {
    return this.#bytes;
  }

  /**
   * A plan that stays until the cache is disposed of. Passing plans are evicted if it does not fit.
   * @throws OutOfMemoryError when it does not fit even then
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

  /** A plan that may be evicted when others are requested. */
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
      // Failed plans are not kept.
      building.catch(() => {
        if (plans.get(key) === building) plans.delete(key);
      });
    }
    // Reinserted at the end: the first entry is the least recently used.
    plans.delete(key);
    plans.set(key, plan);
    return this.#watched.guard(plan);
  }

  /** Sequential: a plan must not reuse the slots of one that fails to allocate. */
  async #build(plan: Plan): Promise<CompiledPlan> {
    const { device } = this.#watched;
    const pipelines = await pipelinesFor(device).prepare(kernelsOf(plan), this.#onCompiling);
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
