import { expect, type Locator, type Page, test } from "@playwright/test";
import { dropFromDisk } from "./lab-page.ts";

/** Acts of a user. A typed character is a key, too. */
export interface ActCounts {
  readonly drops: number;
  readonly clicks: number;
  readonly keys: number;
}

/** More presses of Tab than there are controls on the way to any other. */
const MOST_TABS = 80;

/** Acts like a user by pointer and keyboard, and counts it. */
export function countedActs(page: Page) {
  const counts = { drops: 0, clicks: 0, keys: 0 };
  const press = async (key: string) => {
    counts.keys++;
    await page.keyboard.press(key);
  };
  return {
    async drop(paths: readonly string[]): Promise<void> {
      counts.drops++;
      await dropFromDisk(page, paths);
    },
    async click(target: Locator, at?: { x: number; y: number }): Promise<void> {
      counts.clicks++;
      await target.click(at ? { position: at } : {});
    },
    press,
    /** Moves the focus to a control by Tab or Shift+Tab. */
    async tabTo(target: Locator, key: "Tab" | "Shift+Tab" = "Tab"): Promise<void> {
      for (let presses = 0; presses < MOST_TABS; presses++) {
        if (await target.evaluate((element) => element === document.activeElement)) return;
        await press(key);
      }
      await expect(target, "is not reached by Tab").toBeFocused();
    },
    /** Notes the number of acts with the test, and returns it. */
    count(): ActCounts {
      const { drops, clicks, keys } = counts;
      const description = `${drops} drops, ${clicks} clicks, ${keys} keys`;
      test.info().annotations.push({ type: "acts", description });
      return { drops, clicks, keys };
    },
  };
}
