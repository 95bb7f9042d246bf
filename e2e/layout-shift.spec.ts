import { expect, type Page, test } from "@playwright/test";
import { loadDrawnImages } from "./drawn-images.ts";
import { FIRST_VISIT } from "./known-device.ts";
import { openLab, prepareSmall, reloadLab, runFinished } from "./lab-page.ts";

/** Upper limit of the cumulative layout shift; browsers call 0.1 good. */
const LIMIT = 0.02;
/** Shifts that are named if there are too many. */
const NAMED = 5;

interface Shift {
  readonly value: number;
  readonly what: string;
}

/** A layout shift as browsers report it, which TypeScript does not know yet. */
interface LayoutShift extends PerformanceEntry {
  readonly value: number;
  readonly hadRecentInput: boolean;
  readonly sources: readonly { readonly node: Node | null }[];
}

/** Records the shifts of every visit of the page, without those that follow an input within half a second. */
async function watchShifts(page: Page) {
  await page.addInitScript(() => {
    const shifts: Shift[] = [];
    new PerformanceObserver((list) => {
      for (const { value, hadRecentInput, sources } of list.getEntries() as LayoutShift[]) {
        if (hadRecentInput) continue;
        const what = sources.map(({ node }) => node?.textContent?.slice(0, 40) || node?.nodeName).join("; ");
        shifts.push({ value, what });
      }
    }).observe({ type: "layout-shift", buffered: true });
    Object.assign(window, { layoutShifts: shifts });
  });
}

/** Expects little to have moved in this visit: all shifts together, of which the metric counts a part. */
async function expectStill(page: Page, visit: string): Promise<void> {
  const shifts = await page.evaluate(() => (window as unknown as { layoutShifts: Shift[] }).layoutShifts);
  const total = shifts.reduce((sum, { value }) => sum + value, 0);
  test.info().annotations.push({ type: "layout shift", description: `${visit}: ${total.toFixed(4)}` });
  const largest = shifts.toSorted((a, b) => b.value - a.value).slice(0, NAMED);
  expect(total, `${visit}: ${largest.map(({ value, what }) => `${value}: ${what}`).join("\n")}`).toBeLessThan(
    LIMIT,
  );
}

// The first visit also times the steps of the device, whose estimates appear later.
test.use({ storageState: FIRST_VISIT });

for (const size of [
  { width: 1280, height: 800 },
  { width: 800, height: 900 },
]) {
  test(`nothing moves by itself from import to found cells and after a reload, at ${size.width} px`, async ({
    page,
  }) => {
    await page.setViewportSize(size);
    await watchShifts(page);
    const pageErrors = await openLab(page);
    await loadDrawnImages(page);
    await expect(page.getByRole("application").first()).toBeVisible();
    await prepareSmall(page, 1, 4, ["semantic", "direction"]);
    await page.getByRole("button", { name: "Train", exact: true }).click();
    await runFinished(page);
    const layers = page.getByRole("region", { name: "Layers" });
    await layers.getByRole("button", { name: "predicted direction", exact: true }).click();
    await expect(page.getByRole("application", { name: "predicted direction" })).toBeVisible();
    await page.getByRole("button", { name: /^Next: find the cells/ }).click();
    await page.waitForFunction(() => window.directionLab.cells().images.length > 0);
    await page.waitForFunction(() => window.directionLab.verdict().verdict !== null);
    await expectStill(page, "first visit");

    await reloadLab(page);
    await expect(page.getByRole("application").first()).toBeVisible();
    await page.waitForFunction(() => window.directionLab.run().trained.length === 2);
    await expectStill(page, "second visit");
    expect(pageErrors).toEqual([]);
  });
}
