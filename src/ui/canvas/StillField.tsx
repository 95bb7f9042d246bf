import { type ReactNode, useEffect, useRef } from "react";
import type { Appearance, FieldPlane } from "./appearance.ts";
import { paintPixels } from "./pixel-painter.ts";
import styles from "./StillField.module.css";
import { usePanelSize } from "./use-panel-size.ts";
import { useRestoredCanvas } from "./use-restored-canvas.ts";
import { fitImage, type PanelSize, type Viewport } from "./viewport.ts";

export interface StillFieldProps {
  /** One plane, or two for the map `direction`; both of the same size. */
  readonly planes: readonly [FieldPlane, FieldPlane?];
  readonly appearance: Appearance;
  /** Draws more over the field. */
  readonly over?: ((context: CanvasRenderingContext2D, view: Viewport, panel: PanelSize) => void) | undefined;
  /** Text alternative of the image. */
  readonly description: string;
  /** Elements above the image. */
  readonly children?: ReactNode;
}

/** A whole field in a small square, without zoom or pointer. */
export function StillField({ planes, appearance, over, description, children }: StillFieldProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const size = usePanelSize(canvas);
  const restored = useRestoredCanvas(canvas);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a restored canvas is empty and is drawn again
  useEffect(() => {
    const context = canvas.current?.getContext("2d");
    if (!size || !context || size.deviceWidth === 0) return;
    const [first, second] = planes;
    const { panel, deviceWidth, deviceHeight } = size;
    context.canvas.width = deviceWidth;
    context.canvas.height = deviceHeight;
    const view = fitImage(first, panel);
    const deviceView = { ...view, scale: (view.scale * deviceWidth) / panel.width };
    const all = second ? [first, second] : [first];
    const pixels = paintPixels(all, deviceView, appearance, deviceWidth, deviceHeight);
    context.putImageData(new ImageData(pixels, deviceWidth, deviceHeight), 0, 0);
    over?.(context, view, panel);
  }, [planes, appearance, over, size, restored]);
  return (
    <div className={styles.frame}>
      <canvas ref={canvas} className={styles.canvas} role="img" aria-label={description} />
      {children}
    </div>
  );
}
