import { counted } from "../counted.ts";
import type { Method } from "../instances/parameters.ts";
import { DEGREES, RANDOM_DIRECTION_LOSS, ZERO_OUTPUT_LOSS } from "../metrics/angle-error.ts";
import { PUBLISHED_NETWORK, predictsQuantity } from "../recipe/pipelines.ts";
import { STAGES, type Stage } from "../recipe/recipe.ts";
import { stageTitle } from "../recipe/stages.ts";
import type { FieldQuantity } from "../recipe/task.ts";
import { wholePercent } from "../whole-percent.ts";
import { shareFound, shareSpurious, trueCells, type VerdictNumbers } from "./verdict-numbers.ts";

/**
 * What limits the cells that are found: nothing much, the mask, the separation of touching cells, a training
 * that ended too soon, or directions that are no better than chance; unknown if the numbers do not tell.
 */
export type Limit = "none" | "mask" | "separation" | "steps" | "direction" | "unknown";

/** What the user can do next. */
export type NextStep = "train" | "addImages" | "changeMethod" | "findCells" | "evaluate";

/** A reason for a result: when it applies, and what to say. */
export interface Cause {
  readonly limit: Limit;
  readonly act: NextStep;
  applies(numbers: VerdictNumbers): boolean;
  /** The reason in a sentence; empty if the share of the cells says it all. */
  because(numbers: VerdictNumbers): string;
  advice(numbers: VerdictNumbers): string;
}

/** Fractions of cells found, and of false positives, at which a result is good. */
const GOOD_SHARE = 0.9;
const FEW_SPURIOUS = 0.1;
/** Fraction of false positives from which they are the main error. */
const MANY_SPURIOUS = 0.3;
/** Gain in the fraction of cells found with the true mask from which the mask is the limit. */
const MASK_GAIN = 0.1;
/** An angle error is no better than chance above this fraction of that of a zero output. */
const CHANCE = 0.93;

const ZERO_DEGREES = Math.sqrt(ZERO_OUTPUT_LOSS) * DEGREES;
const RANDOM_DEGREES = Math.sqrt(RANDOM_DIRECTION_LOSS) * DEGREES;

const MASK_STAGES: readonly Stage[] = ["semantic", "shared"];
const SEPARATION_STAGES: readonly Stage[] = ["direction", "energy", "joint", "shared"];

/** Titles of the stages that train the networks of these quantities, "Cell mask" or "All in one". */
function stagesOf({ networks }: VerdictNumbers, ...quantities: readonly FieldQuantity[]): string {
  if (networks.includes("shared")) return stageTitle("shared");
  return quantities.map((quantity) => stageTitle(PUBLISHED_NETWORK[quantity])).join(" and ");
}

function fallingStages({ falling }: VerdictNumbers, among: readonly Stage[] = STAGES): readonly Stage[] {
  return among.filter((stage) => falling[stage] === true);
}

function areFalling(numbers: VerdictNumbers, among: readonly Stage[]): boolean {
  return fallingStages(numbers, among).length > 0;
}

/** E.g. `the losses of Direction and Depth were still falling when training ended`. */
function wereFalling(numbers: VerdictNumbers, among: readonly Stage[] = STAGES): string {
  const titles = fallingStages(numbers, among).map(stageTitle);
  const [last, ...first] = titles.toReversed();
  const names = first.length === 0 ? last : `${first.toReversed().join(", ")} and ${last}`;
  return `the ${titles.length === 1 ? `loss of ${names} was` : `losses of ${names} were`} still falling when training ended`;
}

/** Whether the Direction Net gives no better directions than a zero or random output. */
function isDead({ angleRmsDegrees }: VerdictNumbers): boolean {
  return angleRmsDegrees !== null && angleRmsDegrees >= CHANCE * ZERO_DEGREES;
}

function maskGain({ predicted, trueMask }: VerdictNumbers): number {
  const [own, best] = [shareFound(predicted), shareFound(trueMask)];
  return own === null || best === null ? 0 : best - own;
}

