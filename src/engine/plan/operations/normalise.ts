import { defineOperation } from "../ir/define-operation.ts";
import type { Dispatch } from "../ir/dispatch.ts";
import type { View } from "../ir/view.ts";
import { EPILOGUE, EPILOGUE_VIEWS, MASKED } from "./epilogue.ts";

export const NORMALISE = defineOperation({
  name: "normalise",
  variant: { floor: "f32" },
  views: { x: "read", target: "write" },
  over: "pixels of x",
});

/** x / sqrt(max(|x|^2, floor)) per pixel. */
export function normalise(floor: number, x: View, target: View): Dispatch {
  return NORMALISE.dispatch({ variant: { floor }, views: { x, target } });
}

export const NORMALISE_GRADIENT = defineOperation({
  name: "normalise gradient",
  variant: { floor: "f32", ...EPILOGUE },
  views: { x: "read", gradient: "read", ...EPILOGUE_VIEWS },
  over: "pixels of x",
  optional: MASKED,
});

/** Gradient of `normalise` for `x`. */
export function normaliseGradient(args: {
  readonly floor: number;
  readonly x: View;
  readonly gradient: View;
  readonly target: View;
  readonly accumulate: boolean;
  readonly mask: View | null;
}): Dispatch {
  const { floor, accumulate, ...views } = args;
  return NORMALISE_GRADIENT.dispatch({ variant: { floor, accumulate, mask: views.mask !== null }, views });
}
