import { Convolution, convolution, convolutionJobs, convolutionScratch } from "./convolution";
import { DispatchRecord } from "./record";
import { WeightGradient, weightGradient, weightGradientJobs, weightGradientScratch } from "./weight-gradient";

/** Number of jobs of a dispatch. */
export function jobsOf(record: usize): u32 {
  switch (changetype<DispatchRecord>(record).kernel) {
    case 35:
      return convolutionJobs(changetype<Convolution>(record));
    case 36:
      return weightGradientJobs(changetype<WeightGradient>(record));
    default:
      return unreachable();
  }
}

/** Bytes of scratch memory that a thread needs for a job. */
export function scratchOf(record: usize): u32 {
  switch (changetype<DispatchRecord>(record).kernel) {
    case 35:
      return convolutionScratch(changetype<Convolution>(record));
    case 36:
      return weightGradientScratch(changetype<WeightGradient>(record));
    default:
      return 0;
  }
}

/** Runs one job. */
export function runJob(record: usize, job: u32, scratch: usize): void {
  switch (changetype<DispatchRecord>(record).kernel) {
    case 35:
      convolution(changetype<Convolution>(record), job, scratch);
      break;
    case 36:
      weightGradient(changetype<WeightGradient>(record), job, scratch);
      break;
    default:
      unreachable();
  }
}
