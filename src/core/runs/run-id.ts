/** Ids of runs: start in ms since 1970 and a random number, both in base 36. */
export const RUN_ID = /^run-[0-9a-z]{1,11}-[0-9a-z]{4}$/;

const RANDOM_DIGITS = 4;

/**
 * Id of a new run. Ids sort by their start.
 * @param startedAt ms since 1970
 * @param random uniform in 0..1, 1 excluded
 */
export function newRunId(startedAt: number, random: number): string {
  const digits = Math.floor(random * 36 ** RANDOM_DIGITS).toString(36);
  return `run-${startedAt.toString(36)}-${digits.padStart(RANDOM_DIGITS, "0")}`;
}

/** Start of a run, ms since 1970, by its id. */
export function startOfId(id: string): number {
  return Number.parseInt(id.split("-")[1] ?? "", 36);
}
