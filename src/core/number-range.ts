import * as v from "valibot";

/** Schema of a number from `low` to `high`, inclusive. */
export const numberFrom = (low: number, high: number) =>
  v.pipe(v.number(), v.minValue(low), v.maxValue(high));

/** Schema of an integer from `low` to `high`, inclusive. */
export const wholeNumberFrom = (low: number, high: number) => v.pipe(numberFrom(low, high), v.integer());
