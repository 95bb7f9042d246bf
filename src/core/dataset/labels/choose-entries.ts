import { median } from "../../metrics/median.ts";
import { componentsOfRuns } from "../runs/components-of-runs.ts";
import { areaOfRuns, fillRuns, type Runs } from "../runs/run-length.ts";
import type { CellMask } from "./labels-from-cells.ts";

/** Properties of an entry besides its pixels. */
export interface EntryKind {
  /** Name of its category; null if it has none. */
  readonly category: string | null;
  /** Marked as a region of several objects (`iscrowd` of COCO). */
  readonly crowd: boolean;
}

/** An entry of a list of cells. */
export interface DrawnEntry extends CellMask {
  /** Index into the kinds of its list. */
  readonly kind: number;
}

/** Entries that are cells, regions of unknown content, and notes. */
interface ChosenEntries {
  readonly cells: readonly CellMask[];
  /** Pixels of crowds, and of parts whose cell is not drawn, where neither cell nor background is certain. */
  readonly ignored: readonly Runs[];
  readonly notes: readonly string[];
}

/** An entry is one object if its largest connected component has at least this fraction of its pixels. */
const MIN_IN_ONE_COMPONENT = 0.8;
/** Upper limit of an object's area, as a multiple of the median in its image. */
const MAX_TIMES_MEDIAN = 4;
/** A category is nested in another one if the other contains at least this fraction of its pixels. */
const MIN_NESTED = 0.5;
/**
 * Average number of objects of another category that a cell may contain; anything with more is a region such
 * as tissue.
 */
const MAX_IN_ONE = 4;

function isOneObject({ runs }: CellMask, columns: number): boolean {
  const components = componentsOfRuns(runs, columns);
  // Not `Math.max(...components)`: a damaged entry may have more components than a call takes arguments.
  const largest = components.reduce((most, area) => Math.max(most, area), 0);
  return largest >= MIN_IN_ONE_COMPONENT * areaOfRuns(runs);
}

const counted = (count: number, one: string, many: string) => `${count} ${count === 1 ? one : many}`;

/**
 * Separates objects that a program marks as crowds, as CVAT does with everything drawn by brush, from real
 * crowds.
 */
function splitCrowds(entries: readonly DrawnEntry[], kinds: readonly EntryKind[], columns: number) {
  const marked = entries.filter(({ kind }) => kinds[kind].crowd);
  const objects = new Set(marked.filter((entry) => isOneObject(entry, columns)));
  const isCrowd = (entry: DrawnEntry) => kinds[entry.kind].crowd && !objects.has(entry);
  const usual = median(entries.filter((entry) => !isCrowd(entry)).map(({ runs }) => areaOfRuns(runs)));
  for (const entry of objects) if (areaOfRuns(entry.runs) > MAX_TIMES_MEDIAN * usual) objects.delete(entry);
  const notes: string[] = [];
  if (objects.size > 0) {
    const who = counted(
      objects.size,
      "annotation that is marked as a crowd was read as a cell: it is",
      "annotations that are marked as crowds were read as cells: each is",
    );
    notes.push(`${who} one piece, as CVAT writes what is drawn by brush.`);
  }
  const crowds = marked.filter(isCrowd);
  if (crowds.length > 0) {
    const pixels = crowds.reduce((sum, { runs }) => sum + areaOfRuns(runs), 0);
    const who = counted(
      crowds.length,
      "crowd of cells was left out; its",
      "crowds of cells were left out; their",
    );
    notes.push(`${who} ${pixels} px are not trained on where no cell lies.`);
  }
  return { cells: entries.filter((entry) => !isCrowd(entry)), crowds, notes };
}

/** Union of the entries: 1 on covered pixels. */
function coverOf(entries: readonly CellMask[], pixels: number): Uint8Array {
  const cover = new Uint8Array(pixels);
  for (const { runs } of entries) fillRuns(cover, runs, 1);
  return cover;
}

interface Category {
  readonly name: string;
  readonly entries: readonly DrawnEntry[];
  readonly cover: Uint8Array;
  readonly area: number;
}

