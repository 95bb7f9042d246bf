import { useCallback, useId, useState } from "react";
import { sentenceOf } from "../../core/errors.ts";
import { pointAtStep } from "../../state/crosshair.ts";
import { saveChart } from "../../state/save-chart.ts";
import { Button } from "../controls/Button.tsx";
import { Crosshair } from "./Crosshair.tsx";
import styles from "./CurveChart.module.css";
import { CurveLegend } from "./CurveLegend.tsx";
import { CurveTable } from "./CurveTable.tsx";
import { readChartColours } from "./chart-colours.ts";
import { chartFigure } from "./chart-figure.ts";
import { chartImage } from "./chart-image.ts";
import type { ChartSize } from "./chart-size.ts";
import type { AxisScale, CurveChartData } from "./curve-chart-data.ts";
import { PlotFrame } from "./PlotFrame.tsx";

export interface CurveChartProps {
  readonly data: CurveChartData;
  readonly scale: AxisScale;
  /** Incremented whenever `data` has changed. */
  readonly revision: number;
  /** Changes with the colours of the design tokens. */
  readonly theme: string;
  /** Text shown if there are no points. */
  readonly emptyText: string;
}

/** Curves over steps, with zoom, hover and a table of the same data for users who cannot see them. */
export function CurveChart({ data, scale, revision, theme, emptyText }: CurveChartProps) {
  const id = useId();
  const [failure, setFailure] = useState<string | null>(null);
  const empty = data.series.every(({ y }) => y.length === 0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the theme decides what the tokens read as
  const figure = useCallback(
    (size: ChartSize) => chartFigure(data, readChartColours(), { scale, size }, revision),
    [data, scale, revision, theme],
  );

  const saveImage = async () => {
    try {
      saveChart(`${data.subject} ${data.title}`, await chartImage(data, scale, revision));
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
          variant="quiet"
          disabled={empty}
          onClick={saveImage}
          title={`Download ${data.title.toLowerCase()} as PNG`}
          className={styles.save}
        />
      </figcaption>
      <PlotFrame
        figure={empty ? null : figure}
        emptyText={emptyText}
        problem={failure}
        onPoint={pointAtStep}
        over={(area) => <Crosshair data={data} area={area} />}
      />
      <CurveTable data={data} />
    </figure>
  );
}
