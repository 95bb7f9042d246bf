import { MAX_PLANES } from "../../../core/dataset/stack-choice.ts";
import type { PlanePlace } from "../raster/plane-choice.ts";
import type { StackPlanes } from "../raster/stack-planes.ts";

/** Maximum length; longer descriptions are not from tifffile. */
const MAX_LETTERS = 2 ** 16;

/** tifffile axes that are stack positions; any other axis (`Q`, `I`, ...) counts as slices. */
const AXES: Readonly<Record<string, keyof PlanePlace>> = { C: "channel", Z: "slice", T: "time" };
/** Axes within a page. */
const OF_PAGE = "YXS";

function isSizes(shape: unknown): shape is number[] {
  return Array.isArray(shape) && shape.every((size) => Number.isSafeInteger(size) && size > 0);
}

function fieldsOf(description: string): { shape: number[]; axes: string } | null {
  if (!description.startsWith('{"shape":') || description.length > MAX_LETTERS) return null;
  try {
    const { shape, axes } = JSON.parse(description) as { shape?: unknown; axes?: unknown };
    return isSizes(shape) ? { shape, axes: typeof axes === "string" ? axes : "" } : null;
  } catch {
    return null;
  }
}

/**
 * The planes in tifffile's description of a TIFF: `{"shape": [2, 96, 128], "axes": "CYX"}`. Axes within a
 * page are skipped; without axes, and beyond the shape, all planes are slices. Null if the description is not
 * from tifffile or is inconsistent.
 *
 * @param perPage Values per page: rows x columns x channels.
 */
export function shapedPlanes(description: string, perPage: number): StackPlanes | null {
  const fields = fieldsOf(description);
  if (!fields) return null;
  const { shape, axes } = fields;
  const count = shape.reduce((product, size) => product * size, 1) / perPage;
  if (!Number.isSafeInteger(count) || count < 1 || count > MAX_PLANES) return null;
  const named = axes.length === shape.length ? [...axes] : [];
  const outer = named.flatMap((letter, at) =>
    OF_PAGE.includes(letter) ? [] : [{ letter, size: shape[at] }],
  );
  // Channels may be stored interleaved in each page.
  const ofPages = [outer, outer.filter(({ letter }) => letter !== "C")].find(
    (all) => all.reduce((product, { size }) => product * size, 1) === count,
  );
  return {
    count,
    place: (index) => {
      const place = { channel: 0, slice: 0, time: 0 };
      if (!ofPages || index >= count) return { ...place, slice: index };
      let rest = index;
      const steps = { channel: 1, slice: 1, time: 1 };
      for (const { letter, size } of ofPages.toReversed()) {
        const axis = AXES[letter] ?? "slice";
        place[axis] += (rest % size) * steps[axis];
        steps[axis] *= size;
        rest = Math.floor(rest / size);
      }
      return place;
    },
  };
}
