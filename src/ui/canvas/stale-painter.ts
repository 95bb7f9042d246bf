import type { Sample, StaleVectors } from "../../core/augment/sample.ts";
import { splitVectors } from "../../core/raster/vectors.ts";
import type { VectorField } from "./arrow-grid.ts";
import { arrowStyle } from "./arrow-styles.ts";
import { paintArrows } from "./paint-arrows.ts";
import type { PanelSize, Viewport } from "./viewport.ts";

function fieldOf(
  { rows, columns }: Pick<Sample, "rows" | "columns">,
  { unitVectors, valid }: Pick<Sample, "unitVectors" | "valid">,
): VectorField {
  const [uvec0, uvec1] = splitVectors(unitVectors);
  return { rows, columns, uvec0, uvec1, valid };
}

/** A painter of the recomputed vectors of a sample over its stale ones, each in its colour. */
export function stalePainter(sample: Sample, stale: StaleVectors) {
  const recomputed = fieldOf(sample, sample);
  const before = fieldOf(sample, stale);
  return (context: CanvasRenderingContext2D, view: Viewport, panel: PanelSize): void => {
    paintArrows(context, before, view, panel, arrowStyle("stale", context.canvas, true));
    paintArrows(context, recomputed, view, panel, arrowStyle("recomputed", context.canvas, true));
  };
}
