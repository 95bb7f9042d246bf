import type { ChartLine } from "../../core/curves/chart-lines.ts";
import { nearestIndex } from "../../core/curves/nearest-index.ts";
import type { StagePart } from "../../core/curves/stage-axis.ts";

/** The value of a line at the hover line, or its last one. */
export interface LineReading {
  readonly line: ChartLine;
  readonly value: number;
  /** Place of the point that was read, on the axis. */
  readonly x: number;
  /** Standard deviation of a group of runs there; null for a single run. */
  readonly spread: number | null;
}

/** The stage at a place of the axis; null outside all of them. */
export function partAt(parts: readonly StagePart[], at: number): StagePart | null {
  return parts.find(({ from, to }, index) => at <= to && (at > from || (index === 0 && at >= from))) ?? null;
}

/** Whether a line still has values at a place: it ends no more than the distance of its points before it. */
function reaches({ x }: ChartLine, at: number): boolean {
  const last = x[x.length - 1];
  const spacing = x.length > 1 ? last - x[x.length - 2] : 0;
  return at <= last + spacing;
}

function readingAt(line: ChartLine, index: number): LineReading {
  const { x, y, band } = line;
  return { line, value: y[index], x: x[index], spread: band ? band.high[index] - y[index] : null };
}

/**
 * The values of lines at the nearest point to a place of the axis, of the stage there; null for the last value of the
 * last stage of each run or group. Lines without points, and those that have ended before, are left out.
 */
export function readLines(
  lines: readonly ChartLine[],
  parts: readonly StagePart[],
  at: number | null,
): readonly LineReading[] {
  const drawn = lines.filter(({ x }) => x.length > 0);
  if (at === null) {
    const last = new Map(drawn.map((line) => [`${line.key} ${line.validation}`, line]));
    return [...last.values()].map((line) => readingAt(line, line.x.length - 1));
  }
  const stage = partAt(parts, at)?.stage;
  return drawn
    .filter((line) => line.stage === stage && reaches(line, at))
    .map((line) => readingAt(line, nearestIndex(line.x, at)));
}
