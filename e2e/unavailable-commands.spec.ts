import { expect, test } from "@playwright/test";
import { loadDrawnImages } from "./drawn-images.ts";
import { datasetOf, openLab, reloadLab, runOf } from "./lab-page.ts";

const WHY = /^Add images with masks first/;

test("without images, Train is disabled by button, key and palette, each with the reason", async ({
  page,
}) => {
  const pageErrors = await openLab(page);
  const train = page.getByRole("button", { name: "Train", exact: true });
  await expect(train).toBeDisabled();
  await expect(train).toHaveAccessibleDescription(WHY);
  await expect(page.getByRole("button", { name: "One step" })).toHaveAccessibleDescription(WHY);
  await page.keyboard.press("t");
  await page.keyboard.press("s");

  await page.keyboard.press("Control+k");
  await page.keyboard.type("train");
  const option = page.getByRole("option", { name: /^Train/ });
  await expect(option).toHaveAttribute("aria-disabled", "true");
  await expect(option.getByText(WHY)).toBeVisible();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Escape");

  await page.getByRole("tab", { name: "Cells" }).click();
  const cells = page.getByRole("region", { name: "Cells" });
  await expect(cells.getByText(WHY)).toBeVisible();
  const acts = cells.getByRole("button", { disabled: false });
  await expect(acts).toHaveText(["Add images"]);
  await page.getByRole("radio", { name: "Scores" }).click();
  await expect(page.getByRole("complementary").getByRole("button", { name: "Train" })).toBeDisabled();
  expect((await runOf(page)).error).toBeNull();
  await acts.click();
  await expect(page.getByRole("tab", { name: "Images" })).toHaveAttribute("aria-selected", "true");
  expect((await datasetOf(page)).records).toEqual([]);
  expect(pageErrors).toEqual([]);
});

test("few formats of masks are chosen at first; the choice is kept for the next visit", async ({ page }) => {
  const pageErrors = await openLab(page);
  await loadDrawnImages(page);
  await page.getByRole("tab", { name: "Export" }).click();
  const masks = page.getByRole("complementary");
  const chosen = masks.getByRole("switch", { checked: true });
  await expect(chosen).toHaveCount(2);
  await masks.getByText("6 more formats").click();
  await expect(chosen).toHaveCount(2);
  await masks.getByRole("switch", { name: "COCO JSON" }).click();
  await reloadLab(page);
  await page.getByRole("tab", { name: "Export" }).click();
  await expect(masks.getByText("6 more formats, 1 chosen")).toBeVisible();
  await expect(masks.getByRole("switch", { name: "COCO JSON" })).toBeChecked();
  await expect(chosen).toHaveCount(3);
  expect(pageErrors).toEqual([]);
});
