import { expect, test } from "@playwright/test";
import { loadDrawnImages } from "./drawn-images.ts";
import { openLab, runOf, trainSmall } from "./lab-page.ts";

test("clearing the images clears the cells found in them, and what was to review", async ({ page }) => {
  const errors = await openLab(page);
  await loadDrawnImages(page);
  await trainSmall(page, 1, 2, ["semantic", "direction"]);
  expect((await runOf(page)).phase).toBe("finished");
  const steps = page.getByRole("tablist", { name: "Workflow" });
  await steps.getByRole("tab", { name: "Cells" }).click();
  await page.getByRole("button", { name: "Find cells" }).click();
  await expect(steps.getByRole("tab", { name: "Cells" })).toContainText("found");
  await steps.getByRole("tab", { name: "Images" }).click();
  await page.getByRole("button", { name: "Clear", exact: true }).click();
  await expect(steps.getByRole("tab", { name: "Images" })).toContainText("none yet");
  await expect(steps.getByRole("tab", { name: "Check" })).toContainText("–");
  await expect(steps.getByRole("tab", { name: "Cells" })).toContainText("–");
  await expect(steps.getByRole("tab", { name: "Export" })).toContainText("weights");
  await expect(page.getByRole("radio", { name: "Whole" })).toBeChecked();
  expect(errors).toEqual([]);
});

test("the search field of the command palette has the focus", async ({ page }) => {
  const errors = await openLab(page);
  await page.keyboard.press("Control+k");
  await page.keyboard.type("short");
  await expect(page.getByRole("option")).toHaveText([/^Shortcuts/]);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog", { name: "Shortcuts" })).toBeVisible();
  expect(errors).toEqual([]);
});
