/** What a column needs to be shown. */
export interface FittingColumn {
  /** px */
  readonly width: number;
  /** Rank in which columns get room, from 0; those of rank 0 are always shown. */
  readonly rank: number;
}

/** The columns that fit into a width, px, in their order: rank by rank, each rank as a whole. */
export function fittingColumns<Column extends FittingColumn>(
  columns: readonly Column[],
  width: number,
): readonly Column[] {
  const upTo = (rank: number) => columns.filter((column) => column.rank <= rank);
  let fitting = upTo(0);
  const last = Math.max(0, ...columns.map(({ rank }) => rank));
  for (let rank = 1; rank <= last; rank++) {
    const more = upTo(rank);
    if (more.reduce((sum, column) => sum + column.width, 0) > width) break;
    fitting = more;
  }
  return fitting;
}
