import { byText } from "./path-name.ts";

const COLLATOR = new Intl.Collator("en", { numeric: true });

/** Natural order, with numbers by value: cell2 before cell10. The order of every list of images. */
export function byName(a: string, b: string): number {
  return COLLATOR.compare(a, b) || byText(a, b);
}

/**
 * The entry just before (-1) or after (1) a name in that order; null at the end of the list. Entries of the
 * same name are never neighbours.
 */
export function neighbourByName<Entry extends { readonly name: string }>(
  entries: readonly Entry[],
  name: string,
  step: -1 | 1,
): Entry | null {
  let nearest: Entry | null = null;
  for (const entry of entries) {
    if (byName(entry.name, name) * step <= 0) continue;
    if (!nearest || byName(entry.name, nearest.name) * step < 0) nearest = entry;
  }
  return nearest;
}
