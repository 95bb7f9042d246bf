import type { ImageSize, PanelSize } from "../canvas/viewport.ts";

/** Arrangement of equal panels that fill an area. */
export interface PanelGrid {
  readonly columns: number;
  readonly rows: number;
  /** Smallest height of a row, CSS px: with more rows than fit at it, the area scrolls. */
  readonly lowest: number;
}

/** Sizes around the panels, CSS px. */
export interface PanelSpacing {
  /** Between panels. */
  readonly gap: number;
  /** Height of a panel's heading. */
  readonly head: number;
}

/** Smallest width of a panel and height of its field, CSS px. */
const SMALLEST = 140;

/**
 * The number of columns at which images of one size are drawn largest in `count` panels that fill an area
 * together, without panels smaller than 140 px as long as one column is wide enough.
 */
export function panelGrid(
  count: number,
  area: PanelSize,
  image: ImageSize,
  { gap, head }: PanelSpacing,
): PanelGrid {
  const most = Math.max(1, Math.min(count, Math.floor((area.width + gap) / (SMALLEST + gap))));
  const lowest = SMALLEST + head;
  let best: PanelGrid = { columns: 1, rows: count, lowest };
  let largest = 0;
  for (let columns = 1; columns <= most; columns++) {
    const rows = Math.ceil(count / columns);
    const width = (area.width + gap) / columns - gap;
    const height = Math.max(SMALLEST, (area.height + gap) / rows - gap - head);
    const scrolled = rows * (height + head + gap) - gap > area.height + 1;
    // Panels that fit come first, then those with fewer rows to scroll.
    const scale = Math.min(width / image.columns, height / image.rows) / (scrolled ? 1e3 * rows : 1);
    if (scale <= largest * (1 + 1e-9)) continue;
    largest = scale;
    best = { columns, rows, lowest };
  }
  return best;
}
