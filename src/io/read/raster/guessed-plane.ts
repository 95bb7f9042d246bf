import type { StackChoice } from "../../../core/dataset/stack-choice.ts";
import type { TakenPlane } from "./cells-on-plane.ts";
import type { PlanePlace } from "./plane-choice.ts";

const AXES = [
  { axis: "time", many: "time points", taken: "the first", option: "--time" },
  { axis: "slice", many: "slices", taken: "the middle", option: "--slice" },
] as const;

const lengthOf = (planes: readonly PlanePlace[], axis: "slice" | "time") =>
  new Set(planes.map((plane) => plane[axis])).size;

/**
 * What is said where an image is a stack and its labels do not tell which plane of it they belong to.
 *
 * @param labels Planes of the labels; none where they are no image.
 */
export function guessedPlaneNotes(
  { planes }: Pick<TakenPlane, "planes">,
  labels: readonly PlanePlace[],
  chosen: StackChoice = {},
): string[] {
  return AXES.flatMap(({ axis, many, taken, option }) => {
    const count = lengthOf(planes, axis);
    if (chosen[axis] !== undefined || count < 2 || lengthOf(labels, axis) > 1) return [];
    const one = many.slice(0, -1);
    return [
      `That the labels belong to ${taken} of the ${count} ${many} is a guess, since they do not say which. If it is another one, choose the ${one} (under Data, Stacks, or with ${option}) and add the files again.`,
    ];
  });
}
