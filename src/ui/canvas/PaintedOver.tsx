import { useEffect, useRef } from "react";
import styles from "./PaintedOver.module.css";
import { usePanelSize } from "./use-panel-size.ts";
import { useRestoredCanvas } from "./use-restored-canvas.ts";
import { fitImage, type ImageSize, type PanelSize, type Viewport } from "./viewport.ts";

/** Draws over a field that a panel shows. */
export type OverPainter = (context: CanvasRenderingContext2D, view: Viewport, panel: PanelSize) => void;

export interface PaintedOverProps {
  readonly image: ImageSize;
  /** Null shows the whole image. */
  readonly viewport: Viewport | null;
  readonly paint: OverPainter;
}

/** A drawing over a field at the same place. Ignores the pointer, and is hidden from assistive technology. */
export function PaintedOver({ image, viewport, paint }: PaintedOverProps) {
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
      // Also clears the canvas.
      context.canvas.width = size.deviceWidth;
      context.canvas.height = size.deviceHeight;
      paint(context, viewport ?? fitImage(image, size.panel), size.panel);
    });
    return () => cancelAnimationFrame(request);
  });

  return <canvas ref={canvas} className={styles.over} />;
}
