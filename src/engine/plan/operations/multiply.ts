import { defineOperation } from "../ir/define-operation.ts";
import type { Dispatch } from "../ir/dispatch.ts";
import type { View } from "../ir/view.ts";
import { EPILOGUE, EPILOGUE_VIEWS, MASKED } from "./epilogue.ts";

/** With `gate`, the second operand has one channel, which gates all channels of the first. */
export const MULTIPLY = defineOperation({
  name: "multiply",
  variant: { gate: "flag", ...EPILOGUE },
  views: { x: "read", by: "read", ...EPILOGUE_VIEWS },
  over: "vectors of x",
  optional: MASKED,
});

/**
 * Product of x and `by` per channel, or of all channels with the single channel of `by`; also its gradient
 * for `x`.
 */
export function multiply(args: {
  readonly x: View;
  readonly by: View;
  readonly target: View;
  readonly accumulate: boolean;
  readonly mask: View | null;
}): Dispatch {
  const { accumulate, ...views } = args;
  const gate = views.by.channels === 1 && views.x.channels > 1;
  return MULTIPLY.dispatch({ variant: { gate, accumulate, mask: views.mask !== null }, views });
}

export const GATE_GRADIENT = defineOperation({
  name: "gate gradient",
  variant: EPILOGUE,
  views: { x: "read", gradient: "read", ...EPILOGUE_VIEWS },
  over: "pixels of x",
  optional: MASKED,
});

/** Gradient for the single channel that gates all channels of `x`. */
export function gateGradient(args: {
  readonly x: View;
  readonly gradient: View;
  readonly target: View;
  readonly accumulate: boolean;
  readonly mask: View | null;
}): Dispatch {
  const { accumulate, ...views } = args;
  return GATE_GRADIENT.dispatch({ variant: { accumulate, mask: views.mask !== null }, views });
}
