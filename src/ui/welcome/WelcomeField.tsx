import styles from "./WelcomeField.module.css";
import { FIELD_HEIGHT, FIELD_WIDTH, type FieldArrow, welcomeField } from "./welcome-field.ts";

const LENGTH = 8;
const FULL_TURN = 360;
const ARROWS = welcomeField();

function strokeOf({ directionX, directionY }: FieldArrow): string {
  const degrees = (Math.atan2(directionY, directionX) * FULL_TURN) / (2 * Math.PI);
  return `oklch(var(--arrow-lightness) 0.13 ${degrees.toFixed(1)})`;
}

function Arrow({ arrow }: { arrow: FieldArrow }) {
  const { x, y, directionX, directionY, depth } = arrow;
  const dx = (LENGTH / 2) * directionX;
  const dy = (LENGTH / 2) * directionY;
  return (
    <g style={{ stroke: strokeOf(arrow) }} strokeOpacity={0.55 + 0.45 * Math.min(1, 2 * depth)}>
      <path d={`M${x - dx} ${y - dy}L${x + dx} ${y + dy}`} />
      <circle cx={x + dx} cy={y + dy} r="0.6" />
    </g>
  );
}

/** The targets of the Direction Net, drawn for several round cells that touch. */
export function WelcomeField() {
  return (
    <svg
      className={styles.field}
      viewBox={`0 0 ${FIELD_WIDTH} ${FIELD_HEIGHT}`}
      preserveAspectRatio="xMinYMid"
      role="img"
      aria-label="Touching cells filled with short arrows that point away from the nearest edge of their own cell, coloured by direction"
    >
      {ARROWS.map((arrow) => (
        <Arrow key={`${arrow.x} ${arrow.y}`} arrow={arrow} />
      ))}
    </svg>
  );
}
