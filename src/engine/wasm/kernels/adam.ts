import { clipFactor } from "./clip-factor";
import { fma } from "./fma";
import { endOf, jobsFor, startOf } from "./jobs";
import { DispatchRecord } from "./record";
import { StepScalars } from "./step-scalars";
import { VECTOR_BYTES } from "./vectors";

/** Time of a vector of parameters, in vectors of simple arithmetic. */
const COST: u32 = 3;

@unmanaged
export class Adam extends DispatchRecord {
  gradients: usize;
  scalars: usize;
  /** Of clipping. */
  sums: usize;
  parameters: usize;
  means: usize;
  squares: usize;
  length: u32;
  beta1: f64;
  beta2: f64;
  epsilon: f32;
  clips: u32;
}

export function adamJobs(d: Adam): u32 {
  return jobsFor(d.length, COST);
}

/** One step of Adam or AdamW over `length` vectors. */
export function adam(d: Adam, job: u32): void {
  const scalars = changetype<StepScalars>(d.scalars);
  const factor = f32x4.splat(clipFactor(d.clips !== 0, d.sums));
  const keep = f32x4.splat(scalars.keep);
  const l2 = f32x4.splat(scalars.l2);
  const stepSize = f32x4.splat(scalars.stepSize);
  const rootScale = f32x4.splat(scalars.rootScale);
  const epsilon = f32x4.splat(d.epsilon);
  const beta1 = f32x4.splat(<f32>d.beta1);
  const rest1 = f32x4.splat(<f32>(1 - d.beta1));
  const beta2 = f32x4.splat(<f32>d.beta2);
  const rest2 = f32x4.splat(<f32>(1 - d.beta2));
  const end = endOf(job, d.length, COST) * VECTOR_BYTES;
  for (let at = startOf(job, COST) * VECTOR_BYTES; at < end; at += VECTOR_BYTES) {
    const before = f32x4.mul(v128.load(d.parameters + at), keep);
    const pull = fma(before, l2, f32x4.mul(v128.load(d.gradients + at), factor));
    const mean = fma(pull, rest1, f32x4.mul(v128.load(d.means + at), beta1));
    const square = fma(f32x4.mul(pull, pull), rest2, f32x4.mul(v128.load(d.squares + at), beta2));
    v128.store(d.means + at, mean);
    v128.store(d.squares + at, square);
    const step = f32x4.div(f32x4.mul(stepSize, mean), fma(f32x4.sqrt(square), rootScale, epsilon));
    v128.store(d.parameters + at, f32x4.sub(before, step));
  }
}
