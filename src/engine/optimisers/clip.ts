/**
 * Added to the norm in the denominator. Clipping by the global norm as PyTorch's `clip_grad_norm_` defines it
 * (Pascanu, Mikolov & Bengio 2013): with n the L2 norm of all gradients of a network taken as one vector,
 *
 *     g = g min(1, maximum / (n + CLIP_EPSILON))
 *
 * before any other use of g. A maximum above the norm has no effect.
 */
export const CLIP_EPSILON = 1e-6;

/** The smallest normal f32. Replaces a largest magnitude of 0 in denominators. */
export const SMALLEST_MAGNITUDE = 2 ** -126;
