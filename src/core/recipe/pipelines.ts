import { type NetworkName, networksOf, type Pipeline, STAGES, type Stage } from "./recipe.ts";
import type { FieldQuantity } from "./task.ts";

interface PipelineText {
  readonly title: string;
  readonly stages: readonly Stage[];
  /** What distinguishes it, for the choice on the page. */
  readonly explanation: string;
}

/** The two ways from an image to mask, directions and levels. */
export const PIPELINES: Readonly<Record<Pipeline, PipelineText>> = {
  shared: {
    title: "One network",
    stages: ["shared"],
    explanation:
      "One U-Net with three heads learns mask, direction and depth together. Finds more cells in new images, with a fifth of the training.",
  },
  published: {
    title: "Three networks",
    stages: ["semantic", "direction", "energy", "joint"],
    explanation:
      "The Deep Watershed Transform as published: a U-Net for the mask, then a Direction Net and a Watershed Net inside it. Better where the true mask is given.",
  },
};

/** What each network predicts. */
const PREDICTED: Readonly<Record<NetworkName, readonly FieldQuantity[]>> = {
  semantic: ["mask"],
  direction: ["direction"],
  energy: ["level"],
  shared: ["mask", "direction", "level"],
};

/** The network of the published pipeline that predicts a quantity. */
export const PUBLISHED_NETWORK = {
  mask: "semantic",
  direction: "direction",
  level: "energy",
} as const satisfies Readonly<Record<FieldQuantity, NetworkName>>;

/** The pipeline that predicts: the chosen one if any of its stages is trained, else the other one if that is. */
export function pipelineInUse(trained: readonly Stage[], chosen: Pipeline): Pipeline {
  const isTrained = (pipeline: Pipeline) =>
    PIPELINES[pipeline].stages.some((stage) => trained.includes(stage));
  const other = chosen === "shared" ? "published" : "shared";
  return !isTrained(chosen) && isTrained(other) ? other : chosen;
}

/** The trained stages whose networks predict, in order. */
export function stagesInUse(trained: readonly Stage[], chosen: Pipeline): readonly Stage[] {
  const { stages } = PIPELINES[pipelineInUse(trained, chosen)];
  return STAGES.filter((stage) => trained.includes(stage) && stages.includes(stage));
}

/** Whether one of the networks of these stages predicts a quantity. */
export function predictsQuantity(stages: readonly Stage[], quantity: FieldQuantity): boolean {
  return stages.flatMap(networksOf).some((name) => PREDICTED[name].includes(quantity));
}

/** The chosen stages that belong to a pipeline; all of it if none does. */
export function stagesOfPipeline(pipeline: Pipeline, chosen: readonly Stage[]): readonly Stage[] {
  const { stages } = PIPELINES[pipeline];
  const own = stages.filter((stage) => chosen.includes(stage));
  return own.length > 0 ? own : stages;
}
