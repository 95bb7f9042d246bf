import type { PlotElement } from "plotly.js-basic-dist-min";
import { type PointerEvent, type ReactNode, useCallback, useRef, useState } from "react";
import styles from "./PlotFrame.module.css";
import type { PlotArea } from "./plot-area.ts";
import { valueAt } from "./plot-area.ts";
import { type FigureOfSize, usePlot } from "./use-plot.ts";

export interface PlotFrameProps {
  /** The figure to draw; a new function after every change, null if there is none. */
  readonly figure: FigureOfSize | null;
  /** Text shown if there is no figure. */
  readonly emptyText: string;
  /** An error of the chart from elsewhere. */
  readonly problem?: string | null;
  /** Called with the value of the horizontal axis under the pointer, or null when it leaves. */
  readonly onPoint?: ((value: number | null) => void) | undefined;
  /** What lies over the plot; gets a function that returns where the data is plotted. */
  readonly over?: ((area: () => PlotArea | null) => ReactNode) | undefined;
}

function areaOf(plot: PlotElement | null): PlotArea | null {
  const layout = plot?.layout;
  const range = layout?.xaxis.range;
  if (!plot || !layout || !range || plot.clientWidth === 0) return null;
  const { l, r } = layout.margin;
  return { left: l, width: plot.clientWidth - l - r, range };
}

/** Frame of a chart, or of the text that replaces it. */
export function PlotFrame({ figure, emptyText, problem = null, onPoint, over }: PlotFrameProps) {
  const plot = useRef<HTMLDivElement>(null);
  const [failure, setFailure] = useState<string | null>(null);
  usePlot(plot, figure, setFailure);
  const wrong = problem ?? failure;
  const area = useCallback(() => areaOf(plot.current), []);
  const move = ({ clientX, currentTarget }: PointerEvent) => {
    const drawn = area();
    if (drawn && onPoint) onPoint(valueAt(drawn, clientX - currentTarget.getBoundingClientRect().left));
  };
  return (
    <div className={styles.frame} onPointerMove={move} onPointerLeave={() => onPoint?.(null)}>
      <div ref={plot} className={styles.plot} hidden={!figure} />
      {figure && over ? over(area) : null}
      {figure ? null : <p className={styles.empty}>{emptyText}</p>}
      {wrong ? <p className={styles.empty}>The chart could not be drawn. {wrong}</p> : null}
    </div>
  );
}
