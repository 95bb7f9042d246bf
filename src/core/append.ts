/** Adds items to the end of a list, however many: a call of `push` takes only so many arguments. */
export function append<Item>(list: Item[], more: Iterable<Item>): void {
  for (const item of more) list.push(item);
}
