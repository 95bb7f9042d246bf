import type { ArrowStyle } from "./paint-arrows.ts";

/** What a set of arrows stands for. */
export type ArrowKind = "recomputed" | "stale" | "predicted";

/** Wide enough to be seen on both sides of recomputed arrows on top. */
const STALE_WIDTH = 2.4;
const WIDTH = 1.3;

/**
 * The style of a set of arrows, with the colours of the theme: `--arrow-recomputed` and so on.
 * @param beside whether another set is drawn in the same image, before (stale) or after
 */
export function arrowStyle(kind: ArrowKind, element: Element, beside = false): ArrowStyle {
  const theme = getComputedStyle(element);
  const token = (name: string) => theme.getPropertyValue(`--arrow-${name}`).trim();
  return {
    colour: token(kind),
    halo: token("halo"),
    width: beside && kind === "stale" ? STALE_WIDTH : WIDTH,
    pivot: beside ? "tail" : "middle",
  };
}
