import { LabError } from "../core/errors.ts";

/** A run that cannot go on as it was asked for. */
export class TrainingError extends LabError {
  override name = "TrainingError";
}
