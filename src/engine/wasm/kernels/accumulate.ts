import { fma } from "./fma";
import { endOf, jobsFor, startOf } from "./jobs";
import { DispatchRecord } from "./record";
import { StepScalars } from "./step-scalars";
import { VECTOR_BYTES, zero } from "./vectors";

@unmanaged
export class Accumulate extends DispatchRecord {
  gradients: usize;
  scalars: usize;
  accumulated: usize;
  length: u32;
}

export function accumulateJobs(d: Accumulate): u32 {
  return jobsFor(d.length, 1);
}

/** Adds the gradients of a micro-batch to the sum over the previous micro-batches. */
export function accumulate(d: Accumulate, job: u32): void {
  const scalars = changetype<StepScalars>(d.scalars);
  const isLater = scalars.isLater > 0;
  const share = f32x4.splat(scalars.share);
  const end = endOf(job, d.length, 1) * VECTOR_BYTES;
  for (let at = startOf(job, 1) * VECTOR_BYTES; at < end; at += VECTOR_BYTES) {
    const earlier = isLater ? v128.load(d.accumulated + at) : zero();
    v128.store(d.accumulated + at, fma(v128.load(d.gradients + at), share, earlier));
  }
}
