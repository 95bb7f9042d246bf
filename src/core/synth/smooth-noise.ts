import type { Random } from "../augment/random.ts";
import type { Plane } from "../raster/plane.ts";

/** Smoothstep of a fraction 0..1; avoids visible lattice lines in the noise. */
function ease(fraction: number): number {
  return fraction * fraction * (3 - 2 * fraction);
}

/**
 * Smooth random plane (value noise): normal draws on a lattice `spacing` px apart, interpolated by
 * smoothstep. Mean about 0, standard deviation about 0.6.
 */
export function smoothNoise(rows: number, columns: number, spacing: number, random: Random): Plane {
  const across = Math.ceil(columns / spacing) + 2;
  const down = Math.ceil(rows / spacing) + 2;
  const lattice = Float32Array.from({ length: across * down }, () => random.normal());
  const data = new Float32Array(rows * columns);
  for (let row = 0; row < rows; row++) {
    const top = Math.floor(row / spacing);
    const belowWeight = ease(row / spacing - top);
    for (let column = 0; column < columns; column++) {
      const left = Math.floor(column / spacing);
      const rightWeight = ease(column / spacing - left);
      const corner = top * across + left;
      const upper = lattice[corner] + (lattice[corner + 1] - lattice[corner]) * rightWeight;
      const under = corner + across;
      const lower = lattice[under] + (lattice[under + 1] - lattice[under]) * rightWeight;
      data[row * columns + column] = upper + (lower - upper) * belowWeight;
    }
  }
  return { rows, columns, data };
}
