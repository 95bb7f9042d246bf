import { countsOfText, runsOfCounts } from "../../../core/dataset/runs/coco-runs.ts";
import { polygonRuns } from "../../../core/dataset/runs/polygon-runs.ts";
import { RunLengthError, type Runs } from "../../../core/dataset/runs/run-length.ts";

/** An unvalidated JSON object. */
export type Fields = Record<string, unknown>;

/** Whether a JSON value is an object. */
export const isFields = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The coordinates of a polygon; null if there are too few to enclose an area. */
function polygonOf(value: unknown): number[] | null {
  if (!Array.isArray(value)) throw new RunLengthError("its segmentation is not one of COCO's formats");
  if (!value.every((part) => typeof part === "number"))
    throw new RunLengthError("its polygon holds a value that is not a number");
  if (value.length % 2 !== 0) throw new RunLengthError("its polygon has an odd number of coordinates");
  return value.length < 6 ? null : value;
}

/**
 * Pixels of a cell drawn from COCO's `segmentation`, in an image of this size in px.
 *
 * @throws RunLengthError if it is invalid; its message ends a sentence about the annotation.
 */
export function runsOfSegmentation(segmentation: unknown, rows: number, columns: number): Runs {
  if (segmentation === null || segmentation === undefined) return new Int32Array(0);
  if (Array.isArray(segmentation)) {
    // Some programs write a single polygon without the enclosing list.
    const parts = typeof segmentation[0] === "number" ? [segmentation] : segmentation;
    const polygons = parts.map(polygonOf).filter((polygon) => polygon !== null);
    const runs = polygonRuns(polygons, rows, columns);
    if (!runs) throw new RunLengthError("its polygon crosses more rows than any cell does");
    return runs;
  }
  const { size, counts } = isFields(segmentation) ? segmentation : {};
  if (!Array.isArray(size) || size[0] !== rows || size[1] !== columns) {
    throw new RunLengthError("its run lengths are for an image of another size");
  }
  const list = typeof counts === "string" ? countsOfText(counts) : counts;
  if (!Array.isArray(list)) throw new RunLengthError("it has no run lengths");
  return runsOfCounts(list, rows, columns);
}
