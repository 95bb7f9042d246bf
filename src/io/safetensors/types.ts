/** Bytes of the length of the header, at the start of a file. */
export const LENGTH_BYTES = 8;

/** Bytes of a number of the types that the lab reads. */
export const NUMBER_BYTES = { F32: 4, F16: 2, BF16: 2 } as const;

/** A type of numbers that the lab reads. */
export type NumberType = keyof typeof NUMBER_BYTES;
