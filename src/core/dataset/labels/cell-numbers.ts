import type { Components } from "../../raster/label-components.ts";
import type { Labels } from "../../raster/plane.ts";
import { solidityOf } from "./component-solidity.ts";

/**
 * Connected components smaller than this fraction of the largest one with their id are fragments of a cell.
 */
const MIN_SUBSTANTIAL = 1 / 4;

/**
 * From this many substantial components per id on, ids do not number cells; a drawn cell has one, rarely two.
 */
const MAX_COMPONENTS_PER_ID = 2;

/**
 * Largest number of ids used as colours so that neighbouring cells differ (four suffice; programs use up to
 * this many).
 */
const MAX_COLOURS = 16;

/** Cells are compact; pixel classes, grey values of a photograph and merged cells are not. */
const MIN_SOLIDITY = 0.85;
const MIN_COMPACT = 0.9;
/** Area of the median component as a fraction of the largest; fragments along edges are smaller. */
const MIN_MEDIAN = 1 / 10;

/** A component is inside another id if that id makes up at least this fraction of its rim. */
const MIN_RIM_FRACTION = 2 / 3;

/** Classes in a class map of one cell: nucleus, interior and rim. */
const MAX_CLASSES = 3;

/** Largest values of the sample types, after which ids wrap around to 0. */
const LARGEST_OF_TYPES = [255, 65_535];
const MIN_WRAPPED = 3;

/** The meaning of the ids of a label image. */
export type CellNumbers =
  /** Cells, one per id. */
  | { readonly kind: "cells" }
  /** Colours or numbers that were reused: each connected component is a cell. */
  | { readonly kind: "components"; readonly note: string }
  | { readonly kind: "none"; readonly problem: string };

/** The id of each connected component. */
function idsOf(labels: Labels, components: Components): Int32Array {
  const ids = new Int32Array(components.count);
  components.labels.data.forEach((component, pixel) => {
    if (component > 0) ids[component - 1] = labels.data[pixel];
  });
  return ids;
}

/** Connected components that are not fragments, and their number per id. */
function substantialComponents(ids: Int32Array, areas: Int32Array) {
  const largest = new Map<number, number>();
  ids.forEach((id, component) => void largest.set(id, Math.max(largest.get(id) ?? 0, areas[component])));
  const isSubstantial = (component: number) =>
    areas[component] >= MIN_SUBSTANTIAL * (largest.get(ids[component]) ?? 0);
  const counts = new Map<number, number>();
  ids.forEach((id, component) => {
    if (isSubstantial(component)) counts.set(id, (counts.get(id) ?? 0) + 1);
  });
  return { counts, isSubstantial };
}

/**
 * The largest value of a type if ids wrapped around: all values up to it are used, and the first ones several
 * times.
 */
function areWrapped(counts: ReadonlyMap<number, number>): number | null {
  const largest = LARGEST_OF_TYPES.find((most) => counts.size === most && counts.has(most)) ?? null;
  const reused = [...counts].filter(([, count]) => count > 1).map(([id]) => id);
  const highest = reused.reduce((most, id) => Math.max(most, id), 0);
  return reused.length >= MIN_WRAPPED && highest <= 1.5 * reused.length ? largest : null;
}

/**
 * The largest value of a type if larger ids were clipped to it, so that only this id has several components.
 */
function areCutDown(counts: ReadonlyMap<number, number>): number | null {
  const reused = [...counts].filter(([, count]) => count > 1).map(([id]) => id);
  if (reused.length !== 1) return null;
  const most = LARGEST_OF_TYPES.find((largest) => reused[0] === largest && counts.size === largest);
  return most ?? null;
}

/** Calls back for each pixel side between a component and another id or background. */
function walkBorders(
  labels: Labels,
  components: Labels,
  touch: (component: number, other: number) => void,
): void {
  const { rows, columns, data } = labels;
  for (let row = 0, pixel = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++, pixel++) {
      const component = components.data[pixel];
      if (component === 0) continue;
      const around = [
        row > 0 ? pixel - columns : -1,
        row + 1 < rows ? pixel + columns : -1,
        column > 0 ? pixel - 1 : -1,
        column + 1 < columns ? pixel + 1 : -1,
      ];
      for (const other of around) {
        if (other >= 0 && data[other] !== data[pixel]) touch(component, data[other]);
      }
    }
  }
}

/** Per component, the number of rim sides that border each other id, or background. */
function rimsOf(labels: Labels, components: Components): readonly ReadonlyMap<number, number>[] {
  const rims = Array.from({ length: components.count }, () => new Map<number, number>());
  walkBorders(labels, components.labels, (component, other) => {
    const rim = rims[component - 1];
    rim.set(other, (rim.get(other) ?? 0) + 1);
  });
  return rims;
}

