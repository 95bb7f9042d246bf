import type { DrawnRun } from "../../core/curves/chart-lines.ts";
import { spreadLabels } from "../curves/spread-labels.ts";
import type { PlotBox } from "./chart-scale.ts";
import type { LinePath } from "./line-paths.ts";

/** The name of a run or group beside the end of its line. */
export interface EndLabel {
  readonly key: string;
  readonly colour: number;
  readonly text: string;
  /** Place of the text, and of the end of the line, px. */
  readonly at: number;
  readonly end: number;
}

/** Height of a label, px. */
export const LABEL_HEIGHT = 14;
/** Width of a chart below which lines need all of it, px. */
export const NARROWEST_WITH_LABELS = 380;
/** Width of a letter, rather too large than too small, and of what is beside the text, px. */
const LETTER_WIDTH = 6.1;
const BESIDE = 14;
/** Most room for labels, as a fraction of the width of the chart. */
const MOST_ROOM = 0.27;

/** Room for labels at the right of the plot, px: the same in all charts of a width. */
export function labelRoom(drawn: ReadonlyMap<string, DrawnRun>, width: number): number {
  const longest = Math.max(0, ...Array.from(drawn.values(), ({ label }) => label.length));
  return Math.min(MOST_ROOM * width, BESIDE + LETTER_WIDTH * longest);
}

/** A text, cut in the middle if it is too long: names of a series often differ at their ends. */
export function shortened(text: string, most: number): string {
  if (text.length <= most) return text;
  const end = Math.floor((most - 1) / 3);
  return `${text.slice(0, most - 1 - end).trimEnd()}…${text.slice(text.length - end).trimStart()}`;
}

/** Texts at wanted heights, moved apart as little as needed; null if they do not fit into the plot. */
export function spreadTexts<Label extends { readonly end: number }>(
  labels: readonly Label[],
  { top, height }: PlotBox,
): (Label & { readonly at: number })[] | null {
  if (labels.length * LABEL_HEIGHT > height) return null;
  const inside = (end: number) => Math.max(0, Math.min(height, end - top));
  const ordered = labels.toSorted((a, b) => a.end - b.end);
  const centres = spreadLabels(
    ordered.map(({ end }) => ({ centre: inside(end), length: LABEL_HEIGHT })),
    height,
  );
  return ordered.map((label, index) => ({ ...label, at: top + centres[index] }));
}

/** The names beside the ends of lines, one for each run or group; none if they do not fit. */
export function endLabels(
  paths: readonly LinePath[],
  drawn: ReadonlyMap<string, DrawnRun>,
  box: PlotBox,
  room: number,
): readonly EndLabel[] {
  const most = Math.floor((room - BESIDE) / LETTER_WIDTH);
  const ends = new Map<string, readonly [x: number, y: number]>();
  for (const { line, end } of paths) {
    const before = ends.get(line.key);
    if (end && (!before || (line.validation === 0 && end[0] >= before[0]))) ends.set(line.key, end);
  }
  const labels = [...ends].flatMap(([key, [, end]]) => {
    const run = drawn.get(key);
    return run ? [{ key, colour: run.colour, text: shortened(run.label, most), end }] : [];
  });
  return spreadTexts(labels, box) ?? [];
}
