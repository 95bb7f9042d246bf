import { IGNORED, type Labels, type Picture } from "../raster/plane.ts";
import { withIgnored } from "./ignored-pixels.ts";
import { labelComponents } from "./label-components.ts";
import { areOutlines } from "./outlines.ts";

/** More one-pixel pieces than this, and more than half of all pieces: no one drew that. */
const MOST_SINGLE_PIXELS = 100;

/** A drawn cell lies in one piece, rarely in a few; the grey values of a photo, and classes of pixels, lie in hundreds. */
const MOST_PIECES_PER_ID = 10;
const PIECES_WORTH_A_LOOK = 100;

/** What is said of lines around cells. */
export const OUTLINES =
  "These are outlines, not cells: thin lines with background inside. Fill them, each cell with a number of its own.";

/** What was found in labels before they are used. */
export interface Audit {
  /** A sentence when they cannot be used, else null. */
  readonly problem: string | null;
  /** The labels to use: those given, or the pieces of a binary mask as cells. */
  readonly labels: Labels;
  readonly cells: number;
  readonly notes: readonly string[];
}

/** Why labels do not fit on a picture, or null when they do. */
export function sizeProblem(
  picture: { readonly rows: number; readonly columns: number },
  labels: { readonly rows: number; readonly columns: number },
): string | null {
  if (picture.rows === labels.rows && picture.columns === labels.columns) return null;
  const sizes = `the image has ${picture.rows} rows and ${picture.columns} columns, its labels ${labels.rows} rows and ${labels.columns} columns`;
  const transposed = picture.rows === labels.columns && picture.columns === labels.rows;
  return transposed ? `Rows and columns are swapped: ${sizes}.` : `The sizes differ: ${sizes}.`;
}

/** True when the labels are the values of a picture with one channel. */
function areValues({ data }: Labels, picture: Picture): boolean {
  return data.every((id, pixel) => picture.data[pixel] === id);
}

/** True when each colour of the picture has one id, and each id one colour. */
function areColours({ data }: Labels, { channels, data: samples }: Picture): boolean {
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

/** True when the labels are the picture itself, as values or as colours, and not all the same. */
function isPicture(labels: Labels, picture: Picture): boolean {
  const varies = labels.data.some((id) => id !== labels.data[0]);
  return varies && (picture.channels === 1 ? areValues(labels, picture) : areColours(labels, picture));
}

/**
 * Judges whether a label image holds cells, or none at all: only background is no problem. One single id in several pieces is a binary mask: its 8-connected pieces
 * become the cells, and a note says so.
 *
 * @param picture The image the labels belong to, of the same size; null when there is none.
 */
export function auditLabels(labels: Labels, picture: Picture | null): Audit {
  const ids = new Set(labels.data);
  ids.delete(0);
  ids.delete(IGNORED);
  const refused = (problem: string): Audit => ({ problem, labels, cells: ids.size, notes: [] });
  if (ids.size === 0) return { problem: null, labels, cells: 0, notes: [] };
  const pieces = labelComponents(labels);
  const isBinary = ids.size === 1 && pieces.count > 1;
  if (picture && isPicture(labels, picture)) {
    return refused(
      "The mask looks like the image itself: both hold the same values. Add the labels instead.",
    );
  }
  const single = pieces.areas.filter((area) => area === 1).length;
  if (single > MOST_SINGLE_PIXELS && 2 * single > pieces.count) {
    return refused(`This is a photo, not labels: it would give ${single} cells of a single pixel.`);
  }
  if (areOutlines(labels, pieces)) return refused(OUTLINES);
  if (isBinary) {
    const note = `The mask is binary; its ${pieces.count} separate pieces were taken as cells, so cells that touch count as one.`;
    return { problem: null, labels: withIgnored(pieces.labels, labels), cells: pieces.count, notes: [note] };
  }
  if (pieces.count > PIECES_WORTH_A_LOOK && pieces.count > MOST_PIECES_PER_ID * ids.size) {
    return refused(
      `This is a photo, not labels: its ${ids.size} values lie in ${pieces.count} separate pieces. Each cell needs a number of its own.`,
    );
  }
  return { problem: null, labels, cells: ids.size, notes: scatteredNote(pieces.count - ids.size) };
}

function scatteredNote(extraPieces: number): string[] {
  if (extraPieces === 0) return [];
  const word = extraPieces === 1 ? "piece lies" : "pieces lie";
  return [`${extraPieces} ${word} apart from the rest of the cell with the same id.`];
}
