import { expect, type Page, test } from "@playwright/test";
import { loadDrawnImages } from "./drawn-images.ts";
import { openLab, prepareSmall, runFinished, runOf } from "./lab-page.ts";
import { MANY_STEPS } from "./small-recipe.ts";

const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });

const ESTIMATE = /^(under|about) \d+ (s|min|h|days).* here\./;

test("stages are chosen by keyboard, with what they give, their states and their times", async ({ page }) => {
  const pageErrors = await openLab(page);
  const train = button(page, "Train");
  await expect(train).toHaveAttribute("aria-disabled", "true");
  await train.focus();
  await expect(page.getByText("Load images first: drop a folder or use the built-in sample.")).toBeVisible();

  await loadDrawnImages(page);
  await expect(train).not.toHaveAttribute("aria-disabled", "true");
  await train.focus();
  await page.keyboard.press("Tab");
  await expect(button(page, "Stages")).toBeFocused();
  await page.keyboard.press("Enter");
  const stages = page.getByRole("dialog", { name: "Stages to train" });
  await expect(stages.getByRole("button", { name: "Cell mask" })).toHaveAccessibleDescription(
    "Which pixels belong to cells (U-Net) not trained",
  );
  // An estimate for all stages, without any click; then for one stage less.
  await expect(stages.getByText(/^All chosen stages: (under|about) .* on this device\.$/)).toBeVisible();
  const depth = stages.getByRole("button", { name: "Depth" });
  await expect(depth).toHaveAttribute("aria-pressed", "true");
  await depth.focus();
  await page.keyboard.press("Space");
  await expect(depth).toHaveAttribute("aria-pressed", "false");
  expect((await runOf(page)).chosenStages).toEqual(["semantic", "direction", "joint"]);
  await page.keyboard.press("Space");
  await page.keyboard.press("Escape");
  await expect(stages).toHaveCount(0);
  await expect(button(page, "Stages")).toBeFocused();

  // The time of each recipe is in the menu.
  await page.getByRole("tab", { name: "Train" }).click();
  await page.getByRole("combobox", { name: "Recipe" }).click();
  for (const name of ["Tiny", "Quick", "Standard", "Paper"]) {
    await expect(page.getByRole("option", { name }).getByText(ESTIMATE)).toBeVisible();
  }
  await page.keyboard.press("Escape");
  expect(pageErrors).toEqual([]);
});

test("a run shows its progress in the title, the bar and the stages, and what is left of all of it", async ({
  page,
}) => {
  const pageErrors = await openLab(page);
  await loadDrawnImages(page);
  await prepareSmall(page, 1, MANY_STEPS, ["semantic", "direction"]);
  await button(page, "One step").click();
  await expect(button(page, "Resume")).toBeVisible();
  await expect(page).toHaveTitle("Paused, 0 % · Direction Lab");
  await button(page, "Stages").click();
  const stages = page.getByRole("dialog", { name: "Stages to train" });
  const mask = stages.getByRole("button", { name: "Cell mask" });
  await expect(mask).toHaveAccessibleDescription(/ paused, 1\/100000$/);
  await expect(mask).toBeDisabled();
  await page.keyboard.press("Escape");
  await button(page, "Stop").click();
  await runFinished(page);
  await expect(page).toHaveTitle("Direction Lab");

  await prepareSmall(page, 1, 2, ["semantic", "direction"]);
  for (let steps = 1; steps <= 3; steps++) {
    await button(page, "One step").click();
    await expect
      .poll(async () => {
        const { stage, step } = await runOf(page);
        return (stage === "direction" ? 2 : 0) + step;
      })
      .toBe(steps);
  }
  await expect(page).toHaveTitle(/^Paused, [5-9]\d % · Direction Lab$/);
  await button(page, "Resume").click();
  await runFinished(page);
  await expect(page.getByRole("progressbar", { name: "Run" })).toHaveAttribute("aria-valuenow", "100");
  await button(page, "Stages").click();
  await expect(stages.getByRole("button", { name: "Direction" })).toHaveAccessibleDescription(
    / trained \d\d:\d\d$/,
  );
  expect(pageErrors).toEqual([]);
});
