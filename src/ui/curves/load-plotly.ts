type Plotly = typeof import("plotly.js-basic-dist-min").default;

let loading: Promise<Plotly> | null = null;

/** The charting library, fetched on first use. The next call retries a failed fetch. */
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
