import type { NetworkName, Stage } from "./recipe.ts";

interface NetworkText {
  readonly title: string;
  /** Output that instance methods read. */
  readonly output: string;
  /** Predicted quantity. */
  readonly predicts: string;
}

/** Titles of the networks and descriptions of their outputs. */
export const NETWORK_TEXT: Readonly<Record<NetworkName, NetworkText>> = {
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
  shared: {
    title: "Shared U-Net",
    output: "mask, vectors and levels",
    predicts: "mask, direction and depth at once, by one network with three heads",
  },
};

interface StageText {
  /** Title on the page: what the stage gives. */
  readonly title: string;
  /** What the stage gives, in a few words. */
  readonly gives: string;
  /** Networks that the stage trains. */
  readonly networks: string;
  /** Description in one line. */
  readonly trains: string;
}

const { semantic, direction, energy, shared } = NETWORK_TEXT;

/** Titles and descriptions of the stages. */
export const STAGE_TEXT: Readonly<Record<Stage, StageText>> = {
  semantic: {
    title: "Cell mask",
    gives: "The pixels that belong to cells",
    networks: semantic.title,
    trains: `${semantic.title}: ${semantic.predicts}`,
  },
  direction: {
    title: "Direction",
    gives: "The direction away from the nearest cell edge",
    networks: direction.title,
    trains: `${direction.title}: ${direction.predicts}`,
  },
  energy: {
    title: "Depth",
    gives: "The depth of each pixel inside its cell",
    networks: energy.title,
    trains: `${energy.title}: ${energy.predicts}`,
  },
  joint: {
    title: "All together",
    gives: "Direction and depth, fine-tuned end to end",
    networks: "Direction + Watershed Net",
    trains: "Direction and Watershed Net trained end to end with the level loss",
  },
  shared: {
    title: "All in one",
    gives: "Mask, direction and depth from one network",
    networks: shared.title,
    trains: `${shared.title}: ${shared.predicts}`,
  },
};

/** Title of a stage on the page. */
export function stageTitle(stage: Stage): string {
  return STAGE_TEXT[stage].title;
}
