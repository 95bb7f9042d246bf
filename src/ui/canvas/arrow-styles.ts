import type { ArrowStyle } from "./paint-arrows.ts";

/** What a set of arrows stands for. */
export type ArrowKind = "recomputed" | "stale" | "predicted";

/** Wide enough to be seen on both sides of recomputed arrows on top. */
const STALE_WIDTH = 2.4;
const WIDTH = 1.3;

/** Colours by theme and token: reading one while the page changes makes the browser compute all styles again. */
const known = new Map<string, string>();

function colourOf(token: string, element: Element): string {
  const key = `${element.ownerDocument.documentElement.dataset.theme} ${token}`;
  const colour = known.get(key) ?? getComputedStyle(element).getPropertyValue(token).trim();
  known.set(key, colour);
  return colour;
}

/**
 * The style of a set of arrows, with the colours of the theme: `--arrow-recomputed` and so on.
 * @param beside whether another set is drawn in the same image, before (stale) or after
 */
export function arrowStyle(kind: ArrowKind, element: Element, beside = false): ArrowStyle {
  const token = (name: string) => colourOf(`--arrow-${name}`, element);
  return {
    colour: token(kind),
    halo: token("halo"),
    width: beside && kind === "stale" ? STALE_WIDTH : WIDTH,
    pivot: beside ? "tail" : "middle",
  };
}
