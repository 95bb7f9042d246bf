import { LEVELS } from "./watershed-net.ts";

/**
 * Channels of the output of the shared network: the level logits, then the components of the vector along rows and
 * columns, then the mask logit. Levels first: kernels read them as whole vectors of four.
 */
export const LEVEL_CHANNELS = LEVELS;
/** First of the two channels of the vector. */
export const VECTOR_CHANNEL = LEVEL_CHANNELS;
/** Channel of the mask logit. */
export const MASK_CHANNEL = VECTOR_CHANNEL + 2;
/** Number of channels. */
export const SHARED_CHANNELS = MASK_CHANNEL + 1;
