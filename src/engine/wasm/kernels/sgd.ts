import { clipFactor } from "./clip-factor";
import { fma } from "./fma";
import { endOf, jobsFor, startOf } from "./jobs";
import { DispatchRecord } from "./record";
import { StepScalars } from "./step-scalars";
import { VECTOR_BYTES } from "./vectors";

/** Time of a vector of parameters, in vectors of simple arithmetic. */
const COST: u32 = 2;

@unmanaged
export class Sgd extends DispatchRecord {
  gradients: usize;
  scalars: usize;
  /** Of clipping. */
  sums: usize;
  parameters: usize;
  velocities: usize;
  length: u32;
  momentum: f32;
  nesterov: u32;
  weightDecay: f32;
  clips: u32;
}

export function sgdJobs(d: Sgd): u32 {
  return jobsFor(d.length, COST);
}

/** One step of gradient descent with momentum over `length` vectors. */
export function sgd(d: Sgd, job: u32): void {
  const factor = f32x4.splat(clipFactor(d.clips !== 0, d.sums));
  const rate = f32x4.splat(changetype<StepScalars>(d.scalars).rate);
  const momentum = f32x4.splat(d.momentum);
  const weightDecay = f32x4.splat(d.weightDecay);
  const nesterov = d.nesterov !== 0;
  const end = endOf(job, d.length, COST) * VECTOR_BYTES;
  for (let at = startOf(job, COST) * VECTOR_BYTES; at < end; at += VECTOR_BYTES) {
    const before = v128.load(d.parameters + at);
    const pull = fma(before, weightDecay, f32x4.mul(v128.load(d.gradients + at), factor));
    const velocity = fma(v128.load(d.velocities + at), momentum, pull);
    v128.store(d.velocities + at, velocity);
    const step = nesterov ? fma(velocity, momentum, pull) : velocity;
    v128.store(d.parameters + at, f32x4.sub(before, f32x4.mul(rate, step)));
  }
}
