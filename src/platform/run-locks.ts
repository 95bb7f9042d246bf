const WRITING = "direction-lab/run-file/";
const TRAINING = "direction-lab/run/";

/** Locks of the runs in the store that all tabs of the page share. */
export interface RunLocks {
  /** Does work while no other tab changes the files of this run. */
  whileWriting<Result>(id: string, work: () => Promise<Result>): Promise<Result>;
  /** Marks a run as in training until the returned function is called or this thread ends. Null if it is already. */
  beginTraining(id: string): Promise<(() => void) | null>;
  /** Does work while no tab trains this run or begins to. Returns whether it was done: not if the run is in training. */
  whileIdle(id: string, work: () => Promise<void>): Promise<boolean>;
  /** Ids of the runs that are in training in any tab. */
  inTraining(): Promise<ReadonlySet<string>>;
}

/** The locks of this browser. Only in secure contexts. */
export function browserRunLocks(): RunLocks {
  const { locks } = navigator;
  return {
    whileWriting: (id, work) => locks.request(`${WRITING}${id}`, work),
    beginTraining: (id) =>
      new Promise((settle, failed) => {
        locks
          .request(`${TRAINING}${id}`, { ifAvailable: true }, (lock) => {
            if (!lock) return settle(null);
            return new Promise<void>((end) => settle(end));
          })
          .catch(failed);
      }),
    whileIdle: (id, work) =>
      locks.request(`${TRAINING}${id}`, { ifAvailable: true }, async (lock) => {
        if (lock) await work();
        return lock !== null;
      }),
    async inTraining() {
      const { held = [] } = await locks.query();
      const names = held.flatMap(({ name }) => (name?.startsWith(TRAINING) ? [name] : []));
      return new Set(names.map((name) => name.slice(TRAINING.length)));
    },
  };
}

/** Resolves when no tab of this browser trains the run. Only in secure contexts. */
export async function whenTrainingEnds(id: string): Promise<void> {
  await navigator.locks.request(`${TRAINING}${id}`, { mode: "shared" }, () => {});
}
