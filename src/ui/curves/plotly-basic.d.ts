/** The part of plotly's basic bundle that the curves use; the package itself ships no types. */
declare module "plotly.js-basic-dist-min" {
  export interface Font {
    family?: string;
    size?: number;
    color?: string;
  }

  export interface ScatterTrace {
    type: "scatter";
    name: string;
    mode: "lines" | "markers" | "lines+markers";
    x: ArrayLike<number>;
    y: ArrayLike<number>;
    line?: { color: string; width: number; dash?: "solid" | "dash" | "dot" | "dashdot" };
    marker?: { color: string; size: number; symbol: string };
    hovertemplate?: string;
    hoverinfo?: "skip";
    cliponaxis?: boolean;
  }

  export interface BarTrace {
    type: "bar";
    name: string;
    x: readonly string[];
    y: readonly number[];
    marker: { color: string };
    hovertemplate: string;
  }

  export type Trace = ScatterTrace | BarTrace;

  export interface Axis {
    title?: { text: string; font?: Font; standoff?: number };
    type?: "linear" | "log" | "category";
    tickangle?: number;
    dtick?: number;
    tickformat?: string;
    showgrid?: boolean;
    color?: string;
    gridcolor?: string;
    linecolor?: string;
    tickfont?: Font;
    zeroline?: boolean;
    showline?: boolean;
    nticks?: number;
    tickvals?: number[];
    ticktext?: string[];
    exponentformat?: "e";
    rangemode?: "normal" | "tozero" | "nonnegative";
    autorange?: boolean;
    range?: [number, number];
    fixedrange?: boolean;
  }

  export interface Shape {
    type: "line";
    xref: "x" | "paper";
    yref: "y" | "paper";
    x0: number;
    x1: number;
    y0: number;
    y1: number;
    layer: "below" | "above";
    line: { color: string; width: number; dash: "solid" | "dash" | "dot" | "dashdot" };
  }

  export interface Annotation {
    text: string;
    xref: "x" | "paper";
    yref: "y" | "paper";
    x: number;
    y: number;
    xanchor: "left" | "center" | "right";
    yanchor: "top" | "middle" | "bottom";
    xshift?: number;
    yshift?: number;
    align?: "left" | "center" | "right";
    showarrow: false;
    font: Font;
  }

  export interface Layout {
    title?: { text: string };
    autosize: boolean;
    width?: number;
    height?: number;
    margin: { l: number; r: number; t: number; b: number; pad?: number };
    paper_bgcolor: string;
    plot_bgcolor: string;
    font: Font;
    xaxis: Axis;
    yaxis: Axis;
    showlegend: boolean;
    barmode?: "stack";
    bargap?: number;
    hovermode: "closest" | false;
    hoverlabel: { bgcolor: string; bordercolor: string; font: Font };
    modebar: { bgcolor: string; color: string; activecolor: string; orientation: "h" | "v" };
    shapes: Shape[];
    annotations: Annotation[];
    /** While this is unchanged, the user's zoom survives new data. */
    uirevision: string;
    datarevision: number;
    dragmode: "zoom" | "pan";
  }

  export interface Config {
    displaylogo: boolean;
    displayModeBar: boolean | "hover";
    modeBarButtons: string[][];
    plotlyServerURL: string;
    showSendToCloud: boolean;
    showEditInChartStudio: boolean;
    responsive: boolean;
  }

  export interface ImageOptions {
    format: "png" | "svg";
    width: number;
    height: number;
    scale: number;
  }

  /** An element with a chart. Its layout has the ranges of the user's zoom. */
  export interface PlotElement extends HTMLElement {
    layout?: Layout;
  }

  interface PlotlyBasic {
    react(root: HTMLElement, data: Trace[], layout: Layout, config: Config): Promise<void>;
    purge(root: HTMLElement): void;
    toImage(
      figure: HTMLElement | { data: Trace[]; layout: Partial<Layout> },
      options: ImageOptions,
    ): Promise<string>;
  }

  const plotly: PlotlyBasic;
  export default plotly;
}
