import type { ChartLine, LinePoints } from "../../core/curves/chart-lines.ts";
import { thinSeries } from "../../core/curves/thin-series.ts";
import { type PlotBox, type Scale, visibleIndices } from "./chart-scale.ts";

/** Scales of both axes. */
export interface Scales {
  readonly x: Scale;
  readonly y: Scale;
}

/** Most points of a line with markers, and fewest px between them. */
const MOST_MARKERS = 40;
const MARKER_DISTANCE = 9;

/** Whether the points of these lines are few enough for markers: those of a chart all have some or none. */
export function haveMarkers(lines: readonly ChartLine[], x: Scale, width: number): boolean {
  const most = Math.min(MOST_MARKERS, width / MARKER_DISTANCE);
  return lines.every((line) => {
    const [start, end] = visibleIndices(line, x.range);
    return end - start <= most;
  });
}

/** What is drawn of a line. */
export interface LinePath {
  readonly line: ChartLine;
  readonly main: string;
  readonly raw: string | null;
  readonly band: string | null;
  /** Places of markers, px; none on lines of many points. */
  readonly markers: readonly (readonly [x: number, y: number])[];
  /** The last value that can be drawn, px; null if the line is not in the plot. */
  readonly end: readonly [x: number, y: number] | null;
  /** Whether the line ends there because the values after it are not numbers. */
  readonly isLost: boolean;
}

type Pixels = readonly (readonly [x: number, y: number])[];

const part = (values: ArrayLike<number>, start: number, end: number): ArrayLike<number> =>
  start === 0 && end === values.length ? values : Array.prototype.slice.call(values, start, end);

/** The visible points in px, of a long line only about `limit`: the lowest and highest at each place. */
function pixelsOf(
  { x, y }: LinePoints,
  [start, end]: readonly [number, number],
  scales: Scales,
  limit: number,
): Pixels {
  const thin = thinSeries(part(x, start, end), part(y, start, end), limit);
  return thin.x.flatMap((place, index) => {
    const pixel = [scales.x.at(place), scales.y.at(thin.y[index])] as const;
    return pixel.every(Number.isFinite) ? [pixel] : [];
  });
}

/** Values far outside the plot are drawn at this distance from it, px: they would overflow the numbers of a path. */
const FAR = 1e4;

const pointText = ([x, y]: Pixels[number]) =>
  `${x.toFixed(1)} ${Math.max(-FAR, Math.min(FAR, y)).toFixed(1)}`;

/**
 * The edge of a band. On a logarithmic axis, what is not above 0 lies below everything that is shown.
 */
function edgeOf(values: ArrayLike<number>, { isLog, range }: Scale): ArrayLike<number> {
  const lowest = range[0] / 10;
  return isLog ? Float64Array.from(values, (value) => (value <= 0 ? lowest : value)) : values;
}

const pathText = (pixels: Pixels) => (pixels.length === 0 ? "" : `M${pixels.map(pointText).join("L")}`);

/** The last drawing of each line: hiding one leaves the others as they are. */
const drawings = new WeakMap<ChartLine, { readonly form: string; readonly path: LinePath }>();

/** The drawing of a line in a plot; the same object while nothing of it has changed. */
export function linePath(line: ChartLine, scales: Scales, box: PlotBox, hasMarkers: boolean): LinePath {
  const { x, y } = scales;
  const form = JSON.stringify([x.range, x.isLog, y.range, y.isLog, box, hasMarkers]);
  const before = drawings.get(line);
  if (before?.form === form) return before.path;
  const path = drawLine(line, scales, box, hasMarkers);
  drawings.set(line, { form, path });
  return path;
}

function drawLine(line: ChartLine, scales: Scales, { left, width }: PlotBox, hasMarkers: boolean): LinePath {
  const visible = visibleIndices(line, scales.x.range);
  // Two points per px: the lowest and the highest value at each place.
  const limit = Math.max(8, Math.round(2 * width));
  const pixels = pixelsOf(line, visible, scales, limit);
  const last = pixels.findLast(([x]) => x <= left + width + 0.5);
  const values = line.y;
  return {
    line,
    main: pathText(pixels),
    // What lies behind needs no more than one point per px.
    raw: line.raw ? pathText(pixelsOf({ x: line.x, y: line.raw }, visible, scales, limit / 2)) : null,
    band: line.band
      ? `${pathText([
          ...pixelsOf({ x: line.x, y: edgeOf(line.band.high, scales.y) }, visible, scales, limit),
          ...[
            ...pixelsOf({ x: line.x, y: edgeOf(line.band.low, scales.y) }, visible, scales, limit),
          ].reverse(),
        ])}Z`
      : null,
    // A single point is no line.
    markers: hasMarkers || pixels.length === 1 ? pixels : [],
    end: last ?? null,
    isLost: values.length > 0 && !Number.isFinite(values[values.length - 1]),
  };
}
