import { DispatchRecord } from "./record";

/** Number of jobs of a dispatch. */
export function jobsOf(record: usize): u32 {
  switch (changetype<DispatchRecord>(record).kernel) {
    default:
      return unreachable();
  }
}

/** Bytes of scratch memory that a thread needs for a job. */
export function scratchOf(record: usize): u32 {
  switch (changetype<DispatchRecord>(record).kernel) {
    default:
      return 0;
  }
}

/** Runs one job. */
export function runJob(record: usize, job: u32, scratch: usize): void {
  switch (changetype<DispatchRecord>(record).kernel) {
    default:
      unreachable();
  }
}
