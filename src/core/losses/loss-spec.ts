/** What the output of a network states about each pixel. The metrics that judge it follow from this, not from its loss. */
export type Task = "mask" | "direction" | "level";

/** What every loss declares; what follows from it is written nowhere else. */
interface Declared {
  readonly kind: string;
  readonly task: Task;
  /** The targets that it reads, with the channels of each. */
  readonly targets: Readonly<Record<string, number>>;
  /** Its unit, in ASCII for tables. The root of a loss in rad^2 is an angle. */
  readonly unit: "1" | "rad^2" | "nat";
  /** The title of its axis. */
  readonly title: string;
}

/** A loss whose sum over the pixels is divided by the sum of their weights, over the whole batch. */
interface WeightedMean {
  /** The two targets whose product is the weight of a pixel. */
  readonly weightedBy: readonly [string, string];
  /** Lower bound of the sum of weights: the loss of a batch without a taught pixel is 0. */
  readonly floor: number;
}

/** A loss that is a mean over the taught pixels, those whose target `mask` is not below 0. */
interface PlainMean {
  readonly weightedBy: null;
}

/** The declaration of a loss that is a weighted mean. */
export type WeightedLossSpec = Declared & WeightedMean;

/** The declaration of a loss that is a plain mean. */
export type PlainLossSpec = Declared & PlainMean;
