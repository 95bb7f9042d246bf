import { type PointerEvent, type RefObject, useEffect, useRef } from "react";
import {
  type ImageSize,
  keptOnImage,
  type PanelPoint,
  type PanelSize,
  pan,
  type Viewport,
  zoomAt,
} from "./viewport.ts";
import { wheelZoom } from "./wheel-zoom.ts";

export interface FieldGestures {
  readonly onPointerDown: (event: PointerEvent) => void;
  readonly onPointerMove: (event: PointerEvent) => void;
  readonly onPointerUp: (event: PointerEvent) => void;
  readonly onPointerCancel: (event: PointerEvent) => void;
}

interface GestureOptions {
  readonly view: Viewport | null;
  readonly panel: PanelSize | null;
  readonly image: ImageSize;
  readonly onViewport: (viewport: Viewport) => void;
  /** Called while the pointer is over a point without dragging. */
  readonly onHover: (point: PanelPoint) => void;
}

function pointIn(element: Element, { clientX, clientY }: { clientX: number; clientY: number }): PanelPoint {
  const box = element.getBoundingClientRect();
  return { x: clientX - box.left, y: clientY - box.top };
}

/** Centre and spread of the pressed pointers. */
function grip(points: readonly PanelPoint[]): { middle: PanelPoint; spread: number } {
  const middle = {
    x: points.reduce((sum, { x }) => sum + x, 0) / points.length,
    y: points.reduce((sum, { y }) => sum + y, 0) / points.length,
  };
  const spread = points.reduce((sum, { x, y }) => sum + Math.hypot(x - middle.x, y - middle.y), 0);
  return { middle, spread };
}

/** Ctrl with the wheel and a pinch zoom on the point below them, dragging pans, hovering inspects. */
export function useFieldGestures(
  element: RefObject<HTMLElement | null>,
  { view, panel, image, onViewport, onHover }: GestureOptions,
): FieldGestures {
  const pointers = useRef(new Map<number, PanelPoint>());
  const latest = useRef({ view, panel, image, onViewport });
  useEffect(() => {
    latest.current = { view, panel, image, onViewport };
  });

  useEffect(() => {
    const target = element.current;
    if (!target) return;
    // React registers passive wheel listeners, and only an active one can prevent scrolling of the page.
    const zoom = (event: WheelEvent) => {
      const { view, panel, image, onViewport } = latest.current;
      const factor = wheelZoom(event);
      if (factor === null || !view || !panel) return;
      event.preventDefault();
      onViewport(keptOnImage(zoomAt(view, panel, pointIn(target, event), factor), image));
    };
    target.addEventListener("wheel", zoom, { passive: false });
    return () => target.removeEventListener("wheel", zoom);
  }, [element]);

  function move(event: PointerEvent): void {
    const point = pointIn(event.currentTarget, event);
    if (!pointers.current.has(event.pointerId)) {
      onHover(point);
      return;
    }
    const before = grip([...pointers.current.values()]);
    pointers.current.set(event.pointerId, point);
    const after = grip([...pointers.current.values()]);
    if (!view || !panel) return;
    const moved = pan(view, after.middle.x - before.middle.x, after.middle.y - before.middle.y);
    const factor = before.spread > 0 && after.spread > 0 ? after.spread / before.spread : 1;
    onViewport(keptOnImage(factor === 1 ? moved : zoomAt(moved, panel, after.middle, factor), image));
  }

  const release = (event: PointerEvent) => pointers.current.delete(event.pointerId);

  return {
    onPointerDown: (event) => {
      if (event.button !== 0) return;
      const point = pointIn(event.currentTarget, event);
      event.currentTarget.setPointerCapture(event.pointerId);
      pointers.current.set(event.pointerId, point);
      onHover(point);
    },
    onPointerMove: move,
    onPointerUp: release,
    onPointerCancel: release,
  };
}
