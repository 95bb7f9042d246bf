import { type CSSProperties, type KeyboardEvent, useEffect, useMemo, useRef } from "react";
import type { Appearance, FieldPlane } from "./appearance.ts";
import type { CanvasLayer } from "./canvas-layer.ts";
import { cancelDrawing, drawSoon } from "./draw-queue.ts";
import styles from "./FieldCanvas.module.css";
import { FIELD_SHORTCUTS, stateAfterKey } from "./field-keys.ts";
import type { FieldRenderer } from "./field-renderer.ts";
import { ScaleBar } from "./ScaleBar.tsx";
import { useFieldGestures } from "./use-field-gestures.ts";
import { usePanelSize } from "./use-panel-size.ts";
import { useRestoredCanvas } from "./use-restored-canvas.ts";
import {
  fitImage,
  type ImagePlace,
  keptOnImage,
  type PanelSize,
  pixelAt,
  pointOf,
  type Viewport,
} from "./viewport.ts";

export interface FieldCanvasProps {
  readonly renderer: FieldRenderer;
  /** One plane, or two for the map `direction`; both of the same size. */
  readonly planes: readonly [FieldPlane, FieldPlane?];
  readonly appearance: Appearance;
  /** Drawn over the field, the last on top; a new list redraws the canvas. */
  readonly over?: readonly CanvasLayer[];
  /** Shared by all panels; null shows the whole image, whatever the size of the panel. */
  readonly viewport: Viewport | null;
  readonly onViewport: (viewport: Viewport | null) => void;
  /** The inspected pixel, marked in every panel. */
  readonly pixel: ImagePlace | null;
  readonly onPixel: (pixel: ImagePlace | null) => void;
  /** Name of the panel, e.g. "uvec_0". */
  readonly name: string;
  /** Width of a pixel in µm, for a scale bar. */
  readonly pixelWidth?: number | undefined;
  /** Text alternative of the image, in words and numbers. */
  readonly description: string;
}

/** Minimum side of the marker around the inspected pixel, CSS px. */
const SMALLEST_MARK = 7;

function markStyle(view: Viewport, panel: PanelSize, pixel: ImagePlace): CSSProperties {
  const middle = pointOf(view, panel, { row: pixel.row + 0.5, column: pixel.column + 0.5 });
  const side = Math.max(SMALLEST_MARK, view.scale);
  return {
    width: side,
    height: side,
    transform: `translate(${middle.x - side / 2}px, ${middle.y - side / 2}px)`,
  };
}

const NOTHING: readonly CanvasLayer[] = [];

function drawLayer(
  renderer: FieldRenderer,
  target: HTMLCanvasElement,
  layer: CanvasLayer,
  view: Viewport,
  panel: PanelSize,
): void {
  if (layer.kind === "field") {
    const [first, second] = layer.planes;
    const planes = second ? [first, second] : [first];
    renderer.drawOver(target, planes, view, layer.appearance, target.width / panel.width, layer.opacity);
    return;
  }
  const context = target.getContext("2d");
  if (!context) return;
  context.globalAlpha = layer.opacity;
  layer.paint(context, view, panel);
  context.globalAlpha = 1;
}

/**
 * A field drawn with the shared viewport. Ctrl with the wheel or a pinch zooms, dragging pans, the pointer or
 * the arrow keys choose the inspected pixel, + and - zoom on it, 0 fits the image.
 */
export function FieldCanvas(props: FieldCanvasProps) {
  const { renderer, planes, appearance, over = NOTHING, pixel, onViewport, onPixel } = props;
  const [first, second] = planes;
  const canvas = useRef<HTMLCanvasElement>(null);
  const frame = useRef<HTMLDivElement>(null);
  const size = usePanelSize(canvas);
  // A restored canvas is empty and drawn again.
  const restored = useRestoredCanvas(canvas);
  const panel = size?.panel ?? null;
  const { rows, columns } = first;
  const view = useMemo(
    () => panel && (props.viewport ?? fitImage({ rows, columns }, panel)),
    [props.viewport, panel, rows, columns],
  );

  // biome-ignore lint/correctness/useExhaustiveDependencies: a restored canvas is empty
  useEffect(() => {
    const target = canvas.current;
    if (!size || !view || !target) return;
    // At most once per frame, however many events moved the view in between.
    drawSoon(target, () => {
      if (target.width !== size.deviceWidth) target.width = size.deviceWidth;
      if (target.height !== size.deviceHeight) target.height = size.deviceHeight;
      const deviceScale = size.deviceWidth / size.panel.width;
      renderer.draw(target, second ? [first, second] : [first], view, appearance, deviceScale);
      for (const layer of over) drawLayer(renderer, target, layer, view, size.panel);
    });
  }, [renderer, size, view, first.data, second?.data, appearance, over, restored]);

  useEffect(() => {
    const target = canvas.current;
    return () => {
      if (target) cancelDrawing(target);
    };
  }, []);

  const gestures = useFieldGestures(frame, {
    view,
    panel,
    image: first,
    onViewport,
    onHover: (point) => {
      if (view && panel) onPixel(pixelAt(view, panel, point, first));
    },
  });

  function press(event: KeyboardEvent): void {
    if (!panel || event.ctrlKey || event.metaKey || event.altKey) return;
    const next = stateAfterKey({ viewport: props.viewport, pixel }, event, first, panel);
    if (!next) return;
    event.preventDefault();
    if (next.viewport !== props.viewport) onViewport(next.viewport && keptOnImage(next.viewport, first));
    if (next.pixel !== pixel) onPixel(next.pixel);
  }

  return (
    <div
      ref={frame}
      className={styles.frame}
      role="application"
      aria-roledescription="field"
      aria-label={props.name}
      aria-keyshortcuts={FIELD_SHORTCUTS}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: the keys of the role "application" need the focus
      tabIndex={0}
      onKeyDown={press}
      // A finger leaves whenever it is lifted; the pixel that it touched stays inspected.
      onPointerLeave={({ pointerType }) => pointerType === "mouse" && onPixel(null)}
      {...gestures}
    >
      <canvas ref={canvas} className={styles.canvas} role="img" aria-label={props.description} />
      {view && props.pixelWidth ? <ScaleBar scale={view.scale} pixelWidth={props.pixelWidth} /> : null}
      {view && panel && pixel ? <span className={styles.mark} style={markStyle(view, panel, pixel)} /> : null}
    </div>
  );
}
