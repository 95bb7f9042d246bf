import * as v from "valibot";

/** Schema of the best score so far; null before the first. */
export const bestScore = v.nullable(v.pipe(v.number(), v.finite()));
