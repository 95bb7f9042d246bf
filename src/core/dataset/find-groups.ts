import { baseName, splitPath } from "./path-name.ts";

/** Which sample, plate or well images come from, as one table says. */
export interface GroupTable {
  readonly path: string;
  /** By the image's id or file name as written. */
  readonly groups: ReadonlyMap<string, string>;
}

const folderOf = (path: string) => path.slice(0, path.lastIndexOf("/") + 1);

/** The table that names an image by one of `ids`: of several the one with the innermost folder around it. */
function nearest(image: string, ids: readonly string[], tables: readonly GroupTable[]): GroupTable | null {
  let found: GroupTable | null = null;
  let depth = -1;
  for (const table of tables) {
    if (!ids.some((id) => table.groups.has(id))) continue;
    const folder = folderOf(table.path);
    const own = image.startsWith(folder) ? folder.length : -1;
    if (found && own <= depth) continue;
    found = table;
    depth = own;
  }
  return found;
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
  for (const image of images) {
    const ids = [baseName(image), splitPath(image).stem];
    const table = nearest(image, ids, tables);
    const group = table && (table.groups.get(ids[0]) ?? table.groups.get(ids[1]));
    if (!table || !group) continue;
    used.add(table);
    groups.set(image, group);
  }
  return { groups, unused: tables.filter((table) => !used.has(table)).map(({ path }) => path) };
}