function isNestedIn(inner: Category, outer: Category): boolean {
  if (inner === outer || inner.area >= outer.area) return false;
  const both = inner.cover.reduce((sum, on, pixel) => sum + (on & outer.cover[pixel]), 0);
  return both >= MIN_NESTED * inner.area;
}

/** Entries of inner categories with most pixels outside all outer ones, so that their cell is not drawn. */
function withoutOuter(inner: readonly Category[], cover: Uint8Array): DrawnEntry[] {
  return inner
    .flatMap(({ entries }) => entries)
    .filter(({ runs }) => {
      let inside = 0;
      for (let run = 0; run < runs.length; run += 2) {
        for (let pixel = runs[run]; pixel < runs[run] + runs[run + 1]; pixel++) inside += cover[pixel];
      }
      return inside < MIN_NESTED * areaOfRuns(runs);
    });
}

/**
 * The outer categories of nested ones, such as cells around nuclei; all categories if none are nested. A
 * category of regions that contain many objects of another one, such as tissue, is left out.
 */
function chooseCategories(entries: readonly DrawnEntry[], kinds: readonly EntryKind[], pixels: number) {
  const names = [...new Set(entries.map(({ kind }) => kinds[kind].category))];
  if (names.length < 2) return { cells: entries, ignored: [], notes: [] };
  const categories = names.map((name): Category => {
    const own = entries.filter(({ kind }) => kinds[kind].category === name);
    const cover = coverOf(own, pixels);
    return { name: name ?? "no category", entries: own, cover, area: cover.reduce((sum, on) => sum + on, 0) };
  });
  const listed = (some: readonly Category[]) =>
    some.map(({ name, entries: own }) => `${name} (${own.length})`).join(", ");
  const isRegion = (one: Category) =>
    categories.some(
      (other) => isNestedIn(other, one) && other.entries.length > MAX_IN_ONE * one.entries.length,
    );
  const regions = categories.filter(isRegion);
  const drawn = categories.filter((one) => !regions.includes(one));
  const outer = drawn.filter((one) => !drawn.some((other) => isNestedIn(one, other)));
  const inner = drawn.filter((one) => !outer.includes(one));
  const notes: string[] = [];
  if (regions.length > 0) {
    notes.push(`Left out as regions that hold many cells: ${listed(regions)}; ${listed(outer)} was read.`);
  }
  if (inner.length > 0) {
    notes.push(
      `Categories lie inside one another: ${listed(outer)} was read, and ${listed(inner)} inside it left out.`,
    );
  } else if (outer.length > 1) {
    notes.push(`Cells of ${outer.length} categories were read together: ${listed(outer)}.`);
  }
  const kept = outer.flatMap(({ entries: own }) => own);
  const alone = inner.length === 0 ? [] : withoutOuter(inner, coverOf(kept, pixels));
  if (alone.length > 0) {
    notes.push(
      `${alone.length} of those left out lie in none that was read; their pixels are not trained on.`,
    );
  }
  const cells = new Set(kept);
  return { cells: entries.filter((entry) => cells.has(entry)), ignored: alone, notes };
}

/**
 * Chooses the entries of a list that are the cells of an image. Objects marked as crowds are cells if each is
 * mainly one connected component of a cell's size; pixels of real crowds are ignored; of nested categories
 * the outer one is used. Nothing is left out without a note.
 *
 * @param kinds Properties of the entries, indexed by their `kind`.
 * @param rows Size of the image in px.
 */
export function chooseEntries(
  entries: readonly DrawnEntry[],
  kinds: readonly EntryKind[],
  rows: number,
  columns: number,
): ChosenEntries {
  const { cells, crowds, notes } = splitCrowds(entries, kinds, columns);
  const chosen = chooseCategories(cells, kinds, rows * columns);
  return {
    cells: chosen.cells,
    ignored: [...crowds, ...chosen.ignored].map(({ runs }) => runs),
    notes: [...notes, ...chosen.notes],
  };
}
