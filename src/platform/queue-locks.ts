const RUNNING = "direction-lab/queue";
const CHANGING = "direction-lab/queue-file";

/** Does work while no other tab trains the queue or begins to. Returns whether it was done: not if one trains it. */
export function whileQueueRuns(work: () => Promise<void>): Promise<boolean> {
  return navigator.locks.request(RUNNING, { ifAvailable: true }, async (lock) => {
    if (lock) await work();
    return lock !== null;
  });
}

/** Whether a tab trains the queue. */
export async function queueRuns(): Promise<boolean> {
  const { held = [] } = await navigator.locks.query();
  return held.some(({ name }) => name === RUNNING);
}

/** Does work while no other tab changes the stored queue. */
export function whileChangingQueue<Result>(work: () => Promise<Result>): Promise<Result> {
  return navigator.locks.request(CHANGING, work);
}
