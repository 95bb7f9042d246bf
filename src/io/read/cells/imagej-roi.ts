import type { CellPlace } from "../raster/cells-on-plane.ts";

/** An ImageJ ROI: its outline, or the reason why it has none. */
export interface ImageJRegion {
  /**
   * Alternating columns and rows of the corners, in px from the image's upper left corner; null if the ROI is
   * not an area.
   */
  readonly outline: ArrayLike<number> | null;
  /** The type of an ROI that is not an area, as part of a sentence. */
  readonly problem: string | null;
  /** An area with several parts, which is not supported; leaving it out would remove a cell. */
  readonly composite: boolean;
  readonly place: CellPlace;
}

const MAGIC = "Iout";
const HEADER_BYTES = 64;
/** Offsets of the header fields (ImageJ, ij/io/RoiDecoder.java). */
const AT = {
  version: 4,
  type: 6,
  top: 8,
  count: 16,
  exact: 18,
  longCount: 18,
  composite: 36,
  options: 50,
  subtype: 48,
  position: 56,
  secondHeader: 60,
};
/**
 * Offsets in the second header, which contains the hyperstack position; channels, slices and frames are
 * numbered from 1.
 */
const SECOND = { channel: 4, slice: 8, time: 12, bytes: 16 };
/** The place of an ROI that belongs to every plane of a stack. */
export const ANYWHERE: CellPlace = { plane: 0, channel: 0, slice: 0, time: 0 };
/** Subtypes of ROIs that annotate an image and are not cells. */
const NO_AREA_SUBTYPES: Record<number, string> = { 1: "text", 2: "an arrow", 4: "an image" };
const TYPE = { polygon: 0, rectangle: 1, oval: 2, freehand: 7, traced: 8 } as const;
const NO_AREAS: Record<number, string> = {
  3: "a line",
  4: "a line",
  5: "a line",
  6: "empty",
  9: "an angle",
  10: "points",
};
const EXACT = 128;
const FIRST_EXACT_VERSION = 222;
const FIRST_EXACT_BOX_VERSION = 223;
/** Number of corners that approximate an ellipse: the error is below 0.01 px for cells of 100 px. */
const OVAL_CORNERS = 720;

interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

function boxOf(view: DataView, exact: boolean): Box {
  if (exact) {
    const [left, top, width, height] = [0, 4, 8, 12].map((at) => view.getFloat32(AT.exact + at));
    return { left, top, width, height };
  }
  const [top, left, bottom, right] = [0, 2, 4, 6].map((at) => view.getInt16(AT.top + at));
  return { left, top, width: right - left, height: bottom - top };
}

function rectangle({ left, top, width, height }: Box): number[] {
  const [right, bottom] = [left + width, top + height];
  return [left, top, right, top, right, bottom, left, bottom];
}

function oval({ left, top, width, height }: Box): number[] {
  return Array.from({ length: OVAL_CORNERS }, (_, corner) => {
    const angle = (2 * Math.PI * corner) / OVAL_CORNERS;
    return [left + (width / 2) * (1 + Math.cos(angle)), top + (height / 2) * (1 + Math.sin(angle))];
  }).flat();
}

/**
 * Corners of a polygon: integers relative to the corner of its bounding box, or subpixel coordinates; null if
 * they are incomplete.
 */
function corners(view: DataView, box: Box, exact: boolean): Float64Array | null {
  const count = view.getUint16(AT.count) || view.getUint32(AT.longCount);
  const end = HEADER_BYTES + count * (exact ? 12 : 4);
  if (count < 3 || end > view.byteLength) return null;
  const outline = new Float64Array(2 * count);
  for (let corner = 0; corner < count; corner++) {
    if (exact) {
      const at = HEADER_BYTES + 4 * count + 4 * corner;
      outline[2 * corner] = view.getFloat32(at);
      outline[2 * corner + 1] = view.getFloat32(at + 4 * count);
    } else {
      const at = HEADER_BYTES + 2 * corner;
      outline[2 * corner] = box.left + view.getInt16(at);
      outline[2 * corner + 1] = box.top + view.getInt16(at + 2 * count);
    }
  }
  return outline.every(Number.isFinite) ? outline : null;
}

function placeOf(view: DataView): CellPlace {
  const plane = Math.max(0, view.getInt32(AT.position));
  const second = view.getInt32(AT.secondHeader);
  if (second < HEADER_BYTES || second + SECOND.bytes > view.byteLength) return { ...ANYWHERE, plane };
  const [channel, slice, time] = [SECOND.channel, SECOND.slice, SECOND.time].map((at) =>
    Math.max(0, view.getInt32(second + at)),
  );
  return { plane, channel, slice, time };
}

/**
 * Reads an ImageJ ROI (`.roi`): polygons, freehand and traced outlines, rectangles, ovals. ROIs that are not
 * areas or have several parts are reported as a problem.
 */
export function readImageJRegion(bytes: Uint8Array): ImageJRegion {
  const refused = (problem: string, composite = false): ImageJRegion => ({
    outline: null,
    problem,
    composite,
    place: ANYWHERE,
  });
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < HEADER_BYTES || new TextDecoder("latin1").decode(bytes.subarray(0, 4)) !== MAGIC) {
    return refused("no ImageJ region");
  }
  if (view.getInt32(AT.composite) > 0) return refused("of several parts, which is not read", true);
  const type = view.getUint8(AT.type);
  const noArea = NO_AREAS[type] ?? NO_AREA_SUBTYPES[view.getUint16(AT.subtype)];
  if (noArea) return refused(noArea);
  const version = view.getUint16(AT.version);
  const wantsExact = (view.getUint16(AT.options) & EXACT) !== 0;
  const place = placeOf(view);
  if (type === TYPE.rectangle || type === TYPE.oval) {
    const box = boxOf(view, wantsExact && version >= FIRST_EXACT_BOX_VERSION);
    return {
      outline: type === TYPE.oval ? oval(box) : rectangle(box),
      problem: null,
      composite: false,
      place,
    };
  }
  if (type !== TYPE.polygon && type !== TYPE.freehand && type !== TYPE.traced) {
    return refused(`of an unknown kind (${type})`);
  }
  const outline = corners(view, boxOf(view, false), wantsExact && version >= FIRST_EXACT_VERSION);
  return outline ? { outline, problem: null, composite: false, place } : refused("cut off");
}
