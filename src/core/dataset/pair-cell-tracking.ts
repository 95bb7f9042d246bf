import type { FoundPair, PairsFound } from "./found-pair.ts";
import type { Refusal } from "./image-record.ts";
import { splitPath } from "./path-name.ts";

const SEQUENCE = /^\d{2,4}$/;
const FRAME = /^t(\d{3,6})$/i;
const TRUTH_FOLDER = /^(\d{2,4})_(GT|ST)$/i;
const CELLS = /^man_seg_?(\d{3,6})(_\d{1,6})?$/i;
const MARKERS = /^man_track_?\d{3,6}$/i;

const NOT_CELLS =
  "Markers for tracking are not whole cells, so they are not taken as labels. The masks in SEG are.";
const ONE_SLICE = "These are the labels of one slice of a stack, and stacks have one plane taken only.";
const NO_FRAME =
  "No image was found for these labels: the frame of this number in the sequence of this number.";

/** Labels of a frame, by their path. */
interface Annotation {
  readonly path: string;
  /** Folder, sequence and number of the frame. */
  readonly frame: string;
  /** Whether people drew them, rather than several programs together. */
  readonly gold: boolean;
  /** A sentence when they cannot be used, else null. */
  readonly problem: string | null;
}

const keyOf = (folders: readonly string[], sequence: string, frame: string) =>
  [...folders, sequence, Number(frame)].join("/");

function frameOf(path: string): string | null {
  const { folders, stem } = splitPath(path);
  const sequence = folders.at(-1) ?? "";
  const frame = FRAME.exec(stem)?.[1];
  return frame && SEQUENCE.test(sequence) ? keyOf(folders.slice(0, -1), sequence, frame) : null;
}

function annotationOf(path: string): Annotation | null {
  const { folders, stem } = splitPath(path);
  const truth = TRUTH_FOLDER.exec(folders.at(-2) ?? "");
  if (!truth) return null;
  const [, sequence, kind] = truth;
  if (MARKERS.test(stem)) return { path, frame: "", gold: false, problem: NOT_CELLS };
  const cells = CELLS.exec(stem);
  if (!cells) return null;
  const frame = keyOf(folders.slice(0, -2), sequence, cells[1]);
  const problem = cells[2] === undefined ? null : ONE_SLICE;
  return { path, frame, gold: kind.toUpperCase() === "GT", problem };
}

const inSequence = (path: string, parts: number) => path.split("/").slice(-parts).join("/");

/**
 * Finds the layout of the Cell Tracking Challenge: `01/t000.tif` with `01_GT/SEG/man_seg000.tif` or, made by several
 * programs together, `01_ST/SEG/man_seg000.tif`; of both the first. Only some frames have labels. Tracking markers,
 * `man_track000.tif`, are refused.
 */
export function pairCellTracking(files: readonly string[]): PairsFound {
  const pairs = new Map<string, FoundPair>();
  const refused: Refusal[] = [];
  const frames = new Map<string, string>();
  for (const path of files) {
    const frame = frameOf(path);
    if (frame) frames.set(frame, path);
  }
  const annotations = files.map(annotationOf).filter((found) => found !== null);
  annotations.sort((a, b) => Number(b.gold) - Number(a.gold));
  for (const { path, frame, problem } of annotations) {
    const image = frames.get(frame);
    const taken = pairs.get(frame);
    if (problem || !image) refused.push({ file: path, reason: problem ?? NO_FRAME });
    else if (taken)
      refused.push({ file: path, reason: `The image has its labels already: ${taken.source}.` });
    else {
      const source = `${inSequence(image, 2)} with ${inSequence(path, 3)}`;
      pairs.set(frame, {
        image,
        truth: { kind: "labels", path },
        source,
        why: "frame of the Cell Tracking Challenge",
      });
    }
  }
  return { pairs: [...pairs.values()], refused };
}
