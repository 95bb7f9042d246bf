import { useEffect, useId, useRef, useState } from "react";
import { sentenceOf } from "../../core/errors.ts";
import { saveChart } from "../../state/save-chart.ts";
import { Button } from "../controls/Button.tsx";
import styles from "./CurveChart.module.css";
import { CurveLegend } from "./CurveLegend.tsx";
import { CurveTable } from "./CurveTable.tsx";
import { readChartColours } from "./chart-colours.ts";
import { CHART_CONFIG } from "./chart-config.ts";
import { chartFigure } from "./chart-figure.ts";
import { chartPicture } from "./chart-picture.ts";
import type { AxisScale, CurveChartData } from "./curve-chart-data.ts";
import { loadPlotly } from "./load-plotly.ts";

export interface CurveChartProps {
  readonly data: CurveChartData;
  readonly scale: AxisScale;
  /** Rises whenever `data` has changed. */
  readonly revision: number;
  /** Changes when the tokens' colours have changed. */
  readonly theme: string;
  /** What to say while there are no points. */
  readonly emptyText: string;
}

/** The class that plotly gives to an element that holds a chart. */
const DRAWN = "js-plotly-plot";

/** Curves over steps, with zoom, hover and a table of the same facts for those who cannot see them. */
export function CurveChart({ data, scale, revision, theme, emptyText }: CurveChartProps) {
  const plot = useRef<HTMLDivElement>(null);
  const id = useId();
  const [failure, setFailure] = useState<string | null>(null);
  const empty = data.series.every(({ y }) => y.length === 0);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the theme decides what the tokens read as
  useEffect(() => {
    const root = plot.current;
    if (!root || empty) return;
    let stale = false;
    const draw = async () => {
      const plotly = await loadPlotly();
      if (stale) return;
      const { traces, layout } = chartFigure(data, readChartColours(), scale, revision);
      await plotly.react(root, traces, layout, CHART_CONFIG);
      setFailure(null);
    };
    draw().catch((error: unknown) => setFailure(sentenceOf(error)));
    return () => {
      stale = true;
    };
  }, [data, scale, revision, theme, empty]);

  useEffect(() => {
    const root = plot.current;
    if (!root) return;
    const resize = async () => {
      const plotly = await loadPlotly();
      // A stage without points yet hides its chart, and plotly cannot size what is hidden.
      if (root.classList.contains(DRAWN) && root.clientWidth > 0) await plotly.Plots.resize(root);
    };
    const observer = new ResizeObserver(() => {
      resize().catch((error: unknown) => setFailure(sentenceOf(error)));
    });
    observer.observe(root);
    return () => {
      observer.disconnect();
      if (root.classList.contains(DRAWN)) void loadPlotly().then((plotly) => plotly.purge(root));
    };
  }, []);

  const savePicture = async () => {
    try {
      saveChart(`${data.subject} ${data.title}`, await chartPicture(data, scale, revision));
    } catch (error) {
      setFailure(sentenceOf(error));
    }
  };

  return (
    <figure className={styles.chart} aria-labelledby={id}>
      <figcaption className={styles.caption}>
        <h3 id={id} className={styles.title}>
          {data.title}
        </h3>
        <CurveLegend series={data.series} />
        <Button
          label="PNG"
          icon="download"
          look="quiet"
          disabled={empty}
          onClick={savePicture}
          title={`Download ${data.title.toLowerCase()} as PNG`}
          className={styles.save}
        />
      </figcaption>
      <div className={styles.frame}>
        <div ref={plot} className={styles.plot} hidden={empty} />
        {empty ? <p className={styles.empty}>{emptyText}</p> : null}
        {failure ? <p className={styles.empty}>The chart could not be drawn. {failure}</p> : null}
      </div>
      <CurveTable data={data} />
    </figure>
  );
}
