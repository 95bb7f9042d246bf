/** Rank of a label for a lower-case search: 0 at its start, 1 at the start of a word, 2 within; null without. */
function rankOf(label: string, search: string): number | null {
  const at = label.toLowerCase().indexOf(search);
  if (at < 0) return null;
  if (at === 0) return 0;
  return label[at - 1] === " " ? 1 : 2;
}

/** Items whose labels contain the search, those that start with it first; all for an empty search. */
export function findByLabel<Item extends { readonly label: string }>(
  items: readonly Item[],
  search: string,
): readonly Item[] {
  const wanted = search.trim().toLowerCase();
  if (wanted === "") return items;
  return items
    .flatMap((item) => {
      const rank = rankOf(item.label, wanted);
      return rank === null ? [] : [{ item, rank }];
    })
    .sort((a, b) => a.rank - b.rank)
    .map(({ item }) => item);
}
