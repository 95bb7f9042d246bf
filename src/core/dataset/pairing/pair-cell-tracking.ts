import { append } from "../../append.ts";
import type { Refusal } from "../image-record.ts";
import type { FoundPair, PairsFound, SpareSource } from "./found-pair.ts";
import { splitPath } from "./path-name.ts";

const SEQUENCE = /^\d{2,4}$/;
const FRAME = /^t(\d{3,6})$/i;
const TRUTH_FOLDER = /^(\d{2,4})_(GT|ST)$/i;
const RESULT_FOLDER = /^(\d{2,4})_RES$/i;
const CELLS = /^man_seg_?(\d{3,6})(_\d{1,6})?$/i;
const MARKERS = /^man_track_?(\d{3,6})$/i;
const RESULT = /^mask_?(\d{3,6})$/i;

const NOT_CELLS =
  "Markers for tracking are not whole cells, so they are not taken as labels. The masks in SEG are.";
const ONE_SLICE = "These are the labels of one slice of a stack, but only one plane is read from a stack.";
const NO_FRAME =
  "No image was found for these labels: the frame of this number in the sequence of this number.";
const OF_A_PROGRAM = "The labels are results of a program (a folder _RES), not ground truth.";

/**
 * Sources of a frame's labels, the best first: people, several programs combined, one program, markers only.
 */
const ORIGINS = ["gold", "silver", "result", "markers"] as const;
type Origin = (typeof ORIGINS)[number];

/** Labels of one frame. */
interface Annotation {
  readonly path: string;
  /** Folder, sequence and number of the frame. */
  readonly frame: string;
  readonly origin: Origin;
  /** Why the labels cannot be used, as a sentence; otherwise null. */
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

function resultOf(path: string): Annotation | null {
  const { folders, stem } = splitPath(path);
  const sequence = RESULT_FOLDER.exec(folders.at(-1) ?? "")?.[1];
  const frame = RESULT.exec(stem)?.[1];
  if (!sequence || !frame) return null;
  return { path, frame: keyOf(folders.slice(0, -1), sequence, frame), origin: "result", problem: null };
}

function annotationOf(path: string): Annotation | null {
  const { folders, stem } = splitPath(path);
  const truth = TRUTH_FOLDER.exec(folders.at(-2) ?? "");
  if (!truth) return resultOf(path);
  const [, sequence, kind] = truth;
  const markers = MARKERS.exec(stem)?.[1];
  const cells = CELLS.exec(stem);
  const number = markers ?? cells?.[1];
  if (number === undefined) return null;
  const frame = keyOf(folders.slice(0, -2), sequence, number);
  if (markers !== undefined) return { path, frame, origin: "markers", problem: NOT_CELLS };
  const problem = cells?.[2] === undefined ? null : ONE_SLICE;
  return { path, frame, origin: kind.toUpperCase() === "GT" ? "gold" : "silver", problem };
}

const inSequence = (path: string, parts: number) => path.split("/").slice(-parts).join("/");

export function describeFrame(image: string, labels: string): string {
  const parts = RESULT_FOLDER.test(splitPath(labels).folders.at(-1) ?? "") ? 2 : 3;
  return `${inSequence(image, 2)} with ${inSequence(labels, parts)}`;
}

function spareOf({ origin, path }: Annotation): SpareSource {
  const kind = origin === "silver" || origin === "markers" ? origin : "other";
  return { kind, truth: { kind: "labels", path } };
}

/**
 * The best labels of a frame; null if it has none. The choice between gold and silver truth is made when both
 * are read.
 */
function pairOf(image: string, ofFrame: readonly Annotation[]): FoundPair | null {
  const [best, ...others] = ofFrame.filter(({ problem }) => problem === null);
  if (!best) return null;
  const markers = ofFrame.filter(({ origin }) => origin === "markers");
  const spare = [...others, ...markers].map(spareOf);
  return {
    image,
    truth: { kind: "labels", path: best.path },
    source: describeFrame(image, best.path),
    why: "frame of the Cell Tracking Challenge",
    ...(spare.length > 0 ? { spare } : {}),
    ...(best.origin === "result" ? { notes: [OF_A_PROGRAM] } : {}),
  };
}

/** The labels of one frame that are refused whatever their content. */
function refusalsOf(ofFrame: readonly Annotation[], pair: FoundPair | null): Refusal[] {
  const taken = pair?.truth.kind === "labels" ? pair.truth.path : null;
  const gold = ofFrame.some(({ path, origin }) => path === taken && origin === "gold");
  return ofFrame.flatMap(({ path, origin, problem }) => {
    if (problem) return [{ file: path, reason: problem }];
    if (taken === null) return [{ file: path, reason: NO_FRAME }];
    if (path === taken || (origin === "silver" && gold)) return [];
    return [{ file: path, reason: `The image already has its labels: ${pair?.source}.` }];
  });
}

/**
 * Finds the layout of the Cell Tracking Challenge: `01/t000.tif` with `01_GT/SEG/man_seg000.tif`, with the
 * combined result of several programs, `01_ST/SEG/man_seg000.tif`, or with the result of one program,
 * `01_RES/mask000.tif`; the first of these is used. Gold truth keeps the silver truth and the tracking
 * markers, `man_track000.tif`, as spare sources that show whether it contains all cells. Only some frames
 * have labels. Markers are never used as labels.
 */
export function pairCellTracking(files: readonly string[]): PairsFound {
  const frames = new Map<string, string>();
  const annotations = new Map<string, Annotation[]>();
  for (const path of files) {
    const frame = frameOf(path);
    if (frame && !frames.has(frame)) frames.set(frame, path);
    const annotation = annotationOf(path);
    if (!annotation) continue;
    const ofFrame = annotations.get(annotation.frame);
    if (ofFrame) ofFrame.push(annotation);
    else annotations.set(annotation.frame, [annotation]);
  }
  const pairs: FoundPair[] = [];
  const refused: Refusal[] = [];
  for (const [frame, ofFrame] of annotations) {
    ofFrame.sort((a, b) => ORIGINS.indexOf(a.origin) - ORIGINS.indexOf(b.origin));
    const image = frames.get(frame);
    const pair = image === undefined ? null : pairOf(image, ofFrame);
    if (pair) pairs.push(pair);
    append(refused, refusalsOf(ofFrame, pair));
  }
  return { pairs, refused };
}
