import * as v from "valibot";
import { wholeNumberFrom } from "../number-range.ts";

/** Limits of a recipe. A crop is a multiple of 16 px because the networks downsample it four times by 2. */
export const CROP_MULTIPLE = 16;
export const LARGEST_CROP = 2048;
/** Largest surroundings of a crop for its targets, px: deeper than the deepest level, at any scale of the presets. */
export const LARGEST_TARGET_MARGIN = 256;
export const LARGEST_SEED = 2 ** 31 - 1;

/** Side of a square crop, px. */
export const cropSide = v.pipe(wholeNumberFrom(CROP_MULTIPLE, LARGEST_CROP), v.multipleOf(CROP_MULTIPLE));
