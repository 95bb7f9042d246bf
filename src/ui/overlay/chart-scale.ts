import type { ChartLine, LinePoints } from "../../core/curves/chart-lines.ts";
import type { Zoom } from "../../state/overlay.ts";
import { logAxis } from "../curves/log-axis.ts";

/** The plotted part of a chart, px from its top left corner. */
export interface PlotBox {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** One axis: values to places in px. */
export interface Scale {
  readonly isLog: boolean;
  /** Values at the ends, both above 0 if the axis is logarithmic. */
  readonly range: Zoom;
  /** Place of a value, px; not finite if the axis cannot show it. */
  at(value: number): number;
  /** Value at a place. */
  valueAt(place: number): number;
}

/** An axis from `start` px (its lowest value) to `end` px. */
export function scaleOf(range: Zoom, isLog: boolean, start: number, end: number): Scale {
  const warp = isLog ? Math.log10 : (value: number) => value;
  const unwarp = isLog ? (value: number) => 10 ** value : (value: number) => value;
  const [low, high] = [warp(range[0]), warp(range[1])];
  const length = high - low || 1;
  return {
    isLog,
    range,
    at: (value) => start + ((warp(value) - low) / length) * (end - start),
    valueAt: (place) => unwarp(low + ((place - start) / (end - start)) * length),
  };
}

/** Index of the first place at or after `wanted`; the length if there is none. */
function firstFrom({ x }: LinePoints, wanted: number): number {
  let low = 0;
  let high = x.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (x[middle] < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Indices of the points within a part of the axis, start to end - 1, with one more at each side. */
export function visibleIndices(line: LinePoints, [low, high]: Zoom): readonly [start: number, end: number] {
  const start = Math.max(0, firstFrom(line, low) - 1);
  let end = firstFrom(line, high);
  while (end < line.x.length && line.x[end] <= high) end++;
  return [start, Math.min(line.x.length, end + 1)];
}

/** Whether an axis of these values begins at 0: their differences are not small beside their size. */
const ZERO_BELOW = 0.6;
/** Room beyond the values, as a fraction of their range. */
const ROOM = 0.06;
/** Relative difference of values that are equal but for rounding. */
const ROUNDING = 1e-9;

function linearRange(low: number, high: number): Zoom {
  if (high - low <= ROUNDING * Math.max(Math.abs(low), Math.abs(high)))
    return low === 0 ? [0, 1] : [low - Math.abs(low) / 2, high + Math.abs(high) / 2];
  const room = ROOM * (high - low);
  if (low >= 0 && low < ZERO_BELOW * high) return [0, high + ROOM * high];
  return [low - room, high + room];
}

/**
 * Range of a vertical axis that shows what the lines have in the shown part; null if it can show none of their
 * values. What a smoothed line was made of may exceed it.
 */
export function valueRange(lines: readonly ChartLine[], shown: Zoom, isLog: boolean): Zoom | null {
  let lowest = Number.POSITIVE_INFINITY;
  let highest = Number.NEGATIVE_INFINITY;
  for (const line of lines) {
    const [start, end] = visibleIndices(line, shown);
    const bounds = line.band ? [line.y, line.band.low, line.band.high] : [line.y];
    for (const values of bounds) {
      for (let index = start; index < end; index++) {
        const value = values[index];
        if (!Number.isFinite(value) || (isLog && value <= 0)) continue;
        if (value < lowest) lowest = value;
        if (value > highest) highest = value;
      }
    }
  }
  if (lowest > highest) return null;
  if (!isLog) return linearRange(lowest, highest);
  const range = logAxis([lowest, highest])?.range ?? [0, 1];
  return [10 ** range[0], 10 ** range[1]];
}
