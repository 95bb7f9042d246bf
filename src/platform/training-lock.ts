/** Shared by all tabs that train on the stored images. */
const LOCK = "direction-lab/training";

let ownRuns = 0;

/** Runs work during which no other tab removes images. */
export async function whileTraining<Result>(work: () => Promise<Result>): Promise<Result> {
  // Without a secure context there are no locks, and no stored images either.
  if (!isSecureContext) return work();
  return navigator.locks.request(LOCK, { mode: "shared" }, async () => {
    ownRuns += 1;
    try {
      return await work();
    } finally {
      ownRuns -= 1;
    }
  });
}

/** Whether another tab trains on the stored images. */
export async function othersTrain(): Promise<boolean> {
  if (!isSecureContext) return false;
  const { held = [] } = await navigator.locks.query();
  return held.filter(({ name }) => name === LOCK).length > ownRuns;
}
