/** An item whose turn it is. */
interface Taken<Item, Result> {
  readonly item: Item;
  /** Lets the work on the item that waits for its turn begin. */
  readonly begin: () => void;
  readonly result: Promise<Result>;
}

/**
 * Works on items before it is their turn, and yields them in order. The caller must wait for each result before
 * it asks for the next item.
 *
 * @param take Works on an item; what must not run ahead waits for `turn`.
 * @param mayBegin Whether an item may be begun beside others whose results have not been used.
 */
export async function* takeAhead<Item, Result>(
  items: readonly Item[],
  take: (item: Item, turn: Promise<void>) => Promise<Result>,
  mayBegin: (item: Item, others: readonly Item[]) => boolean,
): AsyncGenerator<Taken<Item, Result>, void, undefined> {
  const begun: Taken<Item, Result>[] = [];
  const isRoomFor = (item: Item) =>
    begun.length === 0 ||
    mayBegin(
      item,
      begun.map((other) => other.item),
    );
  for (let next = 0; next < items.length || begun.length > 0; begun.shift()) {
    for (; next < items.length && isRoomFor(items[next]); next++) {
      const item = items[next];
      let begin = () => {};
      const turn = new Promise<void>((resolve) => {
        begin = resolve;
      });
      const result = take(item, turn);
      // The caller learns of its failure in its turn.
      result.catch(() => {});
      begun.push({ item, begin, result });
    }
    yield begun[0];
  }
}
