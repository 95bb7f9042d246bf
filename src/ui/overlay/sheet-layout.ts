import { chartColumns } from "./chart-columns.ts";
import { shortened } from "./end-labels.ts";

/** Places on a sheet of charts, px. */
export interface SheetLayout {
  readonly height: number;
  /** Free room around the sheet. */
  readonly margin: number;
  /** Entries of the legend: the base line of their texts. */
  readonly entries: readonly { readonly x: number; readonly y: number; readonly text: string }[];
  /** The plots; their titles are above them. */
  readonly charts: readonly {
    readonly x: number;
    readonly y: number;
    readonly width: number;
    readonly height: number;
  }[];
}

const MARGIN = 24;
const LEGEND_TOP = 34;
const LEGEND_BELOW_TITLE = 62;
const LEGEND_LINE = 20;
const LETTER_WIDTH = 6.7;
/** Room of an entry beside its text: the sample of the line, and the distance to the next. */
const ENTRY = 48;
const LONGEST_ENTRY = 60;
const NARROWEST_CHART = 520;
const CHART_HEIGHT = 280;
const TITLE_HEIGHT = 34;

/** Places of a legend with these names and of some charts on a sheet of some width. */
export function sheetLayout(
  names: readonly string[],
  charts: number,
  width: number,
  hasTitle: boolean,
): SheetLayout {
  let [x, y] = [MARGIN, hasTitle ? LEGEND_BELOW_TITLE : LEGEND_TOP];
  const entries = names.map((name) => {
    const text = shortened(name, LONGEST_ENTRY);
    const length = ENTRY + text.length * LETTER_WIDTH;
    if (x > MARGIN && x + length > width - MARGIN) [x, y] = [MARGIN, y + LEGEND_LINE];
    const place = { x, y, text };
    x += length;
    return place;
  });
  const top = y + LEGEND_LINE;
  const { columns, lastSpan } = chartColumns(charts, width, NARROWEST_CHART);
  const room = (width - MARGIN) / columns;
  const places = Array.from({ length: charts }, (_, index) => ({
    x: MARGIN / 2 + (index % columns) * room,
    y: top + TITLE_HEIGHT + Math.floor(index / columns) * (CHART_HEIGHT + TITLE_HEIGHT),
    width: room * (index === charts - 1 ? lastSpan : 1),
    height: CHART_HEIGHT,
  }));
  const rows = Math.ceil(charts / columns);
  return {
    height: top + rows * (CHART_HEIGHT + TITLE_HEIGHT) + MARGIN / 2,
    margin: MARGIN,
    entries,
    charts: places,
  };
}
