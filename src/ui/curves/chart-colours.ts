/** The design tokens of a chart, as plain colours. */
export interface ChartColours {
  readonly surface: string;
  readonly text: string;
  readonly muted: string;
  readonly line: string;
  readonly accent: string;
  readonly step: string;
  readonly mean: string;
  readonly validation: string;
  /** The second of two validations. */
  readonly second: string;
  /** The planned learning rate. */
  readonly plan: string;
  readonly reference: string;
  /** Colours of the parts of a training step. */
  readonly phases: Readonly<Record<"forward" | "loss" | "backward" | "update", string>>;
}

/** Reads the chart colours of the current theme from the page's tokens. */
export function readChartColours(): ChartColours {
  const style = getComputedStyle(document.documentElement);
  const token = (name: string) => style.getPropertyValue(name).trim();
  return {
    surface: token("--surface-raised"),
    text: token("--text"),
    muted: token("--text-muted"),
    line: token("--line"),
    accent: token("--accent"),
    step: token("--series-step"),
    mean: token("--series-mean"),
    validation: token("--series-validation"),
    second: token("--series-second"),
    plan: token("--text"),
    reference: token("--series-reference"),
    phases: {
      forward: token("--phase-forward"),
      loss: token("--phase-loss"),
      backward: token("--phase-backward"),
      update: token("--phase-update"),
    },
  };
}
