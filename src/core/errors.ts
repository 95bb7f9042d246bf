/**
 * Base of every failure a person can meet. `message` is a sentence for the person (what happened, to which
 * file or part, what to do next); the technical cause stays behind it in `cause`.
 */
export class LabError extends Error {
  override name = "LabError";
}

const UNEXPECTED = "Something unexpected failed. Reload the page; the images are kept.";

/** The sentence of any thrown value, for a place where it must be shown. Only a LabError speaks for itself. */
export function sentenceOf(error: unknown): string {
  return error instanceof LabError ? error.message : UNEXPECTED;
}
