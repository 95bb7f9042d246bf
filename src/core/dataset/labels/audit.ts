import { type Components, labelComponents } from "../../raster/label-components.ts";
import { IGNORED, type Labels, type Pixels } from "../../raster/plane.ts";
import { withoutBackground } from "./background-cell.ts";
import { judgeNumbers } from "./cell-numbers.ts";
import { withIgnored } from "./ignored-pixels.ts";
import { areOutlines } from "./outlines.ts";
import { softEdgesProblem } from "./soft-edges.ts";

/**
 * Labels are not hand-drawn if they have more one-pixel components than this, and more than half of all
 * components are such.
 */
const MAX_SINGLE_PIXELS = 100;

/** The reason given for outlines of cells. */
export const OUTLINES =
  "These are outlines, not cells: thin lines with background inside. Fill them, each cell with its own number.";

/** Result of checking labels before they are used. */
export interface Audit {
  /** Why they cannot be used, as a sentence; otherwise null. */
  readonly problem: string | null;
  /** The labels to use: those given, or the connected components of a binary mask as cells. */
  readonly labels: Labels;
  readonly cells: number;
  readonly notes: readonly string[];
}

/** Why the size of labels does not match an image; null if it does. */
export function sizeProblem(
  pixels: { readonly rows: number; readonly columns: number },
  labels: { readonly rows: number; readonly columns: number },
): string | null {
  if (pixels.rows === labels.rows && pixels.columns === labels.columns) return null;
  const sizes = `the image has ${pixels.rows} rows and ${pixels.columns} columns, its labels ${labels.rows} rows and ${labels.columns} columns`;
  const transposed = pixels.rows === labels.columns && pixels.columns === labels.rows;
  return transposed ? `Rows and columns are swapped: ${sizes}.` : `The sizes differ: ${sizes}.`;
}

/** Whether the labels equal the values of an image with one channel. */
function areValues({ data }: Labels, pixels: Pixels): boolean {
  return data.every((id, pixel) => pixels.data[pixel] === id);
}

/** Whether colours of the image and ids correspond one to one. */
function areColours({ data }: Labels, { channels, data: samples }: Pixels): boolean {
  const ids = new Map<string, number>();
  const colours = new Map<number, string>();
  for (let pixel = 0; pixel < data.length; pixel++) {
    const colour = samples.subarray(pixel * channels, (pixel + 1) * channels).join();
    const id = data[pixel];
    if ((ids.get(colour) ?? id) !== id || (colours.get(id) ?? colour) !== colour) return false;
    ids.set(colour, id);
    colours.set(id, colour);
  }
  return true;
}

/** Whether the labels are the image itself, as values or as colours, and not constant. */
function isImage(labels: Labels, pixels: Pixels): boolean {
  const varies = labels.data.some((id) => id !== labels.data[0]);
  return varies && (pixels.channels === 1 ? areValues(labels, pixels) : areColours(labels, pixels));
}

/**
 * Checks that a label image contains cells. Labels with background only are valid. A background labelled as a
 * cell becomes 0 if that is certain. A single id in several connected components is a binary mask, and a few
 * ids in many compact components are colours of cells; in both cases the 8-connected components become the
 * cells. Notes report each change.
 *
 * @param image The image the labels belong to, of the same size; null if there is none.
 */
export function auditLabels(labels: Labels, pixels: Pixels | null): Audit {
  const refused = (problem: string): Audit => ({ problem, labels, cells: countIds(labels), notes: [] });
  if (countIds(labels) === 0) return { problem: null, labels, cells: 0, notes: [] };
  if (pixels && isImage(labels, pixels)) {
    return refused(
      "The mask looks like the image itself: both hold the same values. Add the labels instead.",
    );
  }
  const drawn = labelComponents(labels);
  const single = drawn.areas.filter((area) => area === 1).length;
  if (single > MAX_SINGLE_PIXELS && 2 * single > drawn.count) {
    const photo = `This is a photo, not labels, or labels that were resized with interpolation: ${single} of its regions are a single pixel. Resize labels by the nearest pixel.`;
    return refused(softEdgesProblem(labels) ?? photo);
  }
  const background = withoutBackground(labels, drawn);
  if (background.problem) return refused(background.problem);
  return auditForeground(background.labels, background.labels === labels ? drawn : null, background.notes);
}

/** Checks labels whose background is 0. */
function auditForeground(labels: Labels, known: Components | null, notes: readonly string[]): Audit {
  const components = known ?? labelComponents(labels);
  const ids = countIds(labels);
  const refused = (problem: string): Audit => ({ problem, labels, cells: ids, notes: [] });
  if (areOutlines(labels, components)) return refused(OUTLINES);
  const fromComponents = (note: string): Audit => {
    const cells = withIgnored(components.labels, labels);
    return { problem: null, labels: cells, cells: components.count, notes: [...notes, note] };
  };
  if (ids === 1 && components.count > 1) {
    return fromComponents(
      `The mask is binary; its ${components.count} connected components were taken as cells, so cells that touch count as one.`,
    );
  }
  const numbers = judgeNumbers(labels, components);
  if (numbers.kind === "none") return refused(softEdgesProblem(labels) ?? numbers.problem);
  if (numbers.kind === "components") return fromComponents(numbers.note);
  return { problem: null, labels, cells: ids, notes: [...notes, ...scatteredNote(components.count - ids)] };
}

function countIds({ data }: Labels): number {
  const ids = new Set(data);
  ids.delete(0);
  ids.delete(IGNORED);
  return ids.size;
}

function scatteredNote(extraComponents: number): string[] {
  if (extraComponents === 0) return [];
  const word = extraComponents === 1 ? "piece lies" : "pieces lie";
  return [`${extraComponents} ${word} apart from the rest of the cell with the same id.`];
}
