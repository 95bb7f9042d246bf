import type { Page } from "playwright";
import type {} from "../src/state/scripting.ts";

/**
 * Waits until a page has started: the results of earlier visits are open, and the device, or the reason for
 * its absence, is known. The page cannot be used before.
 */
export async function waitForLab(page: Page): Promise<void> {
  await page.waitForFunction(
    () => {
      if (!("directionLab" in window)) return false;
      const { report, error } = window.directionLab.device();
      return window.directionLab.dataset().opened && (report !== null || error !== null);
    },
    undefined,
    { timeout: 0 },
  );
}
