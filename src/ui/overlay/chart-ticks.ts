import type { StagePart } from "../../core/curves/stage-axis.ts";
import { legendNumber, legendTicks } from "../canvas/legend-ticks.ts";
import { logAxis } from "../curves/log-axis.ts";
import { type AxisUnit, placeText } from "./axis-unit.ts";
import type { Scale } from "./chart-scale.ts";

/** A number beside an axis, and its place in px. */
export interface Tick {
  readonly at: number;
  readonly text: string;
}

/** Room that a number takes beside the horizontal and the vertical axis, px. */
const TICK_WIDTH = 64;
const TICK_HEIGHT = 42;

/** Numbers beside the vertical axis. */
export function valueTicks(scale: Scale, height: number): readonly Tick[] {
  const { range, isLog } = scale;
  const values = isLog
    ? (logAxis(range)?.ticks ?? []).filter((value) => value >= range[0] && value <= range[1])
    : legendTicks(range, Math.max(2, height / TICK_HEIGHT));
  return values.map((value) => ({ at: scale.at(value), text: legendNumber(value) }));
}

/** Numbers below the horizontal axis: each stage is counted from its own start. */
export function placeTicks(scale: Scale, parts: readonly StagePart[], unit: AxisUnit): readonly Tick[] {
  const [low, high] = scale.range;
  return parts.flatMap(({ from, to }, index) => {
    const [start, end] = [Math.max(low, from), Math.min(high, to)];
    const room = scale.at(end) - scale.at(start);
    if (!(end > start) || !(room > 0)) return [];
    const count = Math.max(1, room / TICK_WIDTH);
    const places = scale.isLog
      ? (logAxis([start, end])?.ticks ?? [])
      : legendTicks([(start - from) / unit.size, (end - from) / unit.size], count).map(
          (value) => value * unit.size,
        );
    return places
      .filter((place) => from + place >= start && from + place <= end)
      .filter((place) => index === 0 || place > 0)
      .map((place) => ({ at: scale.at(from + place), text: placeText(place, unit) }));
  });
}
