import { type PointerEvent, useState } from "react";
import styles from "./WelcomeField.module.css";
import { edgeAt, FIELD_HEIGHT, FIELD_WIDTH, type FieldArrow, welcomeField } from "./welcome-field.ts";

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

interface Point {
  readonly x: number;
  readonly y: number;
}

/** The definition at one point: the circle that touches the nearest edge, and the vector away from it. */
function Pointed({ x, y }: Point) {
  const edge = edgeAt(x, y);
  if (!edge) return null;
  const { distance, directionX, directionY } = edge;
  const touched = { x: x - distance * directionX, y: y - distance * directionY };
  return (
    <g className={styles.pointed}>
      <circle cx={x} cy={y} r={distance} />
      <path d={`M${touched.x} ${touched.y}L${x} ${y}`} />
      <circle cx={x} cy={y} r="2.2" data-filled="" />
    </g>
  );
}

/** A position on the screen in the coordinates of the drawing. */
function pointOf({ currentTarget, clientX, clientY }: PointerEvent<SVGSVGElement>): Point | null {
  const toDrawing = currentTarget.getScreenCTM()?.inverse();
  return toDrawing ? new DOMPoint(clientX, clientY).matrixTransform(toDrawing) : null;
}

/** The targets of the Direction Net, drawn for several round cells that touch; the pointer explains one of them. */
export function WelcomeField() {
  const [point, setPoint] = useState<Point | null>(null);
  return (
    <svg
      className={styles.field}
      viewBox={`0 0 ${FIELD_WIDTH} ${FIELD_HEIGHT}`}
      onPointerMove={(event) => setPoint(pointOf(event))}
      onPointerLeave={() => setPoint(null)}
      role="img"
      aria-label="Touching cells filled with short arrows that point away from the nearest edge of their own cell, coloured by direction"
    >
      {ARROWS.map((arrow) => (
        <Arrow key={`${arrow.x} ${arrow.y}`} arrow={arrow} />
      ))}
      {point ? <Pointed {...point} /> : null}
    </svg>
  );
}
