import { useEffect, useState } from "react";

/**
 * The value once the page has been painted with it elsewhere: what is expensive to draw follows a frame after what
 * answers the user at once. A plain later update rather than a transition, which the steps of a run would interrupt
 * again and again.
 */
export function useAfterPaint<Value>(value: Value): Value {
  const [shown, setShown] = useState(value);
  useEffect(() => {
    if (Object.is(value, shown)) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const show = () => {
      timer = setTimeout(() => setShown(value));
    };
    // A hidden page is not painted.
    const frame = document.hidden ? null : requestAnimationFrame(show);
    if (frame === null) show();
    return () => {
      if (frame !== null) cancelAnimationFrame(frame);
      clearTimeout(timer);
    };
  }, [value, shown]);
  return shown;
}
