/**
 * Base of every failure a person can meet. `message` is a sentence for the person (what happened, to which
 * file or part, what to do next); the technical cause stays behind it in `cause`.
 */
export class LabError extends Error {
  override name = "LabError";
}

/** The sentence of any thrown value, for a place where it must be shown. */
export function sentenceOf(error: unknown): string {
  if (error instanceof Error && error.message) return error.message;
  return `Something failed without saying why (${String(error)}).`;
}
