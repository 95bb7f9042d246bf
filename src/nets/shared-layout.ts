import { LEVELS } from "./watershed-net.ts";
export const LEVEL_CHANNELS = LEVELS;
export const VECTOR_CHANNEL = 16;
export const MASK_CHANNEL = 18;
export const SHARED_CHANNELS = 19;
