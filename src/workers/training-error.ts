import { LabError } from "../core/errors.ts";

/** A run that cannot continue as requested. */
export class TrainingError extends LabError {
  override name = "TrainingError";
}
