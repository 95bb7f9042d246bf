/** Held by whoever comes in or acts alone, so that nobody comes in while somebody acts alone. */
const DOOR = "direction-lab/door";
/** Shared by the image store's writers, one a tab, for as long as they live. */
const INSIDE = "direction-lab/inside";

/** This tab among those of the page that are open in this browser. */
export interface OpenTab {
  /** Runs `work` if no other tab is open, and lets none open meanwhile; otherwise does nothing. */
  ifAlone(work: () => Promise<void>): Promise<void>;
}

/** Counts the calling worker or page as an open tab until it ends. Waits while another tab acts alone. */
export async function joinOpenTabs(): Promise<OpenTab> {
  const { locks } = navigator;
  await locks.request(
    DOOR,
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
      locks.request(DOOR, async () => {
        const { held = [] } = await locks.query();
        if (held.filter(({ name }) => name === INSIDE).length === 1) await work();
      }),
  };
}
