import type { Sample, StaleVectors } from "../../core/augment/sample.ts";
import { splitVectors } from "../../core/raster/vectors.ts";
import type { VectorField } from "./arrow-grid.ts";
import { arrowStyle } from "./arrow-styles.ts";
import { paintArrows } from "./paint-arrows.ts";
import type { PanelSize, Viewport } from "./viewport.ts";

function fieldOf(
  { rows, columns }: Pick<Sample, "rows" | "columns">,
  unitVectors: Float32Array,
  valid: Float32Array,
): VectorField {
  const [uvec0, uvec1] = splitVectors(unitVectors);
  return { rows, columns, uvec0, uvec1, valid };
}

/** A painter of the recomputed vectors of a sample over its stale ones, each in its colour. */
export function stalePainter(sample: Sample, stale: StaleVectors) {
  // Only pixels with both vectors, so that the arrows come in pairs.
  const valid = sample.valid.map((on, pixel) => on * stale.valid[pixel]);
  const recomputed = fieldOf(sample, sample.unitVectors, valid);
  const before = fieldOf(sample, stale.unitVectors, valid);
  return (context: CanvasRenderingContext2D, view: Viewport, panel: PanelSize): void => {
    paintArrows(context, before, view, panel, arrowStyle("stale", context.canvas, true));
    paintArrows(context, recomputed, view, panel, arrowStyle("recomputed", context.canvas, true));
  };
}
