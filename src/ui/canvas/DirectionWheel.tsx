import { NO_DIRECTION } from "./colour-maps.ts";
import styles from "./DirectionWheel.module.css";
import { gradientStops } from "./table-gradient.ts";

/** Segments of the wheel: finer than visible. */
const SEGMENTS = 64;

/** Direction 0 points right; CSS starts at the top. */
const WHEEL = `conic-gradient(from 90deg, ${gradientStops("direction", SEGMENTS, 360, "deg")})`;

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
      <dl className={styles.names}>
        <div>
          <dt>→ uvec_1</dt>
          <dd>along columns, x</dd>
        </div>
        <div>
          <dt>↓ uvec_0</dt>
          <dd>down rows, y</dd>
        </div>
      </dl>
      <span className={styles.none}>
        <span className={styles.swatch} style={{ backgroundColor: `rgb(${NO_DIRECTION.join(" ")})` }} />
        none
      </span>
    </div>
  );
}
