import { expect, test } from "@playwright/test";
import { loadDrawnImages } from "./drawn-images.ts";
import { chooseEngine, openLab, prepareSmall } from "./lab-page.ts";

const OUT = process.env.SHOTS ?? "/tmp/queue-shots";
test("shots", async ({ page }) => {
  test.setTimeout(240_000);
  await page.setViewportSize({ width: 1280, height: 800 });
  const errors = await openLab(page);
  await loadDrawnImages(page);
  await chooseEngine(page, "cpu");
  await prepareSmall(page, 1, 4, ["semantic", "direction"]);
  await page.keyboard.press("q");
  await page.getByRole("region", { name: "Queue", exact: true }).waitFor();
  await page.screenshot({ path: `${OUT}/1-empty.png` });
  await page.getByRole("button", { name: "Vary a setting" }).click();
  await page.getByRole("combobox", { name: "Setting to vary" }).fill("rate");
  await page.waitForTimeout(300);
  await page.screenshot({ path: `${OUT}/2-choice.png` });
  await page.keyboard.press("Enter");
  await page.getByRole("textbox", { name: /Values of/ }).fill("1e-3, 2e-3, abc, 7");
  await page.waitForTimeout(200);
  await page.screenshot({ path: `${OUT}/3-bad.png` });
  await page.getByRole("textbox", { name: /Values of/ }).fill("1e-3, 2e-3");
  await page.getByRole("button", { name: "Vary a setting" }).click();
  await page.getByRole("combobox", { name: "Setting to vary" }).fill("augm");
  await page.waitForTimeout(300);
  await page.keyboard.press("Enter");
  for (const n of ["none", "heavy"])
    await page
      .getByRole("group", { name: "Values of Augmentation" })
      .getByRole("button", { name: n })
      .click();
  await page.getByRole("button", { name: /^Add \d+ runs$/ }).click();
  await page.getByRole("button", { name: "Add the present recipe" }).click();
  await page.waitForTimeout(800);
  for (const [w, h] of [
    [1280, 800],
    [1920, 1080],
  ] as const)
    for (const scheme of ["light", "dark"] as const) {
      await page.setViewportSize({ width: w, height: h });
      await page.emulateMedia({ colorScheme: scheme });
      await page.waitForTimeout(300);
      await page.screenshot({ path: `${OUT}/4-list-${w}-${scheme}.png` });
    }
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.getByRole("button", { name: "Start the queue" }).click();
  await page.waitForFunction(() => document.title.startsWith("Run 4 of 13"));
  await page.screenshot({ path: `${OUT}/5-run-dark.png` });
  await page.emulateMedia({ colorScheme: "light" });
  await page.waitForFunction(() => document.title.startsWith("Run 6 of 13"));
  await page.screenshot({ path: `${OUT}/5-run-light.png` });
  await page.getByRole("button", { name: "Stop the queue" }).click();
  await expect(page.getByText("The queue has ended")).toBeVisible();
  await page.screenshot({ path: `${OUT}/6-ended.png` });
  await page.getByRole("button", { name: "Show the runs" }).click();
  await page.waitForTimeout(500);
  await page.screenshot({ path: `${OUT}/7-table.png` });
  await page.keyboard.press("q");
  await page.setViewportSize({ width: 320, height: 700 });
  await page.waitForTimeout(500);
  await page.screenshot({ path: `${OUT}/8-narrow.png`, fullPage: true });
  expect(errors).toEqual([]);
});
