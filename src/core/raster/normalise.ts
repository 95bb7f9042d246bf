/** Normalisation to (value - zero) / unit; all values become 0 if the unit is 0. */
export interface Scale {
  readonly zero: number;
  readonly unit: number;
}

/** Normalises values with the scale of their whole image, in place, without clipping. */
export function normalise(values: Float32Array, { zero, unit }: Scale): Float32Array {
  for (let index = 0; index < values.length; index++) {
    values[index] = unit > 0 ? (values[index] - zero) / unit : 0;
  }
  return values;
}
