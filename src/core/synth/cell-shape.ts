/** Wave of an outline: `count` periods around the cell, relative `amplitude`, `phase` in radians. */
export interface OutlineWave {
  readonly count: number;
  readonly amplitude: number;
  readonly phase: number;
}

/** Point of a process's midline with the half width there, px. */
export interface ProtrusionPoint {
  readonly row: number;
  readonly column: number;
  readonly radius: number;
}

/**
 * Shape of an isolated cell. Lengths in px, angles in radians from the column axis (right) towards the rows
 * (down).
 */
export interface CellShape {
  readonly kind: "spread" | "spindle" | "branched" | "round";
  readonly row: number;
  readonly column: number;
  /** Half length along `angle` and half width across it. */
  readonly halfLength: number;
  readonly halfWidth: number;
  readonly angle: number;
  /**
   * Exponent of the superellipse: 2 is an ellipse, towards 1 the ends become pointed, above 2 it becomes
   * boxy.
   */
  readonly exponent: number;
  /** Bend of the long axis: sideways displacement at the tip, relative to the half width. */
  readonly bend: number;
  readonly waves: readonly OutlineWave[];
  readonly protrusions: readonly (readonly ProtrusionPoint[])[];
}

/**
 * Relative distance from the centre of the cell's body: 0 at the centre, 1 on the outline, larger outside.
 * `down` and `right` are px from the cell's centre.
 */
export function bodyValue(shape: CellShape, down: number, right: number): number {
  const cos = Math.cos(shape.angle);
  const sin = Math.sin(shape.angle);
  const along = (right * cos + down * sin) / shape.halfLength;
  const across = (down * cos - right * sin) / shape.halfWidth - shape.bend * along * along;
  const value =
    (Math.abs(along) ** shape.exponent + Math.abs(across) ** shape.exponent) ** (1 / shape.exponent);
  if (value > 2) return value;
  const direction = Math.atan2(across, along);
  let radius = 1;
  for (const wave of shape.waves) radius += wave.amplitude * Math.cos(wave.count * direction + wave.phase);
  return value / Math.max(radius, 0.2);
}

/** Radius of the cell's body in the direction `angle`, px, without waves. */
export function reachTowards(shape: CellShape, angle: number): number {
  const direction = angle - shape.angle;
  return (
    1 /
    (Math.abs(Math.cos(direction) / shape.halfLength) ** shape.exponent +
      Math.abs(Math.sin(direction) / shape.halfWidth) ** shape.exponent) **
      (1 / shape.exponent)
  );
}
