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
const TICK_HEIGHT = 32;

/** Numbers below and above which a linear axis has a factor for all of its numbers. */
const SMALL = 0.01;
const LARGE = 1e5;

const SUPERSCRIPTS: Readonly<Record<string, string>> = Object.fromEntries(
  [..."⁰¹²³⁴⁵⁶⁷⁸⁹"].map((letter, digit) => [String(digit), letter]),
);

/** Numbers beside the vertical axis, and the factor of all of them, e.g. `×10⁻³`; empty for 1. */
export interface ValueTicks {
  readonly ticks: readonly Tick[];
  readonly factor: string;
}

function exponentOf([low, high]: Scale["range"]): number {
  const size = Math.max(Math.abs(low), Math.abs(high));
  return size > 0 && (size < SMALL || size >= LARGE) ? Math.floor(Math.log10(size)) : 0;
}

function factorText(exponent: number): string {
  if (exponent === 0) return "";
  const digits = [...String(Math.abs(exponent))].map((digit) => SUPERSCRIPTS[digit]);
  return `×10${exponent < 0 ? "⁻" : ""}${digits.join("")}`;
}

/** Numbers beside the vertical axis. */
export function valueTicks(scale: Scale, height: number): ValueTicks {
  const { range, isLog } = scale;
  if (isLog) {
    const values = (logAxis(range)?.ticks ?? []).filter((value) => value >= range[0] && value <= range[1]);
    return { ticks: values.map((value) => ({ at: scale.at(value), text: legendNumber(value) })), factor: "" };
  }
  const exponent = exponentOf(range);
  const values = legendTicks(range, Math.max(2, height / TICK_HEIGHT));
  const ticks = values.map((value) => ({ at: scale.at(value), text: legendNumber(value / 10 ** exponent) }));
  return { ticks, factor: factorText(exponent) };
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
