import { type Components, labelComponents } from "../../raster/label-components.ts";
import { IGNORED, type Labels } from "../../raster/plane.ts";
import { solidityOf } from "./component-solidity.ts";
import { areThin } from "./outlines.ts";

/**
 * A connected component that covers more than this fraction of the image and of its outermost pixels, and
 * reaches all borders, is not a cell.
 */
const MAX_OF_IMAGE = 0.5;
/** The same fraction if no pixel is 0, so that some value must be the background. */
const MAX_WITHOUT_ZERO = 0.2;
const MAX_OF_FRAME = 0.5;
/** Sides in px of the smallest image that is checked. */
const MIN_SIDE = 16;

/** Holes of an inverted mask are cells: compact, and more than a few gaps between cells. */
const MIN_SOLIDITY = 0.85;
const MIN_HOLES = 0.05;
/**
 * Fraction of the hole area in holes that reach no border: a cell that fills the image leaves only its
 * corners.
 */
const MIN_INSIDE = 1 / 4;

/** Fraction of the image and of its border that the background of a dense inverted mask still covers. */
const MAX_IF_DENSE = 0.2;
const MAX_OF_FRAME_IF_DENSE = 1 / 3;

const REMEDY = "Save the labels with 0 as background.";

/** Labels whose background has the value 0, with notes and any problem. */
export interface WithoutBackground {
  readonly labels: Labels;
  readonly notes: readonly string[];
  /** A sentence if it is not certain which value is the background; otherwise null. */
  readonly problem: string | null;
}

/** Values along the four sides; a corner is part of two sides. */
function sidesOf({ rows, columns, data }: Labels): readonly Int32Array[] {
  const down = (column: number) =>
    Int32Array.from({ length: rows }, (_, row) => data[row * columns + column]);
  return [data.subarray(0, columns), data.subarray((rows - 1) * columns), down(0), down(columns - 1)];
}

function isFrame(labels: Labels, value: number, limit: number): boolean {
  // In so small an image, a cell may reach all sides.
  if (labels.rows < MIN_SIDE || labels.columns < MIN_SIDE) return false;
  const sides = sidesOf(labels);
  const held = sides.map((side) => side.reduce((count, id) => count + (id === value ? 1 : 0), 0));
  const [all, own] = [2 * (labels.rows + labels.columns), held.reduce((sum, count) => sum + count, 0)];
  return held.every((count) => count > 0) && own > limit * all;
}

/**
 * The connected component, from 1, that covers more than the given fractions of the image and of its
 * outermost pixels and reaches all four sides, as no cell does; 0 if there is none.
 */
function backgroundComponent(
  { labels, areas }: Components,
  limit: number,
  maxOfFrame = MAX_OF_FRAME,
): number {
  const largest = areas.reduce((best, area, at) => (area > areas[best] ? at : best), 0);
  const covers = areas[largest] > limit * labels.data.length;
  return covers && isFrame(labels, largest + 1, maxOfFrame) ? largest + 1 : 0;
}

/** Whether a region of ones is the background and not a cell. */
export function isBackground(region: Labels): boolean {
  return backgroundComponent(labelComponents(region), MAX_OF_IMAGE) > 0;
}

/**
 * Whether the regions that a mask leaves out are cells, and not gaps between cells or the corners around one:
 * more than half of their area is compact, and at least a quarter reaches no border.
 */
export function areCompact(left: Labels): boolean {
  const components = labelComponents(left);
  const solidity = solidityOf(components);
  const atBorder = new Set(sidesOf(components.labels).flatMap((side) => [...side]));
  let [all, compact, inside] = [0, 0, 0];
  components.areas.forEach((area, component) => {
    all += area;
    if (solidity[component] >= MIN_SOLIDITY) compact += area;
    if (!atBorder.has(component + 1)) inside += area;
  });
  return all >= MIN_HOLES * left.data.length && compact > all / 2 && inside >= MIN_INSIDE * all;
}

/**
 * Whether a mask is inverted although its background covers less than half of the image: it has one value,
 * and its holes are cells.
 */
function isDenseInverted(labels: Labels, components: Components): boolean {
  if (backgroundComponent(components, MAX_IF_DENSE, MAX_OF_FRAME_IF_DENSE) === 0) return false;
  const first = labels.data.find((id) => id > 0);
  if (labels.data.some((id) => id !== 0 && id !== first)) return false;
  return areCompact({ ...labels, data: labels.data.map((id) => (id === 0 ? 1 : 0)) });
}

function percent(part: number, whole: number): string {
  return `${Math.round((100 * part) / whole)} %`;
}

function swapped(labels: Labels, value: number): Labels {
  return { ...labels, data: labels.data.map((id) => (id === value ? 0 : id === 0 ? 1 : id)) };
}

/**
 * Finds a background that is labelled as a cell: an inverted mask, a background with the first id, or a white
 * background in colour labels. It becomes 0 if that is certain: no pixel is 0, or 0 only draws lines between
 * the regions, or the mask has one value and its holes are compact. Otherwise `problem` states the remedy.
 *
 * @param components The 8-connected components of the labels.
 */
export function withoutBackground(labels: Labels, components: Components): WithoutBackground {
  const unchanged = { labels, notes: [], problem: null };
  const { data } = labels;
  const component = backgroundComponent(components, data.includes(0) ? MAX_OF_IMAGE : MAX_WITHOUT_ZERO);
  if (component === 0) {
    if (!isDenseInverted(labels, components)) return unchanged;
    const problem =
      "The mask has one value, and its largest component reaches all borders and encloses what looks like cells: it is inverted, or its cells touch so much that they cannot be distinguished. Give each cell its own number and the background 0.";
    return { ...unchanged, problem };
  }
  const value = data[components.labels.data.indexOf(component)];
  const covers = `${percent(components.areas[component - 1], data.length)} of the image and most of its border`;
  const others = new Set(data);
  others.delete(value);
  others.delete(IGNORED);
  const zero = others.delete(0);
  if (others.size > 0) {
    if (zero && !areThin({ ...labels, data: data.map((id) => (id === 0 ? 1 : 0)) })) {
      const problem = `One "cell", of value ${value}, covers ${covers}, so it looks like the background. ${REMEDY}`;
      return { ...unchanged, problem };
    }
    const note = `The value ${value} covers ${covers}, so it was read as background.`;
    return {
      ...unchanged,
      labels: { ...labels, data: data.map((id) => (id === value ? 0 : id)) },
      notes: [note],
    };
  }
  if (!zero) {
    return {
      ...unchanged,
      problem: `One "cell" covers the whole image, so there is no background. ${REMEDY}`,
    };
  }
  const inverted = swapped(labels, value);
  if (areCompact(inverted)) {
    const note = `The mask is inverted: its value ${value} covers ${covers}, so it was read as background and 0 as cells.`;
    return { ...unchanged, labels: inverted, notes: [note] };
  }
  const problem = `The mask has the value ${value} on ${covers}: it is inverted, or its cells touch so much that they cannot be distinguished. Give each cell its own number and the background 0.`;
  return { ...unchanged, problem };
}
