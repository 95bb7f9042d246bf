import { type RefObject, useEffect, useState } from "react";

/** How often the canvas has come back empty after the browser's graphics process ended: draw anew when it changes. */
export function useRestoredCanvas(ref: RefObject<HTMLCanvasElement | null>): number {
  const [times, setTimes] = useState(0);
  useEffect(() => {
    const canvas = ref.current;
    if (!canvas) return;
    const count = () => setTimes((before) => before + 1);
    canvas.addEventListener("contextrestored", count);
    return () => canvas.removeEventListener("contextrestored", count);
  }, [ref]);
  return times;
}
