import { useRef, useState } from "react";
import styles from "./PlotFrame.module.css";
import { type Figure, usePlot } from "./use-plot.ts";

export interface PlotFrameProps {
  /** The figure to draw; a new function after every change, null if there is none. */
  readonly figure: (() => Figure) | null;
  /** Text shown if there is no figure. */
  readonly emptyText: string;
  /** An error of the chart from elsewhere. */
  readonly problem?: string | null;
}

/** Frame of a chart, or of the text that replaces it. */
export function PlotFrame({ figure, emptyText, problem = null }: PlotFrameProps) {
  const plot = useRef<HTMLDivElement>(null);
  const [failure, setFailure] = useState<string | null>(null);
  usePlot(plot, figure, setFailure);
  const wrong = problem ?? failure;
  return (
    <div className={styles.frame}>
      <div ref={plot} className={styles.plot} hidden={!figure} />
      {figure ? null : <p className={styles.empty}>{emptyText}</p>}
      {wrong ? <p className={styles.empty}>The chart could not be drawn. {wrong}</p> : null}
    </div>
  );
}
