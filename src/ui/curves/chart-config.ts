import type { Config } from "plotly.js-basic-dist-min";

/**
 * Configuration of plotly. The buttons are listed explicitly, and the address of plotly's own server is
 * empty: by default the bar has a button that sends the chart's data there, and nothing may leave this page.
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
  // The chart's frame handles resizing, which also occurs without a resize of the window.
  responsive: false,
};
