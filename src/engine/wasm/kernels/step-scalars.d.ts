// The text of this module is written by build/step-scalars-text.mjs.

/** Scalars that change from step to step, in the order of their f32 buffer; names as in `STEP_SCALARS`. */
export declare class StepScalars {
  readonly [name: string]: f32;
}
