import { median } from "../metrics/median.ts";
import type { CellMask } from "./labels-from-cells.ts";
import { piecesOfRuns } from "./pieces-of-runs.ts";
import { areaOfRuns, type Runs } from "./run-length.ts";

/** What a list says of an entry beside its pixels. */
export interface EntryKind {
  /** Name of its category; null where it has none. */
  readonly category: string | null;
  /** Marked as a region of several objects (`iscrowd` of COCO). */
  readonly crowd: boolean;
}

/** An entry of a list of cells. */
export interface DrawnEntry extends CellMask {
  /** Index into the kinds of its list. */
  readonly kind: number;
}

/** Entries that are cells, regions about which nothing is known, and what must be said. */
interface ChosenEntries {
  readonly cells: readonly CellMask[];
  /** Pixels of crowds, where neither cell nor background is certain. */
  readonly ignored: readonly Runs[];
  readonly notes: readonly string[];
}

/** Part of an entry's pixels in its largest piece from which it is one object. */
const LEAST_IN_ONE_PIECE = 0.8;
/** An object is at most so many times as large as the median of its image. */
const MOST_TIMES_MEDIAN = 4;
/** Part of a category's pixels that lie in another one, from which it is a part of that. */
const LEAST_NESTED = 0.5;

function isOneObject({ runs }: CellMask, columns: number): boolean {
  const pieces = piecesOfRuns(runs, columns);
  return Math.max(0, ...pieces) >= LEAST_IN_ONE_PIECE * areaOfRuns(runs);
}

const counted = (count: number, one: string, many: string) => `${count} ${count === 1 ? one : many}`;

/** Tells objects that a program marks as crowds, as CVAT does with all it draws by brush, from real crowds. */
function splitCrowds(entries: readonly DrawnEntry[], kinds: readonly EntryKind[], columns: number) {
  const marked = entries.filter(({ kind }) => kinds[kind].crowd);
  const objects = new Set(marked.filter((entry) => isOneObject(entry, columns)));
  const isCrowd = (entry: DrawnEntry) => kinds[entry.kind].crowd && !objects.has(entry);
  const usual = median(entries.filter((entry) => !isCrowd(entry)).map(({ runs }) => areaOfRuns(runs)));
  for (const entry of objects) if (areaOfRuns(entry.runs) > MOST_TIMES_MEDIAN * usual) objects.delete(entry);
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

/** Pixels that the entries cover, 1 where one does. */
function coverOf(entries: readonly CellMask[], pixels: number): Uint8Array {
  const cover = new Uint8Array(pixels);
  for (const { runs } of entries) {
    for (let run = 0; run < runs.length; run += 2) cover.fill(1, runs[run], runs[run] + runs[run + 1]);
  }
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
  return both >= LEAST_NESTED * inner.area;
}

/** Of categories that lie inside one another, as nuclei in cells, the outer ones; all where none does. */
function chooseCategories(entries: readonly DrawnEntry[], kinds: readonly EntryKind[], pixels: number) {
  const names = [...new Set(entries.map(({ kind }) => kinds[kind].category))];
  if (names.length < 2) return { cells: entries, notes: [] };
  const categories = names.map((name): Category => {
    const own = entries.filter(({ kind }) => kinds[kind].category === name);
    const cover = coverOf(own, pixels);
    return { name: name ?? "no category", entries: own, cover, area: cover.reduce((sum, on) => sum + on, 0) };
  });
  const listed = (some: readonly Category[]) =>
    some.map(({ name, entries: own }) => `${name} (${own.length})`).join(", ");
  const outer = categories.filter((one) => !categories.some((other) => isNestedIn(one, other)));
  const inner = categories.filter((one) => !outer.includes(one));
  const notes =
    inner.length > 0
      ? [
          `Categories lie inside one another: ${listed(outer)} was read, and ${listed(inner)} inside it left out.`,
        ]
      : [`Cells of ${categories.length} categories were read together: ${listed(categories)}.`];
  const kept = new Set(outer.flatMap(({ entries: own }) => own));
  return { cells: entries.filter((entry) => kept.has(entry)), notes };
}

/**
 * Chooses which entries of a list are the cells of an image: objects that are marked as crowds though each is one piece of a
 * cell's size are cells, real crowds are pixels to be ignored, and of categories that lie inside one another the outer
 * one counts. Nothing is left out without a note.
 *
 * @param kinds What the list says of its entries, by their `kind`.
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
    ignored: crowds.map(({ runs }) => runs),
    notes: [...notes, ...chosen.notes],
  };
}
