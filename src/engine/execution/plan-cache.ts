import { OutOfMemoryError } from "../device/device-error.ts";
import type { Plan } from "../plan/plan-builder.ts";
import type { ReadyPlan, Runner } from "./runner.ts";

/** Maximum number of transient plans in the cache: validation images have few distinct sizes. */
const MAX_TRANSIENT = 8;

/** Plans of one network that are ready to run: permanent plans, and the most recently used transient plans. */
export class PlanCache<Ready extends ReadyPlan> {
  readonly #runner: Runner<Ready>;
  readonly #permanent = new Map<string, Promise<Ready>>();
  readonly #transient = new Map<string, Promise<Ready>>();

  /** Plans evicted because another one did not fit. */
  #evictions = 0;

  constructor(runner: Runner<Ready>) {
    this.#runner = runner;
  }

  /**
   * A plan that stays until the cache is disposed of, except as `replacing` says. Transient plans are evicted if it
   * does not fit.
   * @throws OutOfMemoryError when it does not fit even then
   */
  permanent(key: string, compile: () => Plan): Promise<Ready> {
    return this.#take(this.#permanent, key, async () => this.#prepare(key, compile()));
  }

  /**
   * A plan that may be evicted when others are requested. Other transient plans are evicted if it does not fit.
   * @throws OutOfMemoryError when it does not fit even then
   */
  transient(key: string, compile: () => Plan): Promise<Ready> {
    return this.#takeTransient(key, async () => this.#prepare(key, compile()));
  }

  /**
   * A transient plan for which all others are evicted if it does not fit, permanent ones, too, which are then
   * prepared again. No step may begin before it has run.
   * @throws OutOfMemoryError when it does not fit even then
   */
  replacing(key: string, compile: () => Plan): Promise<Ready> {
    return this.#takeTransient(key, async () => {
      const plan = compile();
      try {
        return await this.#prepare(key, plan);
      } catch (error) {
        if (!(error instanceof OutOfMemoryError) || this.#permanent.size === 0) throw error;
        for (const other of [...this.#permanent.keys()]) this.#drop(this.#permanent, other);
        return this.#runner.prepare(plan);
      }
    });
  }

  #takeTransient(key: string, build: () => Promise<Ready>): Promise<Ready> {
    const plan = this.#take(this.#transient, key, build);
    const [oldest] = this.#transient.keys();
    if (this.#transient.size > MAX_TRANSIENT) this.#drop(this.#transient, oldest);
    return plan;
  }

  dispose(): void {
    for (const plans of [this.#permanent, this.#transient]) {
      for (const key of plans.keys()) this.#drop(plans, key);
    }
  }

  /** Prepares a plan, if need be in the memory of transient plans with other keys. */
  async #prepare(key: string, plan: Plan): Promise<Ready> {
    const before = this.#evictions;
    try {
      return await this.#runner.prepare(plan);
    } catch (error) {
      const others = [...this.#transient.keys()].filter((other) => other !== key);
      // Others that were evicted in the meantime have left their memory only now.
      const canFree = others.length > 0 || this.#evictions > before;
      if (!(error instanceof OutOfMemoryError) || !canFree) throw error;
      this.#evictions += others.length;
      for (const other of others) this.#drop(this.#transient, other);
      return this.#runner.prepare(plan);
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
