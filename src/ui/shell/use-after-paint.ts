import { useEffect, useState } from "react";

/** The longest wait for a frame, ms: a busy browser may not paint for long. */
const LONGEST_WAIT = 100;

/**
 * The value once the page has been painted with it elsewhere: what is expensive to draw follows a frame after what
 * answers the user at once. A plain later update rather than a transition, which the steps of a run would interrupt
 * again and again.
 */
export function useAfterPaint<Value>(value: Value): Value {
  const [shown, setShown] = useState(value);
  useEffect(() => {
    if (Object.is(value, shown)) return;
    let timer = setTimeout(() => setShown(value), LONGEST_WAIT);
    const frame = requestAnimationFrame(() => {
      clearTimeout(timer);
      timer = setTimeout(() => setShown(value));
    });
    return () => {
      cancelAnimationFrame(frame);
      clearTimeout(timer);
    };
  }, [value, shown]);
  return shown;
}
