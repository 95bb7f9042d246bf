/** Number of images in the built-in sample. */
export const BUILT_IN_IMAGES = 24;

/**
 * Seeds of the samples that training crops can come from: the same in every run, and beyond those of recipes, so that
 * no run trains on the images that it is validated on when these are a built-in sample themselves.
 */
export const SYNTHETIC_SEEDS = [2 ** 31, 2 ** 31 + 1] as const;

/** Number of synthetic images of each kind. */
export const SYNTHETIC_IMAGES = SYNTHETIC_SEEDS.length * BUILT_IN_IMAGES;
