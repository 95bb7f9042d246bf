import { expect, type Page, test } from "@playwright/test";
import { loadDrawnImages } from "./drawn-images.ts";
import { chooseEngine, chooseTheme, openLab, trainSmall } from "./lab-page.ts";

const showRuns = (page: Page) =>
  page.getByRole("group", { name: "View", exact: true }).getByRole("button", { name: "Runs" }).click();

async function damage(page: Page) {
  await page.evaluate(async () => {
    const root = await navigator.storage.getDirectory();
    const runs = await root.getDirectoryHandle("runs");
    const names: string[] = [];
    for await (const name of runs.keys()) names.push(name);
    const one = await runs.getDirectoryHandle(names.sort()[1]);
    await one.removeEntry("images.json");
  });
}
test("shots", async ({ page }) => {
  test.setTimeout(240_000);
  await openLab(page);
  await loadDrawnImages(page);
  await showRuns(page);
  await page.screenshot({ path: "/tmp/r3-empty.png" });
  await chooseEngine(page, "cpu");
  await trainSmall(page, 1, 6, ["semantic", "direction"]);
  await trainSmall(page, 2, 4, ["semantic"]);
  await trainSmall(page, 3, 4, ["semantic", "direction", "energy", "joint"]);
  await trainSmall(page, 3, 5, ["semantic", "direction", "energy"]);
  await damage(page);
  await page.reload();
  await page.waitForTimeout(3000);
  await showRuns(page);
  const rows = page.getByRole("table", { name: /Stored runs/ }).locator("tbody tr");
  await expect(rows).toHaveCount(4);
  await page.waitForTimeout(1500);
  await rows.nth(1).locator("input").check();
  await rows.nth(3).locator("input").check();
  await rows.nth(1).locator("button[data-row]").click();
  for (const theme of ["Light", "Dark"] as const) {
    await chooseTheme(page, theme);
    for (const width of [1280, 1920]) {
      await page.setViewportSize({ width, height: width === 1280 ? 800 : 1080 });
      await page.screenshot({ path: `/tmp/r3-${theme}-${width}.png` });
    }
  }
});
