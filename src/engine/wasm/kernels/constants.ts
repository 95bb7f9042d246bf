// Constants of the formulas. Their sources are in TypeScript; `constants.test.ts` compares them.

/** Added to the variance in batch normalisation. */
export const NORM_EPSILON: f32 = 1e-5;

/** Weight of the batch statistics in the running averages. */
export const NORM_MOMENTUM: f32 = 0.1;

/** Added to the norm in the denominator of clipping. */
export const CLIP_EPSILON: f32 = 1e-6;

/** The smallest normal f32. */
export const SMALLEST_MAGNITUDE: f32 = 1.1754943508222875e-38;

/** Angles in radians above which pixels are counted: 22.5 and 45 degrees. */
export const SMALL_ANGLE: f32 = 0.39269908169872414;
export const LARGE_ANGLE: f32 = 0.7853981633974483;

/** Angle in radians of a zero vector. */
export const RIGHT_ANGLE: f32 = 1.5707963267948966;
