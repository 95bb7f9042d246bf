import { STEP_SCALARS, type StepScalar } from "../../plan/ir/step-scalars.ts";

/** WGSL that reads a scalar from the binding `scalars`. */
export function scalar(name: StepScalar): string {
  return `scalars[${STEP_SCALARS.indexOf(name)}]`;
}
