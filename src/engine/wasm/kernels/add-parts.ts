import { endOf, jobsFor, startOf } from "./jobs";
import { DispatchRecord } from "./record";
import { VECTOR_BYTES } from "./vectors";

@unmanaged
export class AddParts extends DispatchRecord {
  partial: usize;
  total: usize;
  length: u32;
  parts: u32;
}

export function addPartsJobs(d: AddParts): u32 {
  return jobsFor(d.length, d.parts);
}

/** Sums `parts` contiguous arrays of `length` vectors each, in a fixed order. */
export function addParts(d: AddParts, job: u32): void {
  const parts = d.parts;
  const partBytes = d.length * VECTOR_BYTES;
  const end = endOf(job, d.length, parts) * VECTOR_BYTES;
  for (let at = startOf(job, parts) * VECTOR_BYTES; at < end; at += VECTOR_BYTES) {
    let partial = d.partial + at;
    let sum = v128.load(partial);
    for (let part: u32 = 1; part < parts; part++) {
      partial += partBytes;
      sum = f32x4.add(sum, v128.load(partial));
    }
    v128.store(d.total + at, sum);
  }
}
