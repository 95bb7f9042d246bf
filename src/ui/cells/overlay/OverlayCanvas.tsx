import { useEffect, useRef } from "react";
import { usePanelSize } from "../../canvas/use-panel-size.ts";
import { useRestoredCanvas } from "../../canvas/use-restored-canvas.ts";
import { fitImage, type ImageSize, type Viewport } from "../../canvas/viewport.ts";
import styles from "./OverlayCanvas.module.css";
import { type OverlayLayers, paintOverlay } from "./paint-overlay.ts";

export interface OverlayCanvasProps {
  readonly image: ImageSize;
  readonly layers: OverlayLayers;
  /** Null shows the whole image. */
  readonly viewport: Viewport | null;
}

/**
 * Fills and lines over a field drawn at the same place. Ignores the pointer, and is hidden from assistive
 * technology.
 */
export function OverlayCanvas({ image, layers, viewport }: OverlayCanvasProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const size = usePanelSize(canvas);
  // A restored canvas is empty: this renders, and thus draws, again.
  useRestoredCanvas(canvas);

  useEffect(() => {
    if (!size) return;
    // At most once per frame, like the field below.
    const request = requestAnimationFrame(() => {
      const context = canvas.current?.getContext("2d");
      if (!context) return;
      const { deviceWidth, deviceHeight, panel } = size;
      if (context.canvas.width !== deviceWidth) context.canvas.width = deviceWidth;
      if (context.canvas.height !== deviceHeight) context.canvas.height = deviceHeight;
      const view = viewport ?? fitImage(image, panel);
      paintOverlay(context, layers, view, panel);
    });
    return () => cancelAnimationFrame(request);
  });

  return <canvas ref={canvas} className={styles.overlay} />;
}
