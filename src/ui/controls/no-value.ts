/** Placeholder where there is no value, e.g. for the direction of background or a score without ground truth. */
export const NO_VALUE = "–";
