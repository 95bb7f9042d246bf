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
  semantic: { title: "U-Net", output: "the mask", predicts: "which pixels belong to cells" },
  direction: {
    title: "Direction Net",
    output: "unit vectors",
    predicts: "the direction away from the nearest edge of a pixel's own cell",
  },
  energy: {
    title: "Watershed Net",
    output: "depth levels",
    predicts: "how deep inside its cell a pixel lies",
  },
};

interface StageWords {
  readonly title: string;
  /** The networks that it trains. */
  readonly networks: string;
  /** What it trains, in a line. */
  readonly trains: string;
}

const { semantic, direction, energy } = NETWORK_WORDS;

/** The stages with all their words. */
export const STAGE_WORDS: Readonly<Record<Stage, StageWords>> = {
  semantic: {
    title: "Semantic",
    networks: semantic.title,
    trains: `${semantic.title}: ${semantic.predicts}`,
  },
  direction: {
    title: "Direction",
    networks: direction.title,
    trains: `${direction.title}: ${direction.predicts}`,
  },
  energy: {
    title: "Energy",
    networks: energy.title,
    trains: `${energy.title}: ${energy.predicts}`,
  },
  joint: {
    title: "Joint",
    networks: "Direction + Watershed Net",
    trains: "Direction and Watershed Net trained end to end with the level loss",
  },
};

/** Name of a stage on the page. */
export function stageTitle(stage: Stage): string {
  return STAGE_WORDS[stage].title;
}
