/** WGSL of the second vector of the binding `sums`: x is the norm of the gradient, y the factor that clips it. */
export const GRADIENT_SUMS = "sums[1]";
