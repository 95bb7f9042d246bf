import { type RefObject, useLayoutEffect, useState } from "react";
import type { PanelSize } from "./viewport.ts";

/** Size of a canvas on the page and in the device's own pixels. */
export interface CanvasSize {
  readonly panel: PanelSize;
  readonly deviceWidth: number;
  readonly deviceHeight: number;
}

function sizeOf(entry: ResizeObserverEntry): CanvasSize {
  const { width, height } = entry.contentRect;
  const exact = entry.devicePixelContentBoxSize?.[0];
  return {
    panel: { width, height },
    deviceWidth: exact?.inlineSize ?? Math.round(width * devicePixelRatio),
    deviceHeight: exact?.blockSize ?? Math.round(height * devicePixelRatio),
  };
}

/** The size of a canvas, followed through changes of layout and of the device's pixel ratio; null before the first. */
export function usePanelSize(canvas: RefObject<HTMLCanvasElement | null>): CanvasSize | null {
  const [size, setSize] = useState<CanvasSize | null>(null);
  useLayoutEffect(() => {
    if (!canvas.current) return;
    const observer = new ResizeObserver(([entry]) => setSize(sizeOf(entry)));
    try {
      observer.observe(canvas.current, { box: "device-pixel-content-box" });
    } catch {
      // Browsers without that box throw; the rounded size is then the best there is.
      observer.observe(canvas.current);
    }
    return () => observer.disconnect();
  }, [canvas]);
  return size;
}
