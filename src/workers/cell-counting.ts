import type { Sampler } from "../core/dataset/sampling/sampler.ts";
import type { Gate, Recipe, Stage } from "../core/recipe/recipe.ts";
import { CellCount, canCountCells, cellsGateOf } from "../engine/training/count-cells.ts";
import { earlierNetworks } from "./earlier-networks.ts";
import type { NetworkStore } from "./network-store.ts";

/** Decides in which validations of a stage the cells are counted, and by which networks. */
export class CellCounting {
  readonly #stage: Stage;
  readonly #recipe: Recipe;
  readonly #store: NetworkStore;
  readonly #sampler: Sampler;

  constructor(stage: Stage, recipe: Recipe, store: NetworkStore, sampler: Sampler) {
    this.#stage = stage;
    this.#recipe = recipe;
    this.#store = store;
    this.#sampler = sampler;
  }

  /** Whether cells are counted at all. */
  get isPossible(): boolean {
    return this.#recipe.countCellsEvery > 0 && canCountCells(this.#stage, this.#earlier());
  }

  /** Whether cells are counted at all, and in the mask predicted by the U-Net. */
  get inPredictedMask(): boolean {
    return this.isPossible && cellsGateOf(this.#stage, this.#earlier()) === "predicted";
  }

  /**
   * Counter for the cells in the validation after `done` of `steps` steps; null if no count is due or a
   * required network is missing. `evaluatedGate` is the mask that gates the network in that validation.
   */
  after(done: number, steps: number, evaluatedGate: Gate): CellCount | null {
    if (!this.#isDue(done, steps)) return null;
    const earlier = this.#earlier();
    return canCountCells(this.#stage, earlier) ? new CellCount(this.#stage, earlier, evaluatedGate) : null;
  }

  /** Always true for the last validation. */
  #isDue(done: number, steps: number): boolean {
    const { countCellsEvery } = this.#recipe;
    if (countCellsEvery === 0 || done === 0) return false;
    return done === steps || Math.floor(this.#sampler.epochsAfter(done - 1)) % countCellsEvery === 0;
  }

  #earlier() {
    return earlierNetworks(this.#stage, this.#store, this.#recipe);
  }
}
