/** Where a plane lies in a stack; every number counts from 0. */
export interface PlanePlace {
  readonly channel: number;
  readonly slice: number;
  readonly time: number;
}

/** A plane of a stack that is wanted; what is left open is decided. */
export type PlaneChoice = Partial<PlanePlace>;

type Axis = keyof PlanePlace;

const NAMES: Record<Axis, string> = { channel: "channels", slice: "slices", time: "time points" };
const AXES: readonly Axis[] = ["time", "slice", "channel"];

function places(planes: readonly PlanePlace[], axis: Axis): number[] {
  return [...new Set(planes.map((plane) => plane[axis]))].sort((a, b) => a - b);
}

function middle(values: readonly number[]): number {
  return values[Math.floor((values.length - 1) / 2)];
}

/**
 * The plane of a stack that is meant: where nothing is chosen the first time point, the middle slice (of an even
 * number the one before the middle) and the first channel. Null when there is no such plane.
 */
export function choosePlane<Plane extends PlanePlace>(
  planes: readonly Plane[],
  choice: PlaneChoice,
): Plane | null {
  let left = planes;
  for (const axis of AXES) {
    const there = places(left, axis);
    const wanted = choice[axis] ?? (axis === "slice" ? middle(there) : there[0]);
    left = left.filter((plane) => plane[axis] === wanted);
  }
  return left[0] ?? null;
}

/** What to say of each axis that has more than one place, when `used` was taken. */
export function planeNotes(planes: readonly PlanePlace[], used: PlanePlace): string[] {
  return AXES.flatMap((axis) => {
    const there = places(planes, axis);
    if (there.length < 2) return [];
    const which = axis === "slice" && used.slice === middle(there) ? "the middle one " : "";
    return [`Of ${there.length} ${NAMES[axis]}, ${which}number ${there.indexOf(used[axis]) + 1} is used.`];
  });
}
