import { readChartColours } from "./chart-colours.ts";
import { chartFigure } from "./chart-figure.ts";
import type { AxisScale, CurveChartData } from "./curve-chart-data.ts";
import { loadPlotly } from "./load-plotly.ts";

const SIZE = { width: 960, height: 540 };
const MARGIN = { l: 64, r: 110, t: 72, b: 56 };
const PIXELS_PER_UNIT = 2;

/**
 * The chart as a PNG of 1920 x 1080 px, including its title and legend, which are outside the chart on the
 * page.
 */
export async function chartImage(data: CurveChartData, scale: AxisScale, revision: number): Promise<Blob> {
  const plotly = await loadPlotly();
  const form = { scale, size: SIZE, margin: MARGIN };
  const { traces, layout } = chartFigure(data, readChartColours(), form, revision);
  const address = await plotly.toImage(
    {
      data: traces,
      layout: {
        ...layout,
        title: { text: `${data.subject}: ${data.title.toLowerCase()}` },
        showlegend: true,
      },
    },
    { format: "png", ...SIZE, scale: PIXELS_PER_UNIT },
  );
  const bytes = Uint8Array.from(atob(address.slice(address.indexOf(",") + 1)), (letter) =>
    letter.charCodeAt(0),
  );
  return new Blob([bytes], { type: "image/png" });
}
