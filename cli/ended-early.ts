import { LabError } from "../src/core/errors.ts";

/** Exit code of a run that stopped after the requested number of steps. */
export const EXIT_STOPPED = 3;

/** Exit code of a run that was stopped by Ctrl+C. */
export const EXIT_INTERRUPTED = 130;

/** A command ended early and kept what was done. The message says how to go on. */
export class EndedEarly extends LabError {
  override name = "EndedEarly";

  constructor(
    readonly exitCode: number,
    message: string,
  ) {
    super(message);
  }
}