/** Cells that are missed because they are not separated correctly, with the more frequent error. */
function separationErrors({ predicted }: VerdictNumbers) {
  const { merged, split, falseNegative } = predicted ?? { merged: 0, split: 0, falseNegative: 0 };
  return { merged, split, prevail: merged + split > 0 && merged + split >= falseNegative };
}

/** More labelled images, and which ones would help most. */
function moreImages({ worst, predicted }: VerdictNumbers): string {
  const share = shareFound(predicted) ?? 0;
  const isWorse = worst && worst.trueCells > 0 && worst.matched / worst.trueCells < 0.7 * share;
  if (!isWorse) return "Add more labelled images.";
  return `Add more labelled images, preferably similar to ${worst.name} (${worst.matched} of ${counted(worst.trueCells, "cell")} found).`;
}

/** How to separate touching cells better with a method's own parameters. */
const SEPARATE: Readonly<Record<Method, { readonly more: string; readonly less: string }>> = {
  cut: { more: "raise Cut above level", less: "lower Cut above level" },
  watershed: { more: "lower Prominence", less: "raise Prominence" },
  divergence: { more: "lower Divergence threshold", less: "raise Divergence threshold" },
  follow: { more: "lower Gap-closing radius", less: "raise Gap-closing radius" },
  landscape: { more: "raise Weight of the divergence", less: "raise Prominence" },
  depth: { more: "lower Prominence", less: "raise Prominence" },
  components: { more: "choose another method", less: "raise Minimum size" },
};

function tuneMethod(numbers: VerdictNumbers): string {
  const { merged, split } = separationErrors(numbers);
  const { more, less } = SEPARATE[numbers.method];
  return `Optimise the method on training images, or ${merged >= split ? more : less}.`;
}

function describeSeparation(numbers: VerdictNumbers): string {
  const { merged, split } = separationErrors(numbers);
  const missed = numbers.predicted ? trueCells(numbers.predicted) - numbers.predicted.matched : 0;
  const [count, verb] = merged >= split ? [merged, "merged with others"] : [split, "split into parts"];
  return `Separation limits it: ${count} of the ${missed} others are ${verb}.`;
}

function trainLonger({ longer }: VerdictNumbers): string {
  return longer === null ? "Train longer: increase the number of steps." : `Train longer: ${longer}.`;
}

const always = () => true;

