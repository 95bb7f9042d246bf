import type { Random } from "./random.ts";

/** Smooth displacement of the source coordinates in px for each pixel of a square crop, row-major. */
export interface ElasticField {
  readonly rows: Float32Array;
  readonly columns: Float32Array;
}

/** Control points of a cubic spline per axis. */
const SUPPORT = 4;

/**
 * Root mean square of the spline over all positions between control points, for draws with standard deviation
 * 1: per axis, the variance is multiplied by the integral of the squared cubic B-spline, 151 / 315.
 */
const SPLINE_DEVIATION = 151 / 315;

/** Weights of the uniform cubic B-spline at `t`, 0..1, between the two middle control points. */
function splineWeights(t: number): number[] {
  return [
    (1 - t) ** 3 / 6,
    (3 * t ** 3 - 6 * t ** 2 + 4) / 6,
    (-3 * t ** 3 + 3 * t ** 2 + 3 * t + 1) / 6,
    t ** 3 / 6,
  ];
}

function smooth(side: number, spacing: number, control: Float32Array, points: number): Float32Array {
  const places = Array.from({ length: side }, (_, index) => Math.floor(index / spacing));
  const weights = Array.from({ length: side }, (_, index) => splineWeights((index / spacing) % 1));
  const field = new Float32Array(side * side);
  for (let row = 0; row < side; row++) {
    const vertical = weights[row];
    for (let column = 0; column < side; column++) {
      const horizontal = weights[column];
      let line = places[row] * points + places[column];
      let sum = 0;
      for (let i = 0; i < SUPPORT; i++) {
        for (let j = 0; j < SUPPORT; j++) sum += vertical[i] * horizontal[j] * control[line + j];
        line += points;
      }
      field[row * side + column] = sum;
    }
  }
  return field;
}

/**
 * A smooth random displacement whose components have standard deviation `amplitude` px: normal draws at
 * control points `spacing` px apart, interpolated by a cubic B-spline. Ronneberger, Fischer & Brox 2015 also
 * deform with a coarse grid.
 */
export function drawElasticField(
  side: number,
  amplitude: number,
  spacing: number,
  random: Random,
): ElasticField {
  const points = Math.ceil(side / spacing) + SUPPORT;
  const deviation = amplitude / SPLINE_DEVIATION;
  const draw = () => Float32Array.from({ length: points * points }, () => deviation * random.normal());
  const rows = draw();
  const columns = draw();
  return { rows: smooth(side, spacing, rows, points), columns: smooth(side, spacing, columns, points) };
}
