import type { Config } from "plotly.js-basic-dist-min";

/**
 * How plotly behaves. The buttons are listed one by one, and the address of plotly's own server is empty: by default
 * the bar has a button that sends the chart's data there, and nothing may leave this page.
 */
export const CHART_CONFIG: Config = {
  displaylogo: false,
  displayModeBar: "hover",
  modeBarButtons: [
    ["zoom2d", "pan2d"],
    ["zoomIn2d", "zoomOut2d", "resetScale2d"],
  ],
  plotlyServerURL: "",
  showSendToCloud: false,
  showEditInChartStudio: false,
  // Resizing is watched by the chart's frame, which changes without the window too.
  responsive: false,
};