/** The causes in the order in which they are looked for; the first that applies is reported. */
export const CAUSES: readonly Cause[] = [
  {
    limit: "unknown",
    act: "train",
    applies: ({ networks }) => networks.length === 0,
    because: () => "No network is trained yet.",
    advice: () => "Train the networks.",
  },
  {
    limit: "mask",
    act: "train",
    applies: ({ networks }) => !predictsQuantity(networks, "mask"),
    because: () => "These networks predict no mask, so they find no cells in images without masks.",
    advice: () => `Train ${stageTitle("semantic")}, too.`,
  },
  {
    limit: "unknown",
    act: "addImages",
    applies: ({ validationImages }) => validationImages === 0,
    because: () =>
      "How many cells these networks find is unknown: no labelled image was held out for validation.",
    advice: () => "Add at least one more image with masks, and train again.",
  },
  {
    limit: "unknown",
    act: "evaluate",
    applies: ({ predicted }) => predicted === null,
    because: () => "How many cells these networks find has not been measured.",
    advice: () => "Evaluate them on the validation images.",
  },
  {
    limit: "unknown",
    act: "addImages",
    applies: ({ predicted }) => predicted !== null && trueCells(predicted) === 0,
    because: ({ predicted }) => {
      const spurious = predicted?.falsePositive ?? 0;
      const found = spurious === 0 ? "" : ` They predict ${counted(spurious, "false positive")} there.`;
      return `How many cells these networks find is unknown: the validation images contain none.${found}`;
    },
    advice: () => "Add images with cells, and train again.",
  },
  {
    limit: "mask",
    act: "train",
    applies: ({ predicted }) =>
      predicted !== null && Object.values({ ...predicted, falseNegative: 0 }).every((count) => count === 0),
    because: () => "The predicted mask is empty.",
    advice: (numbers) =>
      areFalling(numbers, MASK_STAGES)
        ? trainLonger(numbers)
        : `Train ${stagesOf(numbers, "mask")} longer or at a lower learning rate, and check that the masks fit the images.`,
  },
  {
    limit: "direction",
    act: "train",
    applies: isDead,
    because: ({ angleRmsDegrees }) =>
      `The predicted directions are no better than chance: their angle error is ${angleRmsDegrees?.toFixed(0)}° (zero output ${ZERO_DEGREES.toFixed(0)}°, random ${RANDOM_DEGREES.toFixed(0)}°), so touching cells are not separated.`,
    advice: (numbers) =>
      areFalling(numbers, SEPARATION_STAGES)
        ? trainLonger(numbers)
        : `Train ${stagesOf(numbers, "direction")} longer or at a lower learning rate.`,
  },
  {
    limit: "none",
    act: "findCells",
    applies: ({ predicted }) =>
      (shareFound(predicted) ?? 0) >= GOOD_SHARE &&
      predicted !== null &&
      shareSpurious(predicted) <= FEW_SPURIOUS,
    because: () => "",
    advice: () => "Find the cells of your other images, and export them.",
  },
  {
    limit: "steps",
    act: "train",
    applies: (numbers) => maskGain(numbers) >= MASK_GAIN && areFalling(numbers, MASK_STAGES),
    because: (numbers) => `Training was too short: ${wereFalling(numbers, MASK_STAGES)}.`,
    advice: trainLonger,
  },
  {
    limit: "mask",
    act: "addImages",
    applies: (numbers) => maskGain(numbers) >= MASK_GAIN,
    because: ({ trueMask }) =>
      `The mask limits it: with the true mask they would find ${wholePercent(shareFound(trueMask) ?? 0)}.`,
    advice: moreImages,
  },
  {
    limit: "separation",
    act: "train",
    applies: (numbers) =>
      separationErrors(numbers).prevail && !predictsQuantity(numbers.networks, "direction"),
    because: describeSeparation,
    advice: () =>
      `Train ${stageTitle("direction")} and ${stageTitle("energy")}, which separate touching cells.`,
  },
  {
    limit: "steps",
    act: "train",
    applies: (numbers) => separationErrors(numbers).prevail && areFalling(numbers, SEPARATION_STAGES),
    because: (numbers) =>
      `Training was too short to separate touching cells: ${wereFalling(numbers, SEPARATION_STAGES)}.`,
    advice: trainLonger,
  },
  {
    limit: "separation",
    act: "changeMethod",
    applies: (numbers) => separationErrors(numbers).prevail,
    because: describeSeparation,
    advice: tuneMethod,
  },
  {
    limit: "steps",
    act: "train",
    applies: (numbers) => areFalling(numbers, STAGES),
    because: (numbers) => `Training was too short: ${wereFalling(numbers)}.`,
    advice: trainLonger,
  },
  {
    limit: "mask",
    act: "addImages",
    applies: ({ predicted }) => predicted !== null && shareSpurious(predicted) >= MANY_SPURIOUS,
    because: ({ predicted }) =>
      `The mask limits it: ${counted(predicted?.falsePositive ?? 0, "predicted cell is a false positive", "predicted cells are false positives")}.`,
    advice: moreImages,
  },
  {
    limit: "mask",
    act: "addImages",
    applies: ({ predicted }) => predicted !== null && predicted.falseNegative > predicted.matched / 10,
    because: ({ predicted }) =>
      `Most of the others are missed: ${counted(predicted?.falseNegative ?? 0, "cell has", "cells have")} no predicted cell of similar shape.`,
    advice: moreImages,
  },
  {
    limit: "unknown",
    act: "addImages",
    applies: always,
    because: () => "The numbers do not point to one cause.",
    advice: moreImages,
  },
];
