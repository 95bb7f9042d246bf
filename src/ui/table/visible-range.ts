/** Rows drawn beyond either edge, so that scrolling and the Tab key find them there. */
const BEYOND = 6;

/** What is in sight of a list of rows of one height. */
export interface Sight {
  /** Pixels scrolled away above. */
  readonly top: number;
  /** Pixels in sight. */
  readonly height: number;
}

/** The rows to draw, `first` up to but without `end`. */
export interface RowRange {
  readonly first: number;
  readonly end: number;
}

/** Which of `count` rows of `rowHeight` pixels are in sight, with a few more on either side. */
export function visibleRange(count: number, rowHeight: number, { top, height }: Sight): RowRange {
  const last = Math.ceil((top + height) / rowHeight) + BEYOND;
  const end = Math.max(0, Math.min(count, last));
  const first = Math.max(0, Math.min(end, Math.floor(top / rowHeight) - BEYOND));
  return { first, end };
}

/** Where to scroll so that a row is whole in sight below a head of `head` pixels; `top` when it is already. */
export function scrolledTo(row: number, rowHeight: number, { top, height }: Sight, head: number): number {
  const above = row * rowHeight;
  const below = above + rowHeight + head - height;
  return Math.max(Math.min(top, above), below);
}
