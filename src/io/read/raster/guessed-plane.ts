import type { StackChoice } from "../../../core/dataset/stack-choice.ts";
import type { TakenPlane } from "./cells-on-plane.ts";
import { type PlanePlace, placesAlong } from "./plane-choice.ts";

const AXES = [
  { axis: "time", one: "time point", option: "--time" },
  { axis: "slice", one: "slice", option: "--slice" },
] as const;

/**
 * Notes for an image that is a stack whose labels do not specify their plane.
 *
 * @param labels Planes of the labels; empty if the labels are not an image.
 */
export function guessedPlaneNotes(
  { planes, ...taken }: TakenPlane,
  labels: readonly PlanePlace[],
  chosen: StackChoice = {},
): string[] {
  return AXES.flatMap(({ axis, one, option }) => {
    const there = placesAlong(planes, axis);
    if (chosen[axis] !== undefined || there.length < 2 || placesAlong(labels, axis).length > 1) return [];
    const which = `${one} ${there.indexOf(taken[axis]) + 1} of ${there.length}`;
    return [
      `That the labels belong to ${which} is a guess, since they do not say which. If it is another one, choose the ${one} (under Data, Stacks, or with ${option}) and add the files again.`,
    ];
  });
}
