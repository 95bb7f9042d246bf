/** Held by a tab that enters or acts alone: no tab enters while another acts alone. */
const LOCK_NAME = "direction-lab/door";
/** Shared by the writers of the image store, one per tab, for as long as they live. */
const INSIDE = "direction-lab/inside";

/** This tab among the open tabs of the page in this browser. */
export interface OpenTab {
  /** Runs `work` if no other tab is open, and lets none open in the meantime; otherwise does nothing. */
  ifAlone(work: () => Promise<void>): Promise<void>;
}

/** Counts the calling worker or page as an open tab until it ends. Waits while another tab acts alone. */
export async function joinOpenTabs(): Promise<OpenTab> {
  const { locks } = navigator;
  await locks.request(
    LOCK_NAME,
    () =>
      new Promise<void>((entered, failed) => {
        const stay = () => {
          entered();
          return new Promise(() => {});
        };
        locks.request(INSIDE, { mode: "shared" }, stay).catch(failed);
      }),
  );
  return {
    ifAlone: (work) =>
      locks.request(LOCK_NAME, async () => {
        const { held = [] } = await locks.query();
        if (held.filter(({ name }) => name === INSIDE).length === 1) await work();
      }),
  };
}
