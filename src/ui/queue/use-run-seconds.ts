import { useDatasetStore } from "../../state/dataset.ts";
import { useSetsStore } from "../../state/image-sets.ts";
import { runSeconds } from "../../state/queue-estimate.ts";
import { useStepTimes } from "../../state/step-times.ts";

/** Estimated seconds of a run, kept up to date in a component; see `runSeconds`. */
export function useRunSeconds(): typeof runSeconds {
  useStepTimes(({ times }) => times);
  useDatasetStore(({ records }) => records);
  useSetsStore(({ assigned }) => assigned);
  return runSeconds;
}
