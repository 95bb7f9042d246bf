import type { Task } from "../recipe/task.ts";

/** The loss from its sums over the pixels; `scale` is the result of `lossScale`. */
export type LossFromSums = (sums: ArrayLike<number>, scale: number) => number;

/** Declaration common to all losses, and the only place for these properties. */
interface Declared {
  readonly kind: string;
  readonly task: Task;
  /** Targets that the loss reads, with their numbers of channels. */
  readonly targets: Readonly<Record<string, 1 | 2>>;
  /** Numbers of the formula, and at most one list of them, for which kernels are specialised. */
  readonly constants: Readonly<Record<string, number | readonly number[]>>;
  /**
   * Null for a loss that is a mean over the pixels of what each contributes. Otherwise the loss as a function of up
   * to four sums over all pixels, on which its gradient depends, too.
   */
  readonly fromSums: LossFromSums | null;
  /** Unit, in ASCII for tables. The root of a loss in rad^2 is an angle. */
  readonly unit: "1" | "rad^2" | "rad^2 px" | "nat";
  /** Axis title. */
  readonly title: string;
}

/** A loss whose sum over the pixels is divided by the sum of their weights, over the whole batch. */
interface WeightedMean {
  /** The two targets whose product is the weight of a pixel. */
  readonly weightedBy: readonly [string, string];
  /** Lower bound of the sum of weights: the loss of a batch without a valid pixel is 0. */
  readonly floor: number;
}

/**
 * A loss that is a mean over the pixels that are not ignored: those where the target `mask` is not below 0.
 */
interface PlainMean {
  readonly weightedBy: null;
}

/** A loss whose sum over the pixels is divided by the number of images in the batch. */
interface SummedOverPixels {
  readonly weightedBy: "images";
}

/** The declaration of a loss that is a weighted mean. */
export type WeightedLossSpec = Declared & WeightedMean;

/** The declaration of a loss that is a plain mean. */
export type PlainLossSpec = Declared & PlainMean;

/** The declaration of a loss that is a sum over the pixels of an image. */
export type SummedLossSpec = Declared & SummedOverPixels;
