/** Appends any number of items to a list; the number of arguments of `push` is limited. */
export function append<Item>(list: Item[], more: Iterable<Item>): void {
  for (const item of more) list.push(item);
}
