import { MASK_LOSS_WEIGHTS } from "./mask-loss-weights.ts";
import type { NetworkName, Stage } from "./recipe.ts";

interface NetworkWords {
  readonly title: string;
  /** What a method that needs the network reads. */
  readonly output: string;
  /** What it predicts. */
  readonly predicts: string;
}

/** What a network is called, and what it predicts. */
export const NETWORK_WORDS: Readonly<Record<NetworkName, NetworkWords>> = {
  semantic: { title: "U-Net", output: "the mask", predicts: "which pixels are cell" },
  direction: {
    title: "Direction Net",
    output: "unit vectors",
    predicts: "which way is away from the nearest edge of a pixel's own cell",
  },
  energy: {
    title: "Watershed Net",
    output: "depth levels",
    predicts: "how deep inside its cell a pixel lies",
  },
};

interface LossWords {
  readonly formula: string;
  /** As `curves.csv` has it: 1, rad^2, nat. */
  readonly unit: string;
}

interface StageWords {
  readonly title: string;
  /** The networks that it trains. */
  readonly networks: string;
  /** What it trains, in a line. */
  readonly trains: string;
  readonly loss: LossWords;
}

const { semantic, direction, energy } = NETWORK_WORDS;
const { crossEntropyShare, diceShare } = MASK_LOSS_WEIGHTS;
const CROSS_ENTROPY: LossWords = { formula: "cross entropy", unit: "nat" };

/** The stages with all their words. */
export const STAGE_WORDS: Readonly<Record<Stage, StageWords>> = {
  semantic: {
    title: "Semantic",
    networks: semantic.title,
    trains: `${semantic.title}: ${semantic.predicts}`,
    loss: { formula: `${crossEntropyShare} CE + ${diceShare} (1 − Dice)`, unit: "1" },
  },
  direction: {
    title: "Direction",
    networks: direction.title,
    trains: `${direction.title}: ${direction.predicts}`,
    loss: { formula: "squared angle", unit: "rad^2" },
  },
  energy: {
    title: "Energy",
    networks: energy.title,
    trains: `${energy.title}: ${energy.predicts}`,
    loss: CROSS_ENTROPY,
  },
  joint: {
    title: "Joint",
    networks: "Direction + Watershed Net",
    trains: "Direction and Watershed Net as one, end to end by the loss of the levels",
    loss: CROSS_ENTROPY,
  },
};

/** Name of a stage on the page. */
export function stageTitle(stage: Stage): string {
  return STAGE_WORDS[stage].title;
}

/** The loss of a stage with its unit, e.g. `squared angle (rad²)`. */
export function lossTitle(stage: Stage): string {
  const { formula, unit } = STAGE_WORDS[stage].loss;
  return unit === "1" ? formula : `${formula} (${unit.replace("^2", "²")})`;
}
