import { OutOfMemoryError } from "../device/device-error.ts";
import type { Plan } from "../plan/plan-builder.ts";
import type { ReadyPlan, Runner } from "./runner.ts";

/** Maximum number of passing plans in the cache: validation images have few distinct sizes. */
const MOST_PASSING = 8;

/** Plans of one network that are ready to run: lasting plans, and the most recently used passing plans. */
export class PlanCache<Ready extends ReadyPlan> {
  readonly #runner: Runner<Ready>;
  readonly #lasting = new Map<string, Promise<Ready>>();
  readonly #passing = new Map<string, Promise<Ready>>();

  constructor(runner: Runner<Ready>) {
    this.#runner = runner;
  }

  /**
   * A plan that stays until the cache is disposed of. Passing plans are evicted if it does not fit.
   * @throws OutOfMemoryError when it does not fit even then
   */
  lasting(key: string, compile: () => Plan): Promise<Ready> {
    const build = async () => {
      const plan = compile();
      try {
        return await this.#runner.prepare(plan);
      } catch (error) {
        if (!(error instanceof OutOfMemoryError) || this.#passing.size === 0) throw error;
        for (const other of this.#passing.keys()) this.#drop(this.#passing, other);
        return this.#runner.prepare(plan);
      }
    };
    return this.#take(this.#lasting, key, build);
  }

  /** A plan that may be evicted when others are requested. */
  passing(key: string, compile: () => Plan): Promise<Ready> {
    const plan = this.#take(this.#passing, key, async () => this.#runner.prepare(compile()));
    const [oldest] = this.#passing.keys();
    if (this.#passing.size > MOST_PASSING) this.#drop(this.#passing, oldest);
    return plan;
  }

  dispose(): void {
    for (const plans of [this.#lasting, this.#passing]) {
      for (const key of plans.keys()) this.#drop(plans, key);
    }
  }

  #take(plans: Map<string, Promise<Ready>>, key: string, build: () => Promise<Ready>): Promise<Ready> {
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
    return this.#runner.guard(plan);
  }

  #drop(plans: Map<string, Promise<Ready>>, key: string): void {
    const plan = plans.get(key);
    plans.delete(key);
    plan?.then(
      (ready) => ready.dispose(),
      () => {},
    );
  }
}
