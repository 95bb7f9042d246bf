import type { Layout, Trace } from "plotly.js-basic-dist-min";
import { type RefObject, useEffect } from "react";
import { sentenceOf } from "../../core/errors.ts";
import { CHART_CONFIG } from "./chart-config.ts";
import type { ChartSize } from "./chart-size.ts";
import { loadPlotly } from "./load-plotly.ts";

/** Input of plotly. */
export interface Figure {
  readonly traces: Trace[];
  readonly layout: Layout;
}

/** Class that plotly adds to an element with a chart. */
const DRAWN = "js-plotly-plot";

/** Creates the figure of a chart of some size. */
export type FigureOfSize = (size: ChartSize) => Figure;

/**
 * Keeps the chart in an element up to date with `figure`, which changes for every redraw, and with the size
 * of the element. Without a figure nothing is drawn and plotly is not fetched. `onFailure` is called with a
 * message, or with null on success.
 */
export function usePlot(
  plot: RefObject<HTMLDivElement | null>,
  figure: FigureOfSize | null,
  onFailure: (sentence: string | null) => void,
): void {
  useEffect(() => {
    const root = plot.current;
    if (!root || !figure) return;
    let stale = false;
    const draw = async () => {
      const plotly = await loadPlotly();
      const { clientWidth: width, clientHeight: height } = root;
      // Plotly cannot draw in a hidden element.
      if (stale || width === 0 || height === 0) return;
      const { traces, layout } = figure({ width, height });
      await plotly.react(root, traces, { ...layout, width, height }, CHART_CONFIG);
      onFailure(null);
    };
    // It also reports the size at first.
    const observer = new ResizeObserver(() => {
      draw().catch((error: unknown) => onFailure(sentenceOf(error)));
    });
    observer.observe(root);
    return () => {
      stale = true;
      observer.disconnect();
    };
  }, [plot, figure, onFailure]);

  useEffect(() => {
    const root = plot.current;
    return () => {
      if (root?.classList.contains(DRAWN)) void loadPlotly().then((plotly) => plotly.purge(root));
    };
  }, [plot]);
}
