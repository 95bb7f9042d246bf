import styles from "./DirectionWheel.module.css";
import { gradientStops } from "./table-gradient.ts";

/** Segments of the wheel: finer than visible. */
const SEGMENTS = 64;

/** Every direction in its colour, as a CSS image: direction 0 points right, CSS starts at the top. */
export const WHEEL = `conic-gradient(from 90deg, ${gradientStops("direction", SEGMENTS, 360, "deg")})`;

/** Legend of the map `direction`: hue by angle, with both components named along their axes. */
export function DirectionWheel() {
  return (
    <div className={styles.legend}>
      <svg
        className={styles.arrows}
        viewBox="0 0 44 44"
        role="img"
        aria-label="Colour wheel of directions: uvec_1 points right along the columns, uvec_0 points down the rows"
      >
        <foreignObject x="2" y="2" width="40" height="40">
          <div className={styles.wheel} style={{ backgroundImage: WHEEL }} />
        </foreignObject>
        <path className={styles.axis} d="M22 22 H40 M36 18 L40 22 L36 26 M22 22 V40 M18 36 L22 40 L26 36" />
      </svg>
      <div className={styles.names}>
        <div>→ uvec_1, x</div>
        <div>↓ uvec_0, y</div>
      </div>
    </div>
  );
}
