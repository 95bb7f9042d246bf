type Load = () => Promise<unknown>;

const parts: Load[] = [];

/** Adds a part to those that `preloadParts` loads. */
export function toPreload(load: Load): void {
  parts.push(load);
}

/** The longest wait for an idle moment, ms. */
const LONGEST_WAIT = 2000;

const whenIdle = () =>
  new Promise<void>((resolve) => requestIdleCallback(() => resolve(), { timeout: LONGEST_WAIT }));

/** Loads all parts that are not loaded yet, one by one whenever the page is idle, so that they open at once. */
export async function preloadParts(): Promise<void> {
  for (const load of parts) {
    await whenIdle();
    // Shown parts report a failure themselves.
    await load().catch(() => {});
  }
}
