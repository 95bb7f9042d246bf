import type { Labels, Picture } from "../raster/plane.ts";
import { labelComponents } from "./label-components.ts";

/** More one-pixel pieces than this, and more than half of all pieces: no one drew that. */
const MOST_SINGLE_PIXELS = 100;

/** A drawn cell lies in one piece, rarely in a few; the grey values of a photo lie in thousands. */
const MOST_PIECES_PER_ID = 10;
const PIECES_WORTH_A_LOOK = 500;

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

/** True when the labels are the picture itself, value by value. */
function isPicture(labels: Labels, picture: Picture): boolean {
  const { channels, data } = picture;
  let varies = false;
  for (let pixel = 0; pixel < labels.data.length; pixel++) {
    if (data[pixel * channels] !== labels.data[pixel]) return false;
    varies ||= labels.data[pixel] !== labels.data[0];
  }
  return varies;
}

/**
 * Judges whether a label image holds cells. One single id in several pieces is a binary mask: its 8-connected pieces
 * become the cells, and a note says so.
 *
 * @param picture The image the labels belong to, of the same size; null when there is none.
 */
export function auditLabels(labels: Labels, picture: Picture | null): Audit {
  const ids = new Set(labels.data);
  ids.delete(0);
  const refused = (problem: string): Audit => ({ problem, labels, cells: ids.size, notes: [] });
  if (ids.size === 0) return refused("The labels hold no cell: every pixel is background.");
  const pieces = labelComponents(labels);
  const isBinary = ids.size === 1 && pieces.count > 1;
  if (picture && !isBinary && isPicture(labels, picture)) {
    return refused(
      "The mask looks like the image itself: both hold the same values. Add the labels instead.",
    );
  }
  const single = pieces.areas.filter((area) => area === 1).length;
  if (single > MOST_SINGLE_PIXELS && 2 * single > pieces.count) {
    return refused(`This is a photo, not labels: it would give ${single} cells of a single pixel.`);
  }
  if (isBinary) {
    const note = `The mask is binary; its ${pieces.count} separate pieces were taken as cells, so cells that touch count as one.`;
    return { problem: null, labels: pieces.labels, cells: pieces.count, notes: [note] };
  }
  if (pieces.count > PIECES_WORTH_A_LOOK && pieces.count > MOST_PIECES_PER_ID * ids.size) {
    return refused(
      `This is a photo, not labels: its ${ids.size} values lie in ${pieces.count} separate pieces.`,
    );
  }
  return { problem: null, labels, cells: ids.size, notes: scatteredNote(pieces.count - ids.size) };
}

function scatteredNote(extraPieces: number): string[] {
  if (extraPieces === 0) return [];
  const word = extraPieces === 1 ? "piece lies" : "pieces lie";
  return [`${extraPieces} ${word} apart from the rest of the cell with the same id.`];
}
