/** Values become (value - zero) / unit; all become 0 where the unit is 0. */
export interface Scale {
  readonly zero: number;
  readonly unit: number;
}

/** Normalises values as their whole image was measured, in place. Nothing is clipped. */
export function normalise(values: Float32Array, { zero, unit }: Scale): Float32Array {
  for (let index = 0; index < values.length; index++) {
    values[index] = unit > 0 ? (values[index] - zero) / unit : 0;
  }
  return values;
}
