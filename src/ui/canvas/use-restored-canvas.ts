import { type RefObject, useEffect, useState } from "react";

/**
 * Number of times the canvas has been restored empty after a failure of the browser's graphics process: draw
 * again on change.
 */
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
