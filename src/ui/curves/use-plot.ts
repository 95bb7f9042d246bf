import type { Layout, Trace } from "plotly.js-basic-dist-min";
import { type RefObject, useEffect } from "react";
import { sentenceOf } from "../../core/errors.ts";
import { CHART_CONFIG } from "./chart-config.ts";
import { loadPlotly } from "./load-plotly.ts";

/** Input of plotly. */
export interface Figure {
  readonly traces: Trace[];
  readonly layout: Layout;
}

/** Class that plotly adds to an element with a chart. */
const DRAWN = "js-plotly-plot";

/**
 * Keeps the chart in an element up to date with `figure`, which changes for every redraw, and with the size
 * of the element. Without a figure nothing is drawn and plotly is not fetched. `onFailure` is called with a
 * message, or with null on success.
 */
export function usePlot(
  plot: RefObject<HTMLDivElement | null>,
  figure: (() => Figure) | null,
  onFailure: (sentence: string | null) => void,
): void {
  useEffect(() => {
    const root = plot.current;
    if (!root || !figure) return;
    let stale = false;
    const draw = async () => {
      const plotly = await loadPlotly();
      if (stale) return;
      const { traces, layout } = figure();
      await plotly.react(root, traces, layout, CHART_CONFIG);
      onFailure(null);
    };
    draw().catch((error: unknown) => onFailure(sentenceOf(error)));
    return () => {
      stale = true;
    };
  }, [plot, figure, onFailure]);

  useEffect(() => {
    const root = plot.current;
    if (!root) return;
    const resize = async () => {
      // Without points the chart is hidden, and plotly cannot size a hidden element.
      if (!root.classList.contains(DRAWN) || root.clientWidth === 0) return;
      const plotly = await loadPlotly();
      await plotly.Plots.resize(root);
    };
    const observer = new ResizeObserver(() => {
      resize().catch((error: unknown) => onFailure(sentenceOf(error)));
    });
    observer.observe(root);
    return () => {
      observer.disconnect();
      if (root.classList.contains(DRAWN)) void loadPlotly().then((plotly) => plotly.purge(root));
    };
  }, [plot, onFailure]);
}