/** Whether most components of some id are inside another id, as the interior of cells is inside their rim. */
function areNested(labels: Labels, components: Components, ids: Int32Array): boolean {
  const rims = rimsOf(labels, components);
  const inside = new Map<number, number>();
  const all = new Map<number, number>();
  ids.forEach((id, component) => {
    const sides = [...rims[component].values()].reduce((sum, count) => sum + count, 0);
    const held = [...rims[component]].some(
      ([other, count]) => other > 0 && count >= MIN_RIM_FRACTION * sides,
    );
    all.set(id, (all.get(id) ?? 0) + 1);
    if (held) inside.set(id, (inside.get(id) ?? 0) + 1);
  });
  return [...all].some(([id, count]) => count > 1 && 2 * (inside.get(id) ?? 0) > count);
}

/** Components, from 1, that reach the border of the image; includes 0 if background does. */
function atBorder({ labels }: Components): ReadonlySet<number> {
  const { rows, columns, data } = labels;
  return new Set(
    data.filter((_, pixel) => {
      const [row, column] = [Math.floor(pixel / columns), pixel % columns];
      return row === 0 || column === 0 || row === rows - 1 || column === columns - 1;
    }),
  );
}

/**
 * Whether ids with one component each fully enclose one another, like nucleus, interior and rim of a single
 * cell: only one reaches the background, and each other one borders only the next ones outward and inward.
 */
function areOneCell(labels: Labels, components: Components, ids: Int32Array): boolean {
  const { count } = components;
  if (count < 2 || count > MAX_CLASSES || new Set(ids).size < count) return false;
  const open = atBorder(components);
  const enclosed = rimsOf(labels, components).filter(
    (rim, component) => !rim.has(0) && !open.has(component + 1),
  );
  const neighbours = enclosed.map((rim) => rim.size).sort();
  return enclosed.length === count - 1 && neighbours.every((size, index) => size === index + 1);
}

/** Whether components look like cells: of similar size, with nearly all pixels in compact ones. */
function areCells(components: Components): boolean {
  const rising = components.areas.toSorted();
  if (rising[rising.length >> 1] < MIN_MEDIAN * rising[rising.length - 1]) return false;
  const solidity = solidityOf(components);
  let [compact, all] = [0, 0];
  components.areas.forEach((area, component) => {
    all += area;
    if (solidity[component] >= MIN_SOLIDITY) compact += area;
  });
  return compact >= MIN_COMPACT * all;
}

/**
 * Decides whether the ids of a label image number its cells. The criterion is the number of connected
 * components per id, not their total: a drawn cell has one, rarely two. A few ids in compact components are
 * colours of cells, where cells of one colour do not touch; ids of 8 or 16 bits wrap around. In both cases
 * each component is a cell. An id inside another one is a pixel class (interior and rim).
 *
 * @param components The 8-connected components of the labels.
 */
export function judgeNumbers(labels: Labels, components: Components): CellNumbers {
  const ids = idsOf(labels, components);
  const { counts } = substantialComponents(ids, components.areas);
  const where = `its ${counts.size} values lie in ${components.count} connected components`;
  const wrapped = areWrapped(counts);
  if (wrapped !== null) {
    const note = `The ids end at ${wrapped} and begin again, as the file holds no larger number: ${where}, and each component was read as a cell. Cells whose number fell on 0 are lost; save the labels with more bits.`;
    return { kind: "components", note };
  }
  const cut = areCutDown(counts);
  if (cut !== null) {
    const note = `The ids end at ${cut}, which several cells share, as the file holds no larger number: ${where}, and each component was read as a cell, so those of this id that touch count as one. Save the labels with more bits.`;
    return { kind: "components", note };
  }
  const classes: CellNumbers = {
    kind: "none",
    problem: `This is a map of classes, not of cells: ${where}, one inside the other. Each cell needs its own number.`,
  };
  if (areOneCell(labels, components, ids)) return classes;
  const several = [...counts.values()].filter((count) => count > 1).length;
  const substantial = [...counts.values()].reduce((sum, count) => sum + count, 0);
  if (substantial < MAX_COMPONENTS_PER_ID * counts.size && 2 * several <= counts.size)
    return { kind: "cells" };
  if (areNested(labels, components, ids)) return classes;
  if (counts.size <= MAX_COLOURS && areCells(components)) {
    const note = `Ids are used again: ${where}, and each component was read as a cell, so cells of one id that touch count as one.`;
    return { kind: "components", note };
  }
  const problem = `The ids do not number cells: ${where}, as in a map of classes or a photo. Each cell needs its own number.`;
  return { kind: "none", problem };
}
