/** Narrowest chart beside another on the page, px. */
const NARROWEST = 400;

/** Charts in rows without a gap. */
export interface ChartColumns {
  readonly columns: number;
  /** Columns that the last chart takes: what is left of its row. */
  readonly lastSpan: number;
}

/** As many columns as fit, or one less if fewer places stay free so. Widths are in px. */
export function chartColumns(count: number, width: number, narrowest = NARROWEST): ChartColumns {
  const most = Math.max(1, Math.min(count, Math.floor(width / narrowest)));
  const freeIn = (columns: number) => (columns - (count % columns)) % columns;
  const columns = most > 2 && freeIn(most - 1) < freeIn(most) ? most - 1 : most;
  return { columns, lastSpan: 1 + freeIn(columns) };
}
