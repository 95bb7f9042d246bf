import type { StackChoice } from "../../../core/dataset/stack-choice.ts";

/** Position of a plane in a stack; all numbers count from 0. */
export interface PlanePlace {
  readonly channel: number;
  readonly slice: number;
  readonly time: number;
}

/** Planes of a stack: one, or all channels at one position. Whatever is left open is chosen automatically. */
export interface PlaneChoice extends StackChoice {
  readonly channel?: number | "all";
}

type Axis = keyof PlanePlace;

const NAMES: Record<Axis, readonly [one: string, many: string]> = {
  channel: ["channel", "channels"],
  slice: ["slice", "slices"],
  time: ["time point", "time points"],
};
/** Order of the choices: a channel belongs to a slice, a slice to a time point. */
const AXES: readonly Axis[] = ["time", "slice", "channel"];

/** The sorted indices of planes along an axis. */
export function placesAlong(planes: readonly PlanePlace[], axis: Axis): number[] {
  return [...new Set(planes.map((plane) => plane[axis]))].sort((a, b) => a - b);
}

function middle(values: readonly number[]): number {
  return values[Math.floor((values.length - 1) / 2)];
}

/** The requested index along an axis; undefined for an axis with a single index. */
function requestedIndex(planes: readonly PlanePlace[], axis: Axis, choice: PlaneChoice): number | undefined {
  const requested = choice[axis];
  return requested === "all" || placesAlong(planes, axis).length < 2 ? undefined : requested;
}

/**
 * The chosen planes of a stack, by channel: a single plane, or one per channel if all are requested. The
 * defaults are the first time point, the middle slice (of an even number, the one before the middle) and the
 * first channel; they also apply to an axis of length 1. Empty if there is no such plane.
 */
export function choosePlanes<Plane extends PlanePlace>(
  planes: readonly Plane[],
  choice: PlaneChoice,
): readonly Plane[] {
  let left = planes;
  for (const axis of AXES) {
    const there = placesAlong(left, axis);
    if (axis === "channel" && choice.channel === "all") {
      return there.flatMap((channel) => left.find((plane) => plane.channel === channel) ?? []);
    }
    const wanted = requestedIndex(planes, axis, choice) ?? (axis === "slice" ? middle(there) : there[0]);
    left = left.filter((plane) => plane[axis] === wanted);
  }
  return left.slice(0, 1);
}

/** A sentence about why `choosePlanes` found nothing. */
export function noPlaneReason(planes: readonly PlanePlace[], choice: PlaneChoice): string {
  for (const axis of AXES) {
    const requested = requestedIndex(planes, axis, choice);
    const there = placesAlong(planes, axis);
    if (requested === undefined || there.includes(requested)) continue;
    const [one, many] = NAMES[axis];
    return `There is no such plane: the stack has ${there.length} ${many}, and ${one} ${requested + 1} was chosen. Choose another, or none.`;
  }
  return "There is no such plane in the stack: the chosen slice and time point do not occur together. Choose another, or none.";
}

/** Whether an image is one plane of a stack, by the notes of `planeNotes`; for records without the plane. */
export function isOfStack(notes: readonly string[]): boolean {
  return notes.some((note) => /^Of \d+ (slices|time points), /.test(note));
}

function channelNote(count: number, used: readonly PlanePlace[], there: readonly number[]): string {
  if (used.length === 1) return `Of ${count} channels, number ${there.indexOf(used[0].channel) + 1} is used.`;
  const which =
    used.length === count
      ? `All ${count} channels are`
      : `Of ${count} channels, the first ${used.length} are`;
  return `${which} kept; the recipe chooses one of them, or their mean.`;
}

/** A note for each axis of length 2 or more, given the planes in use. */
export function planeNotes(planes: readonly PlanePlace[], used: readonly PlanePlace[]): string[] {
  return AXES.flatMap((axis) => {
    const there = placesAlong(planes, axis);
    if (there.length < 2) return [];
    if (axis === "channel") return [channelNote(there.length, used, there)];
    const [{ [axis]: place }] = used;
    const which = axis === "slice" && place === middle(there) ? "the middle one " : "";
    return [`Of ${there.length} ${NAMES[axis][1]}, ${which}number ${there.indexOf(place) + 1} is used.`];
  });
}
