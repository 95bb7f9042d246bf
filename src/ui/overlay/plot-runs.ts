import { MEASURES } from "../../core/curves/curve-measures.ts";
import { runSeries } from "../../core/curves/run-series.ts";
import type { PlotRequest } from "../../state/scripting.ts";
import { drawSheet } from "./draw-sheet.tsx";
import { measuredIn, overlayCharts } from "./overlay-charts.ts";
import { coloursOfTheme } from "./overlay-colours.ts";
import { sharedAxis } from "./shared-axis.ts";

const DEFAULTS = {
  x: "step",
  smoothing: 0.9,
  logY: false,
  title: "Curves",
  theme: "light",
  width: 1200,
} as const;

/** Runs of a request by their group; a run without one is alone. */
function drawnOf(runs: PlotRequest["runs"]) {
  const groups = new Map<
    string,
    { name: string; label: string; colour: number; members: ReturnType<typeof runSeries>[] }
  >();
  for (const [place, { name, rows, colour = place, group = null }] of runs.entries()) {
    const key = group === null ? `run ${place}` : `group ${group}`;
    const own = groups.get(key);
    if (own) own.members.push(runSeries(rows));
    else groups.set(key, { name: group ?? name, label: group ?? name, colour, members: [runSeries(rows)] });
  }
  return [...groups].map(([key, drawn]) => ({
    key,
    ...drawn,
    name: drawn.members.length > 1 ? `${drawn.label} · ${drawn.members.length} seeds` : drawn.name,
  }));
}

/** Draws runs over each other, as on the page; returns the text of an SVG file. */
export function plotRuns({ runs, measures, ...options }: PlotRequest): string {
  const { x, smoothing, logY, title, theme, width } = { ...DEFAULTS, ...options };
  const drawn = drawnOf(runs);
  const members = drawn.flatMap((run) => run.members);
  const axis = sharedAxis(members, { axis: x, stage: null, logX: false, logY, zoom: null });
  const measured = measuredIn(members);
  const charts = overlayCharts(drawn, measures ?? MEASURES.filter((measure) => measured.has(measure)), {
    axis: x,
    parts: axis.parts,
    smoothing,
  });
  return drawSheet({ title, drawn, charts, axis, smoothing, colours: coloursOfTheme(theme), width });
}
