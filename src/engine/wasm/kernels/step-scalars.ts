/** Scalars that change from step to step, in the order of their f32 buffer. */
@unmanaged
export class StepScalars {
  lossScale: f32;
  stepSize: f32;
  rootScale: f32;
  keep: f32;
  l2: f32;
  rate: f32;
  share: f32;
  isLater: f32;
  pass: f32;
}
