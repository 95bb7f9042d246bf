import { counted } from "../../core/counted.ts";
import type { ImageSplit, SplitImage } from "../../core/dataset/sampling/split.ts";

const NO_VALIDATION =
  "There are no validation images: without a validation loss, angle or score, overfitting cannot be seen.";
const IN_PAIRING = "in the table under Pairing";

/** Groups that a message names at most. */
const NAMED_GROUPS = 3;

function namesOf(groups: readonly string[]): string {
  const named = groups.slice(0, NAMED_GROUPS).join(", ");
  const others = groups.length - NAMED_GROUPS;
  return others > 0 ? `${named} and ${counted(others, "other")}` : named;
}

/**
 * What the sets of a dataset lack, or what is doubtful about them, as sentences with advice; none without
 * images with masks, which is reported elsewhere.
 */
export function splitProblems(split: ImageSplit<SplitImage>): readonly string[] {
  const { training, validation, prediction, excluded, separatedGroups } = split;
  const spare = [...prediction, ...excluded].some(({ labelled }) => labelled);
  const problems: string[] = [];
  if (training.length === 0 && (validation.length > 0 || spare)) {
    problems.push(`There is no image to train on. Assign some with a mask to training ${IN_PAIRING}.`);
  }
  if (training.length > 0 && validation.length === 0) {
    const how =
      spare || training.length > 1
        ? `Assign an image with a mask to validation ${IN_PAIRING}, or add one.`
        : "Add a second image with a mask.";
    problems.push(`${NO_VALIDATION} ${how} Images of one group count as one image.`);
  }
  if (separatedGroups.length > 0) {
    const [group, is] = separatedGroups.length === 1 ? ["The group", "is"] : ["The groups", "are"];
    problems.push(
      `${group} ${namesOf(separatedGroups)} ${is} in both training and validation, as assigned by hand: validation scores are optimistic.`,
    );
  }
  return problems;
}
