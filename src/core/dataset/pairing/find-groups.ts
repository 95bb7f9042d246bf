import { foldersInCommon, foldersOfId, foldersOfImage, NAME_STEPS, type NameStep } from "./name-steps.ts";
import { byText } from "./path-name.ts";

/** The sample, plate or well of images, from one table. */
export interface GroupTable {
  readonly path: string;
  /** Keys: the image's id or file name as written. */
  readonly groups: ReadonlyMap<string, string>;
}

/** Steps tried together: the nearest table decides, whether or not a name has its extension. */
const ROUNDS = [...new Set(NAME_STEPS.map(({ condition }) => condition))].map((round) =>
  NAME_STEPS.filter(({ condition }) => condition === round),
);

/** Names of a table, indexed by the name an image would need to match, one step of looseness at a time. */
class NamesOfTable {
  readonly table: GroupTable;
  readonly #indices = new Map<NameStep, Map<string, string[]>>();

  constructor(table: GroupTable) {
    this.table = table;
  }

  /**
   * The name that matches an image. Of several, the one whose folders agree best; null if that is ambiguous.
   */
  nameOf(image: string, steps: readonly NameStep[]): string | null {
    for (const step of steps) {
      const name = this.#nameAt(image, step);
      if (name !== null) return name;
    }
    return null;
  }

  #nameAt(image: string, step: NameStep): string | null {
    const key = step.ofImage(image);
    const names = (key !== null && this.#indexOf(step).get(key)) || [];
    if (names.length < 2) return names[0] ?? null;
    const own = foldersOfImage(image);
    const scores = names.map((name) => foldersInCommon(foldersOfId(name, this.table.path), own));
    const best = scores.reduce((highest, score) => Math.max(highest, score), 0);
    const nearest = names.filter((_, index) => scores[index] === best);
    return nearest.length === 1 ? nearest[0] : null;
  }

  #indexOf(step: NameStep): Map<string, string[]> {
    const known = this.#indices.get(step);
    if (known) return known;
    const index = new Map<string, string[]>();
    for (const name of this.table.groups.keys()) {
      const key = step.ofId(name);
      if (key === null) continue;
      const names = index.get(key);
      if (names) names.push(name);
      else index.set(key, [name]);
    }
    this.#indices.set(step, index);
    return index;
  }
}

const folderOf = (path: string) => path.slice(0, path.lastIndexOf("/") + 1);

/**
 * The table that names an image, and the name. Of several tables, the one in the innermost folder around the
 * image.
 */
function nearest(image: string, tables: readonly NamesOfTable[], steps: readonly NameStep[]) {
  let found: { readonly table: GroupTable; readonly name: string } | null = null;
  let depth = -1;
  for (const names of tables) {
    const folder = folderOf(names.table.path);
    const own = image.startsWith(folder) ? folder.length : -1;
    if (found && own <= depth) continue;
    const name = names.nameOf(image, steps);
    if (name === null) continue;
    found = { table: names.table, name };
    depth = own;
  }
  return found;
}

/**
 * The groups of images, keyed by path, from tables that name them. The nearest table that names an image
 * decides. Names may be written as `NAME_STEPS` allow, the strictest first. Tables that name none of the
 * images are returned as unused.
 */
export function findGroups(
  images: readonly string[],
  tables: readonly GroupTable[],
): { readonly groups: ReadonlyMap<string, string>; readonly unused: readonly string[] } {
  const groups = new Map<string, string>();
  const used = new Set<GroupTable>();
  const sorted = [...tables].sort((a, b) => byText(a.path, b.path)).map((table) => new NamesOfTable(table));
  let left = images;
  for (const steps of sorted.length > 0 ? ROUNDS : []) {
    for (const image of left) {
      const found = nearest(image, sorted, steps);
      if (!found) continue;
      used.add(found.table);
      groups.set(image, found.table.groups.get(found.name) ?? "");
    }
    left = left.filter((image) => !groups.has(image));
  }
  return { groups, unused: tables.filter((table) => !used.has(table)).map(({ path }) => path) };
}
