/**
 * Linear interpolation from `length` to `length * factor` samples as a matrix `[to, from]`, row-major: half-pixel
 * centres, edges clamped. Each row sums to 1.
 */
export function interpolationMatrix(length: number, factor: number): Float32Array {
  const enlarged = length * factor;
  const matrix = new Float32Array(enlarged * length);
  for (let to = 0; to < enlarged; to++) {
    const position = Math.min(length - 1, Math.max(0, (to + 0.5) / factor - 0.5));
    const before = Math.floor(position);
    const after = Math.min(length - 1, before + 1);
    const weight = position - before;
    matrix[to * length + before] += 1 - weight;
    matrix[to * length + after] += weight;
  }
  return matrix;
}
