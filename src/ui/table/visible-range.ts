/** Rows drawn beyond either edge, to be available for scrolling and the Tab key. */
const BEYOND = 6;

/** The visible part of a list of rows of equal height. */
export interface ScrollWindow {
  /** Pixels scrolled out above. */
  readonly top: number;
  /** Visible pixels. */
  readonly height: number;
}

/** The rows to draw, from `first` up to, but excluding, `end`. */
export interface RowRange {
  readonly first: number;
  readonly end: number;
}

/** Range of the visible rows out of `count` rows of `rowHeight` pixels, with a few more on either side. */
export function visibleRange(count: number, rowHeight: number, { top, height }: ScrollWindow): RowRange {
  const last = Math.ceil((top + height) / rowHeight) + BEYOND;
  const end = Math.max(0, Math.min(count, last));
  const first = Math.max(0, Math.min(end, Math.floor(top / rowHeight) - BEYOND));
  return { first, end };
}

/**
 * Scroll position at which a row is fully visible below a header of `head` pixels; `top` if it already is.
 */
export function scrolledTo(
  row: number,
  rowHeight: number,
  { top, height }: ScrollWindow,
  head: number,
): number {
  const above = row * rowHeight;
  const below = above + rowHeight + head - height;
  return Math.max(Math.min(top, above), below);
}
