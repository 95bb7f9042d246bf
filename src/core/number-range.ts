import * as v from "valibot";

/** Schema of a number from `low` to `high`, both included. */
export const numberFrom = (low: number, high: number) =>
  v.pipe(v.number(), v.minValue(low), v.maxValue(high));

/** Schema of a whole number from `low` to `high`, both included. */
export const wholeNumberFrom = (low: number, high: number) => v.pipe(numberFrom(low, high), v.integer());
