import { type RefObject, useLayoutEffect, useState } from "react";
import type { PanelSize } from "./viewport.ts";

/** Size of a canvas on the page and in device pixels. */
export interface CanvasSize {
  readonly panel: PanelSize;
  readonly deviceWidth: number;
  readonly deviceHeight: number;
}

/**
 * The exact length in device px if the browser reports one consistent with its own pixel ratio, else the
 * rounded one.
 */
function deviceLength(length: number, exact: number | undefined): number {
  const rounded = Math.round(length * devicePixelRatio);
  // With an emulated pixel ratio the exact box still counts the pixels of the real screen.
  return exact !== undefined && Math.abs(exact - rounded) <= 1 ? exact : rounded;
}

function sizeOf(entry: ResizeObserverEntry): CanvasSize {
  const { width, height } = entry.contentRect;
  const exact = entry.devicePixelContentBoxSize?.[0];
  return {
    panel: { width, height },
    deviceWidth: deviceLength(width, exact?.inlineSize),
    deviceHeight: deviceLength(height, exact?.blockSize),
  };
}

/**
 * The size of a canvas or of the area for some, updated with the layout and the device's pixel ratio; null before the first
 * measurement.
 */
export function usePanelSize(canvas: RefObject<HTMLElement | null>): CanvasSize | null {
  const [size, setSize] = useState<CanvasSize | null>(null);
  useLayoutEffect(() => {
    if (!canvas.current) return;
    const observer = new ResizeObserver(([entry]) => setSize(sizeOf(entry)));
    try {
      observer.observe(canvas.current, { box: "device-pixel-content-box" });
    } catch {
      // Browsers without that box throw; then the rounded size is the best available.
      observer.observe(canvas.current);
    }
    return () => observer.disconnect();
  }, [canvas]);
  return size;
}
