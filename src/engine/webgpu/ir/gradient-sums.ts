/** WGSL of the second vector of the binding `sums`: x is the gradient norm, y the clipping factor. */
export const GRADIENT_SUMS = "sums[1]";
