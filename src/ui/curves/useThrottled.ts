import { useEffect, useRef, useState } from "react";

/** `value`, updated at most once every `milliseconds`; the latest value always arrives. */
export function useThrottled<Value>(value: Value, milliseconds: number): Value {
  const [shown, setShown] = useState(value);
  const latest = useRef(value);
  const waiting = useRef<ReturnType<typeof setTimeout> | null>(null);
  latest.current = value;
  useEffect(() => {
    if (Object.is(shown, value) || waiting.current !== null) return;
    waiting.current = setTimeout(() => {
      waiting.current = null;
      setShown(latest.current);
    }, milliseconds);
  }, [value, shown, milliseconds]);
  useEffect(
    () => () => {
      if (waiting.current !== null) clearTimeout(waiting.current);
      waiting.current = null;
    },
    [],
  );
  return shown;
}
