import { cpSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { SetName } from "../peers/sets.ts";

/** One point of the chart. */
export interface FewImages {
  readonly set: SetName;
  readonly from: "scratch" | "start";
  /** Number of training images; 0 for the start as it is. */
  readonly images: number;
  readonly seed: number;
  /** Steps of training with these images. */
  readonly steps: number;
  /** Scores of the cells in the predicted mask, means over the validation images. */
  readonly ap50: number;
  readonly kaggle: number;
}

/** Numbers of training images from scratch, and from the start, which has seen none of these. */
export const COUNTS: Readonly<Record<SetName, Readonly<Record<"scratch" | "start", readonly number[]>>>> = {
  nuclei: { scratch: [1, 2, 4, 8, 12, 16, 25], start: [1, 2, 4, 8, 12] },
  phase: { scratch: [1, 2, 4], start: [1, 2, 4] },
};

/** The training images from which the start is made, as numbers in the order of their names; null for none. */
export const START_IMAGES: Readonly<Record<SetName, readonly [from: number, to: number] | null>> = {
  nuclei: [12, 25],
  phase: null,
};

/**
 * Copies the validation images of a set, and its training images from one number to another, counted from 0 without the
 * last, to `out`.
 */
export function copyImages(set: string, [from, to]: readonly [number, number], out: string): void {
  rmSync(out, { recursive: true, force: true });
  cpSync(join(set, "val"), join(out, "val"), { recursive: true });
  const names = readdirSync(join(set, "train", "images")).sort();
  for (const name of names.slice(from, to))
    for (const kind of ["images", "masks"])
      cpSync(join(set, "train", kind, name), join(out, "train", kind, name), { recursive: true });
}
