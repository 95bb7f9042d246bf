import { runColourToken } from "../runs/run-colour.ts";

/** The colours of overlaid charts, as plain values. */
export interface OverlayColours {
  readonly surface: string;
  readonly text: string;
  readonly muted: string;
  readonly line: string;
  readonly boundary: string;
  /** Colour of a run by its number. */
  ofRun(colour: number): string;
}

/** Number of run colours, after which the first comes again with another dash. */
const COLOURS = 10;

/** Dashes of the lines of the first ten runs, the next ten, and so on. */
const DASHES = ["none", "7 3", "8 3 2 3"] as const;

/** Dash of a run by the number of its colour: runs of the same colour differ in it. */
export function runDash(colour: number): string {
  return DASHES[Math.floor(colour / COLOURS) % DASHES.length];
}

/** Reads the colours of the current theme from the page's tokens. */
export function readOverlayColours(): OverlayColours {
  const style = getComputedStyle(document.documentElement);
  const token = (name: string) => style.getPropertyValue(name).trim();
  const runs = Array.from({ length: COLOURS }, (_, colour) => token(runColourToken(colour)));
  return {
    surface: token("--surface-raised"),
    text: token("--text"),
    muted: token("--text-muted"),
    line: token("--line"),
    boundary: token("--series-reference"),
    ofRun: (colour) => runs[colour % COLOURS],
  };
}

/** The colours of a theme, also of one that the page does not show. */
export function coloursOfTheme(theme: "light" | "dark"): OverlayColours {
  const { dataset } = document.documentElement;
  const shown = dataset.theme;
  // Nothing is painted in between.
  dataset.theme = theme;
  const colours = readOverlayColours();
  if (shown === undefined) delete dataset.theme;
  else dataset.theme = shown;
  return colours;
}
