import type { Colour } from "../../canvas/oklch.ts";
import { TRUTH_COLOUR } from "../../canvas/stroke-cells.ts";
import type { Outcome } from "../words/outcome-text.ts";

/**
 * Fills of cells, mostly from the palette of Okabe and Ito, which is distinguishable with all types of colour
 * vision. Violet is not in it, so split cells are hatched, too.
 */
export const OUTCOME_COLOURS: Readonly<Record<Outcome, Colour>> = {
  matched: [0, 178, 128],
  falseNegative: [230, 92, 0],
  falsePositive: [214, 120, 178],
  merged: [0, 114, 220],
  split: [164, 92, 255],
};

/** Lines around cells: light for dark images, with a dark casing for light ones. */
export const LINE_COLOURS = { truth: TRUTH_COLOUR, found: "#ffd92e" } as const;

/** Opacity of a fill, 0..1: the image stays visible below, and errors stand out from correct cells. */
export const FILL_OPACITY = { right: 0.36, wrong: 0.56 } as const;

/** The outcome whose fill is hatched, and the lines of the hatching. */
export const HATCHED = "split";
export const HATCH_COLOUR = "rgb(255 255 255 / 75%)";

/** A colour for CSS. */
export function cssColour([red, green, blue]: Colour): string {
  return `rgb(${red} ${green} ${blue})`;
}
