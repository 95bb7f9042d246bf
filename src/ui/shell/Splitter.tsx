import { type KeyboardEvent, type PointerEvent, useRef } from "react";
import styles from "./Splitter.module.css";

export interface SplitterProps {
  /** Name of the lower part, for assistive technology. */
  readonly label: string;
  /** Height of the lower part as a fraction of both, in per cent. */
  readonly percent: number;
  readonly onChange: (percent: number) => void;
}

const MIN = 15;
const MAX = 70;
const KEY_STEP = 3;

const bounded = (percent: number) => Math.min(MAX, Math.max(MIN, percent));

/** The line between two stacked parts; dragged, or moved by the arrow keys when focused. */
export function Splitter({ label, percent, onChange }: SplitterProps) {
  const dragging = useRef(false);
  const move = ({ currentTarget, clientY }: PointerEvent<HTMLHRElement>) => {
    const around = currentTarget.parentElement?.getBoundingClientRect();
    if (!dragging.current || !around) return;
    onChange(bounded((100 * (around.bottom - clientY)) / around.height));
  };
  const press = (event: KeyboardEvent) => {
    const up = event.key === "ArrowUp" ? 1 : event.key === "ArrowDown" ? -1 : 0;
    if (up === 0) return;
    event.preventDefault();
    onChange(bounded(percent + up * KEY_STEP));
  };
  return (
    <hr
      className={styles.splitter}
      tabIndex={0}
      aria-label={label}
      aria-orientation="horizontal"
      aria-valuenow={Math.round(percent)}
      aria-valuemin={MIN}
      aria-valuemax={MAX}
      onKeyDown={press}
      onPointerDown={(event) => {
        dragging.current = true;
        event.currentTarget.setPointerCapture(event.pointerId);
      }}
      onPointerMove={move}
      onPointerUp={() => {
        dragging.current = false;
      }}
      onPointerCancel={() => {
        dragging.current = false;
      }}
    />
  );
}
