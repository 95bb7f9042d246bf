type Plotly = typeof import("plotly.js-basic-dist-min").default;

let loading: Promise<Plotly> | null = null;

/** The charting library, fetched the first time a chart is shown. A failed fetch is tried again by the next call. */
export function loadPlotly(): Promise<Plotly> {
  loading ??= import("plotly.js-basic-dist-min").then(
    (module) => module.default,
    (error: unknown) => {
      loading = null;
      throw error;
    },
  );
  return loading;
}
