import { useEffect, useState } from "react";

/** Whether a state has lasted this many milliseconds without interruption, to avoid flicker. */
export function useLasting(on: boolean, milliseconds: number): boolean {
  const [lasting, setLasting] = useState(false);
  useEffect(() => {
    if (!on) return;
    const timer = setTimeout(() => setLasting(true), milliseconds);
    return () => {
      clearTimeout(timer);
      setLasting(false);
    };
  }, [on, milliseconds]);
  return on && lasting;
}
