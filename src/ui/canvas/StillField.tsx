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

/** Draws planes into the whole canvas, whose width and height are device px. */
function paint(
  context: CanvasRenderingContext2D,
  planes: StillFieldProps["planes"],
  appearance: Appearance,
): void {
  const [first, second] = planes;
  const { rows, columns } = first;
  const all = second ? [first, second] : [first];
  const { width, height } = context.canvas;
  const view = fitImage(first, { width, height });
  if (view.scale < 1) {
    const pixels = paintPixels(all, view, appearance, width, height);
    context.putImageData(new ImageData(pixels, width, height), 0, 0);
    return;
  }
  // Each pixel is coloured once, however many device px it covers.
  const own = new OffscreenCanvas(columns, rows);
  const natural = { row: rows / 2, column: columns / 2, scale: 1 };
  const pixels = paintPixels(all, natural, appearance, columns, rows);
  own.getContext("2d")?.putImageData(new ImageData(pixels, columns, rows), 0, 0);
  const [wide, high] = [columns * view.scale, rows * view.scale];
  context.imageSmoothingEnabled = false;
  context.drawImage(own, (width - wide) / 2, (height - high) / 2, wide, high);
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
    const { panel, deviceWidth, deviceHeight } = size;
    context.canvas.width = deviceWidth;
    context.canvas.height = deviceHeight;
    paint(context, planes, appearance);
    over?.(context, fitImage(planes[0], panel), panel);
  }, [planes, appearance, over, size, restored]);
  return (
    <div className={styles.frame}>
      <canvas ref={canvas} className={styles.canvas} role="img" aria-label={description} />
      {children}
    </div>
  );
}
