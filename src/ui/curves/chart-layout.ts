import type { Axis, Layout } from "plotly.js-basic-dist-min";
import type { ChartColours } from "./chart-colours.ts";

/** Font size in a chart, px. */
export const FONT_SIZE = 11;

/** An axis in the page's colours. */
export function axisOf(title: string, colours: ChartColours): Axis {
  return {
    title: { text: title, font: { size: FONT_SIZE, color: colours.muted }, standoff: 3 },
    color: colours.muted,
    gridcolor: colours.line,
    linecolor: colours.line,
    tickfont: { size: FONT_SIZE, color: colours.muted },
    zeroline: false,
  };
}

/** Layout shared by all charts; axes and data are added per chart. */
export function plainLayout(
  colours: ChartColours,
): Omit<Layout, "xaxis" | "yaxis" | "uirevision" | "datarevision"> {
  return {
    autosize: true,
    // The bar of buttons, which is opaque, ends above the plot.
    margin: { l: 44, r: 12, t: 22, b: 34, pad: 0 },
    paper_bgcolor: colours.surface,
    plot_bgcolor: colours.surface,
    font: { family: "system-ui, sans-serif", size: FONT_SIZE, color: colours.text },
    showlegend: false,
    hovermode: "closest",
    hoverlabel: {
      bgcolor: colours.surface,
      bordercolor: colours.line,
      font: { size: FONT_SIZE, color: colours.text },
    },
    modebar: {
      bgcolor: colours.surface,
      color: colours.muted,
      activecolor: colours.accent,
      orientation: "h",
    },
    shapes: [],
    annotations: [],
    dragmode: "zoom",
  };
}
