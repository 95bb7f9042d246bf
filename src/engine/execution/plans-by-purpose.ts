import type { MemoryLimits } from "../device/memory-limits.ts";
import {
  compileEvaluation,
  compileMicroBatch,
  compilePrediction,
  compileTraining,
  compileUpdate,
  type Network,
} from "../plan/compile.ts";
import { compileLoss } from "../plan/compile-loss.ts";
import { fits } from "../plan/largest-batch.ts";
import type { BatchShape } from "../plan/lowering.ts";
import type { Plan } from "../plan/plan-builder.ts";
import { memoryOf } from "../plan/plan-memory.ts";
import { predictionTiles } from "../plan/prediction-tiles.ts";
import { imagesAtOnce, type Training } from "../plan/training-memory.ts";
import type { ImageTiles } from "../prediction/predict-in-tiles.ts";
import type { PlanCache } from "./plan-cache.ts";
import type { ReadyPlan } from "./runner.ts";

/** What a plan is for; a part is one micro-batch of a step, and the loss is that of an existing output. */
export type Purpose = "training" | "part" | "prediction" | "evaluation" | "loss";

/** Purposes of the plans that recur in every step. */
const PERMANENT: ReadonlySet<Purpose> = new Set<Purpose>(["training", "part"]);

const sizeKey = ({ batch, rows, columns }: BatchShape) => `${batch} x ${rows} x ${columns}`;

/** A cache with one value per batch shape. */
class BySize<Value> {
  readonly #known = new Map<string, Value>();

  get(size: BatchShape, find: () => Value): Value {
    const key = sizeKey(size);
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const found = find();
    this.#known.set(key, found);
    return found;
  }

  set(size: BatchShape, value: Value): void {
    this.#known.set(sizeKey(size), value);
  }
}

/** The plans of one network by purpose and size, and the micro-batches and tiles that fit on the device. */
export class PlansByPurpose<Ready extends ReadyPlan> {
  readonly #network: Network;
  readonly #training: Training;
  readonly #limits: MemoryLimits;
  readonly #cache: PlanCache<Ready>;
  readonly #microBatch = new BySize<number>();
  readonly #tiles = new BySize<ImageTiles | null>();
  readonly #evaluatedWhole = new BySize<boolean>();

  constructor(network: Network, training: Training, limits: MemoryLimits, cache: PlanCache<Ready>) {
    this.#network = network;
    this.#training = training;
    this.#limits = limits;
    this.#cache = cache;
  }

  /** A plan as data. Throws a RangeError when the network does not accept the size. */
  compile(purpose: Purpose, size: BatchShape): Plan {
    const { loss, optimiser } = this.#training;
    switch (purpose) {
      case "training":
        return compileTraining(this.#network, size, loss, optimiser);
      case "part":
        return compileMicroBatch(this.#network, size, loss);
      case "prediction":
        return compilePrediction(this.#network, size);
      case "evaluation":
        return compileEvaluation(this.#network, size, loss);
      case "loss":
        return compileLoss(this.#network.graph, size, loss);
    }
  }

  /** A plan that is ready to run. Rejects with an OutOfMemoryError when it does not fit into memory. */
  planFor(purpose: Purpose, size: BatchShape): Promise<Ready> {
    const key = `${purpose} ${sizeKey(size)}`;
    const compile = () => this.compile(purpose, size);
    // The loss of an image has no tiles.
    if (purpose === "loss") return this.#cache.replacing(key, compile);
    return PERMANENT.has(purpose) ? this.#cache.permanent(key, compile) : this.#cache.transient(key, compile);
  }

  /** The update after gradient accumulation over all micro-batches. */
  update(): Promise<Ready> {
    return this.#cache.permanent("update", () => compileUpdate(this.#network, this.#training.optimiser));
  }

  /**
   * Micro-batch size: images of a batch per training pass.
   * @throws OutOfMemoryError when not even one fits
   */
  microBatch(size: BatchShape): number {
    return this.#microBatch.get(size, () => imagesAtOnce(this.#network, size, this.#training, this.#limits));
  }

  /** Limits micro-batches of such a batch to `images` images from now on. */
  limitMicroBatch(size: BatchShape, images: number): void {
    this.#microBatch.set(size, images);
  }

  /**
   * Tiling of images of a size for prediction; null if they fit as a whole.
   * @throws OutOfMemoryError when they do not fit even in tiles
   */
  tilesOf(size: BatchShape): ImageTiles | null {
    return this.#tiles.get(size, () => predictionTiles(this.#network, size, this.#limits));
  }

  /**
   * Makes the tiles of images of a size smaller from now on.
   * @throws OutOfMemoryError when no smaller ones are larger than their margins
   */
  limitTiles(size: BatchShape): void {
    const side = this.tilesOf(size)?.side ?? Math.max(size.rows, size.columns);
    this.#tiles.set(size, predictionTiles(this.#network, size, this.#limits, side));
  }

  /** Evaluates images of a size in tiles from now on. */
  evaluateInTiles(size: BatchShape): void {
    this.#evaluatedWhole.set(size, false);
  }

  /** Whether images of a size are evaluated without tiles. */
  evaluatesWhole(size: BatchShape): boolean {
    return this.#evaluatedWhole.get(size, () =>
      fits(memoryOf(this.#network.layout, [this.compile("evaluation", size)]), this.#limits),
    );
  }
}
