import { byText } from "./path-name.ts";

const COLLATOR = new Intl.Collator("en", { numeric: true });

/** Natural order, with numbers by value: cell2 before cell10. The order of every list of images. */
export function byName(a: string, b: string): number {
  return COLLATOR.compare(a, b) || byText(a, b);
}
