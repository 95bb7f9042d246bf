import { MAX_PLANES } from "../src/core/dataset/stack-choice.ts";
import { wholeNumber } from "./number-option.ts";

/** The options that choose a plane of stacks. */
export const STACK_OPTIONS = {
  slice: {
    type: "string",
    value: "N",
    help: "The slice of stacks, counted from 1. Default: the middle one.",
  },
  time: {
    type: "string",
    value: "N",
    help: "The time point of stacks, counted from 1. Default: the first one.",
  },
} as const;

/** The plane given by the options; null for the defaults. Throws a UsageError. */
export function planeFrom({
  slice,
  time,
}: {
  readonly slice: string | undefined;
  readonly time: string | undefined;
}) {
  return {
    slice: wholeNumber("slice", slice, 1, MAX_PLANES),
    time: wholeNumber("time", time, 1, MAX_PLANES),
  };
}
