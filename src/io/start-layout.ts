/** Most bytes of a start's file: what a visitor waits for, and far from what would fill the memory. */
export const MAX_START_BYTES = 1_200_000;
/** Bytes of the length of the header, at the start of a safetensors file. */
export const LENGTH_BYTES = 8;
/** Most bytes of the header. */
export const MAX_HEADER_BYTES = 100_000;
/** Bytes of a half-precision number. */
export const HALF_BYTES = 2;
