import { useEffect, useMemo, useRef } from "react";
import type { Normalisation } from "../../../core/recipe/recipe.ts";
import type { FoundCells } from "../../../workers/cells.protocol.ts";
import { cellPaths } from "../../canvas/cell-paths.ts";
import type { FieldRenderer } from "../../canvas/field-renderer.ts";
import { usePanelSize } from "../../canvas/use-panel-size.ts";
import { useRestoredCanvas } from "../../canvas/use-restored-canvas.ts";
import { fitImage } from "../../canvas/viewport.ts";
import { fillPreview } from "../overlay/fill-preview.ts";
import { OverlayCanvas } from "../overlay/OverlayCanvas.tsx";
import { outcomePath } from "../overlay/outcome-path.ts";
import { HATCHED } from "../overlay/overlay-colours.ts";
import type { OverlayLayers } from "../overlay/paint-overlay.ts";
import { underFields } from "../overlay/under-fields.ts";
import styles from "./MethodPreview.module.css";

/** Below this scale, in CSS px per image px, only the fills of cells are drawn. */
const SMALL = 0.75;

export interface MethodPreviewProps {
  readonly cells: FoundCells;
  readonly normalisation: Normalisation;
  readonly renderer: FieldRenderer;
  /** Class of the image's frame, e.g. to limit its height. */
  readonly className: string;
}

/** A thumbnail of an image with the cells that a method found; its text alternative is the adjacent text. */
export function MethodPreview({ cells, normalisation, renderer, className }: MethodPreviewProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const size = usePanelSize(canvas);
  // A restored canvas is empty: this renders, and thus draws, again.
  useRestoredCanvas(canvas);
  const { field } = cells;
  const { planes, appearance } = useMemo(
    () => underFields(cells, normalisation).image,
    [cells, normalisation],
  );
  const small = size !== null && size.panel.width < SMALL * field.columns;
  const layers = useMemo<OverlayLayers>(
    () => ({
      fill: fillPreview(cells, new Set()),
      hatched: outcomePath(cells, HATCHED),
      truth: null,
      // At this size, lines would cover the fills that show the outcomes.
      found: cells.outcomes && small ? null : cellPaths(cells.found).all,
      selected: null,
    }),
    [cells, small],
  );
  useEffect(() => {
    if (!size) return;
    const request = requestAnimationFrame(() => {
      const target = canvas.current;
      if (!target) return;
      target.width = size.deviceWidth;
      target.height = size.deviceHeight;
      const scale = size.deviceWidth / size.panel.width;
      renderer.draw(target, [planes[0]], fitImage(field, size.panel), appearance, scale);
    });
    return () => cancelAnimationFrame(request);
  });
  return (
    <span
      className={`${styles.frame} ${className}`}
      style={{ aspectRatio: `${field.columns} / ${field.rows}` }}
    >
      <canvas ref={canvas} className={styles.canvas} />
      <OverlayCanvas image={field} layers={layers} viewport={null} />
    </span>
  );
}
