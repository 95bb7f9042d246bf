import { expect, test } from "@playwright/test";
import { loadDrawnImages } from "./drawn-images.ts";
import { chooseEngine, openLab, openRecipeSection, prepareSmall, runOf } from "./lab-page.ts";
import { MANY_STEPS } from "./small-recipe.ts";

test("a range test suggests a rate, and early stopping ends the stage and says why", async ({ page }) => {
  const errors = await openLab(page);
  await chooseEngine(page, "cpu");
  await loadDrawnImages(page);
  await prepareSmall(page, 1, MANY_STEPS, ["semantic"]);
  await page.getByRole("tab", { name: "Train" }).click();

  await openRecipeSection(page, "Optimiser");
  await page.getByRole("radio", { name: "Cell mask" }).click();
  await page.getByRole("button", { name: "Find a learning rate" }).click();
  await page.getByRole("button", { name: /^Use / }).first().click();
  const rate = page.getByRole("textbox", { name: "Learning rate, Cell mask" });
  await expect(rate).not.toHaveValue("0.005");
  expect((await runOf(page)).trained).toEqual([]);
  await page.getByRole("combobox", { name: "Schedule" }).click();
  await page.getByRole("option", { name: "Constant" }).click();
  await page.getByRole("button", { name: "Reset Schedule" }).click();
  await expect(page.getByRole("combobox", { name: "Schedule" })).toHaveText("One cycle");

  await openRecipeSection(page, "Validation and stopping");
  const stopping = page.getByRole("switch", { name: "Early stopping" });
  const validation = page.locator("section", { has: stopping });
  await validation.getByRole("radio", { name: "Cell mask" }).click();
  await stopping.click();
  await validation.getByRole("textbox", { name: "Patience" }).fill("1");
  await validation.getByRole("textbox", { name: "Smallest change" }).fill("10");
  await page.keyboard.press("Tab");
  await page.evaluate(() => window.directionLab.train());
  const { phase, reports, message } = await runOf(page);
  expect(phase).toBe("finished");
  expect(reports[0].steps).toBeLessThan(MANY_STEPS);
  expect(reports[0].best?.by).toBe("kaggle");
  expect(message).toContain("ended early");
  expect(message).toContain("Validation loss did not improve by more than 10 in 1 validation");
  expect(errors).toEqual([]);
});
