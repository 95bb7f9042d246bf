import type { KeyboardEvent, PointerEvent } from "react";
import { angleAfterKey, angleAt, pointAt, WHOLE_TURN } from "./dial-angle.ts";
import styles from "./RotationDial.module.css";

export interface RotationDialProps {
  /** Accessible name. */
  readonly label: string;
  /** Angle in degrees, 0..360, counter-clockwise from the top. */
  readonly degrees: number;
  readonly onChange: (degrees: number) => void;
}

/** Side of the drawing, and radius of the ring, in units of the drawing. */
const SIDE = 72;
const RADIUS = 29;
const TICKS = Array.from({ length: 8 }, (_, tick) => 45 * tick);

/** The arc from the top to the angle. */
function arcTo(degrees: number): string {
  const end = pointAt(Math.min(degrees, WHOLE_TURN - 0.01), RADIUS);
  const isLong = degrees > WHOLE_TURN / 2 ? 1 : 0;
  return `M0 ${-RADIUS}A${RADIUS} ${RADIUS} 0 ${isLong} 0 ${end.right} ${end.down}`;
}

/** A dial from 0 to 360 degrees, turned by the pointer or the keys. The hand points to where the top went. */
export function RotationDial({ label, degrees, onChange }: RotationDialProps) {
  const hand = pointAt(degrees, RADIUS);

  function turn(event: PointerEvent<HTMLDivElement>): void {
    const { left, top, width, height } = event.currentTarget.getBoundingClientRect();
    const next = angleAt(event.clientX - left - width / 2, event.clientY - top - height / 2, degrees);
    if (next !== degrees) onChange(next);
  }

  function press(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const next = angleAfterKey(event, degrees);
    if (next === null) return;
    event.preventDefault();
    onChange(next);
  }

  return (
    <div
      className={styles.dial}
      role="slider"
      tabIndex={0}
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={WHOLE_TURN}
      aria-valuenow={degrees}
      aria-valuetext={`${degrees} degrees counter-clockwise`}
      onKeyDown={press}
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        turn(event);
      }}
      onPointerMove={(event) => {
        if (event.currentTarget.hasPointerCapture(event.pointerId)) turn(event);
      }}
    >
      <svg viewBox={`${-SIDE / 2} ${-SIDE / 2} ${SIDE} ${SIDE}`} aria-hidden="true">
        <circle className={styles.ring} r={RADIUS} />
        {TICKS.map((tick) => {
          const [inner, outer] = [pointAt(tick, RADIUS + 3), pointAt(tick, RADIUS + 6)];
          return (
            <line
              key={tick}
              className={styles.tick}
              x1={inner.right}
              y1={inner.down}
              x2={outer.right}
              y2={outer.down}
            />
          );
        })}
        <path className={styles.arc} d={arcTo(degrees)} />
        <line className={styles.hand} x2={hand.right} y2={hand.down} />
        <circle className={styles.knob} cx={hand.right} cy={hand.down} r={5} />
      </svg>
    </div>
  );
}
