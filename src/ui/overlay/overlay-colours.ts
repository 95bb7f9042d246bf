import { runColourToken } from "../theme/run-colour.ts";

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

/** The colours by what a token of the theme is replaced with. */
function coloursBy(replace: (token: string) => string): OverlayColours {
  return {
    surface: replace("--surface-raised"),
    text: replace("--text"),
    muted: replace("--text-muted"),
    line: replace("--line"),
    boundary: replace("--series-reference"),
    ofRun: (colour) => replace(runColourToken(colour)),
  };
}

/** The colours of the page, which follow its theme. */
export const PAGE_COLOURS: OverlayColours = coloursBy((token) => `var(${token})`);

/** The colours of a theme as plain values; of the one that the page shows by default. */
export function coloursOfTheme(theme?: "light" | "dark"): OverlayColours {
  const { dataset } = document.documentElement;
  const shown = dataset.theme;
  // Nothing is painted in between.
  if (theme) dataset.theme = theme;
  const style = getComputedStyle(document.documentElement);
  const colours = coloursBy((token) => style.getPropertyValue(token).trim());
  const runs = Array.from({ length: COLOURS }, (_, colour) => colours.ofRun(colour));
  if (shown === undefined) delete dataset.theme;
  else dataset.theme = shown;
  return { ...colours, ofRun: (colour) => runs[colour % COLOURS] };
}
