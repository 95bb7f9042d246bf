/**
 * Base class of all failures shown to the user. `message` is a sentence for the user (what happened, to which
 * file or part, what to do next); `cause` is the technical cause.
 */
export class LabError extends Error {
  override name = "LabError";
}

const UNEXPECTED = "An unexpected error occurred. Reload the page; the images are kept.";

/** The sentence to show for any thrown value: the message of a LabError, otherwise a general one. */
export function sentenceOf(error: unknown): string {
  return error instanceof LabError ? error.message : UNEXPECTED;
}
