import type { Random } from "../src/core/augment/random.ts";

/**
 * When the browser is killed: while the page opens, after some images of an import were listed, or after some pauses of
 * a run, in each of which a checkpoint is stored; and the time from then on.
 */
export interface KillMoment {
  readonly during: "opening" | "import" | "training";
  readonly count: number;
  /** In milliseconds; during a training as a multiple of the time from the last pause to its checkpoint. */
  readonly time: number;
}

/** Images of each import. */
export const IMPORTED = 3;

const CHANCE_OF_OPENING = 0.3;
const CHANCE_OF_IMPORT = 0.2;
const MOST_PAUSES = 4;
const LONGEST_OPENING = 600;
const LONGEST_IMPORT = 40;

/** A random moment of a visit. */
export function drawKillMoment(random: Random): KillMoment {
  const which = random.uniform(0, 1);
  if (which < CHANCE_OF_OPENING)
    return { during: "opening", count: 0, time: random.uniform(0, LONGEST_OPENING) };
  if (which < CHANCE_OF_OPENING + CHANCE_OF_IMPORT)
    return { during: "import", count: random.integer(IMPORTED), time: random.uniform(0, LONGEST_IMPORT) };
  return { during: "training", count: random.integer(MOST_PAUSES + 1), time: random.uniform(0, 1) };
}
