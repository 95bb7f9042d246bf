import { useRef, useState } from "react";
import styles from "./PlotFrame.module.css";
import { type Figure, usePlot } from "./use-plot.ts";

export interface PlotFrameProps {
  /** What to draw; another function whenever it has changed, null while there is nothing. */
  readonly figure: (() => Figure) | null;
  /** What to say while there is nothing. */
  readonly emptyText: string;
  /** What went wrong with the chart elsewhere. */
  readonly problem?: string | null;
}

/** The place of a chart, or of the words that stand for it. */
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
