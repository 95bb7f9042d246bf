import { baseName, splitPath } from "./path-name.ts";

/** Which sample, plate or well images come from, as one table says. */
export interface GroupTable {
  readonly path: string;
  /** By the image's id or file name as written. */
  readonly groups: ReadonlyMap<string, string>;
}

const folderOf = (path: string) => path.slice(0, path.lastIndexOf("/") + 1);

/** Tables whose folder an image lies in or below, the innermost first, then all others. */
function nearestFirst(image: string, tables: readonly GroupTable[]): GroupTable[] {
  const nearness = ({ path }: GroupTable) => (image.startsWith(folderOf(path)) ? folderOf(path).length : -1);
  return [...tables].sort((a, b) => nearness(b) - nearness(a));
}

/**
 * The groups of images, by their paths, from tables that name them by file name with or without extension; the nearest
 * table that names an image decides. Tables that name none of them are returned as unused.
 */
export function findGroups(
  images: readonly string[],
  tables: readonly GroupTable[],
): { readonly groups: ReadonlyMap<string, string>; readonly unused: readonly string[] } {
  const groups = new Map<string, string>();
  const used = new Set<GroupTable>();
  for (const image of tables.length === 0 ? [] : images) {
    const ids = [baseName(image), splitPath(image).stem];
    const table = nearestFirst(image, tables).find((one) => ids.some((id) => one.groups.has(id)));
    const group = table && ids.map((id) => table.groups.get(id)).find((found) => found !== undefined);
    if (!table || group === undefined) continue;
    used.add(table);
    groups.set(image, group);
  }
  return { groups, unused: tables.filter((table) => !used.has(table)).map(({ path }) => path) };
}
