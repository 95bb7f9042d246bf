import type { StackPlane } from "../../../core/dataset/image-record.ts";
import type { TakenPlane } from "./cells-on-plane.ts";
import { type PlanePlace, placesAlong } from "./plane-choice.ts";

/** The stack position that is stored with an image; null if its file has a single plane. */
export function stackPlaneOf({ planes, slice, time }: TakenPlane): StackPlane | null {
  if (planes.length < 2) return null;
  return {
    planes: planes.length,
    slices: placesAlong(planes, "slice").length,
    times: placesAlong(planes, "time").length,
    slice,
    time,
    numbers: planes.flatMap((plane, index) =>
      plane.slice === slice && plane.time === time ? [index + 1] : [],
    ),
  };
}

/** `count` different numbers, starting at 0, that include `first`. */
function numbersWith(first: number, count: number): number[] {
  return Array.from({ length: count }, (_, index) => index).map((index) =>
    index === count - 1 && first >= count ? first : index,
  );
}

/**
 * The stack of a stored image, as far as cells that are added later need it: its length, and its planes at
 * the position in use. The arrangement of the other planes is not stored.
 */
export function takenPlaneOf({ planes, slices, times, slice, time, numbers }: StackPlane): TakenPlane {
  const own = new Set(numbers);
  const others = numbersWith(time, times)
    .flatMap((at) => numbersWith(slice, slices).map((of) => ({ channel: 0, slice: of, time: at })))
    .filter((place) => place.slice !== slice || place.time !== time);
  let next = 0;
  const all = Array.from({ length: planes }, (_, index): PlanePlace => {
    if (own.has(index + 1) || others.length === 0) return { channel: 0, slice, time };
    next += 1;
    return others[(next - 1) % others.length];
  });
  return { planes: all, slice, time };
}
