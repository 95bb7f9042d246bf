import { expect, type Page, test } from "@playwright/test";
import { loadDrawnImages } from "./drawn-images.ts";
import { FIRST_VISIT } from "./known-device.ts";
import {
  openLab,
  openRecipeSection,
  openWithImages,
  prepareSmall,
  runFinished,
  runOf,
  trainSmall,
} from "./lab-page.ts";
import { onePage } from "./one-page.ts";
import { MANY_STEPS } from "./small-recipe.ts";

const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });

const ESTIMATE = /^(Under|About) \d+ (s|min|h|days).* here\./;

test.describe("first visit", () => {
  // The page times the steps of the device by itself.
  test.use({ storageState: FIRST_VISIT });

  test("stages are chosen by keyboard, with what they give, their states and their times", async ({
    page,
  }) => {
    const pageErrors = await openLab(page);
    const train = button(page, "Train");
    await expect(train).toHaveAttribute("aria-disabled", "true");
    await train.focus();
    await expect(page.getByText(/^Add images with masks first/)).toBeVisible();

    await loadDrawnImages(page);
    await expect(train).not.toHaveAttribute("aria-disabled", "true");
    await train.focus();
    await page.keyboard.press("Tab");
    await expect(button(page, "Stages")).toBeFocused();
    await page.keyboard.press("Enter");
    const stages = page.getByRole("dialog", { name: "Stages to train" });
    await expect(stages.getByRole("radio", { name: "One network" })).toHaveAttribute("aria-checked", "true");
    await stages.getByRole("radio", { name: "Three networks" }).click();
    await expect(stages.getByRole("button", { name: "Cell mask" })).toHaveAccessibleDescription(
      "The pixels that belong to cells (U-Net) not trained",
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
    for (const name of ["Few-large", "Tiny", "Quick", "Standard", "Paper"]) {
      await expect(page.getByRole("option", { name }).getByText(ESTIMATE)).toBeVisible();
    }
    await page.keyboard.press("Escape");
    expect(pageErrors).toEqual([]);
  });
});

test("the end of a run is notified on request only", async ({ page, context }) => {
  // What the page shows is recorded, and still shown.
  await page.addInitScript(() => {
    const shown: string[] = [];
    window.Notification = new Proxy(window.Notification, {
      construct(target, [title, options]: [string, NotificationOptions]) {
        shown.push(`${title}: ${options.body}`);
        return new target(title, options);
      },
    });
    Object.assign(window, { shownNotifications: shown });
  });
  const shown = () =>
    page.evaluate(() => (window as unknown as { shownNotifications: string[] }).shownNotifications);
  const pageErrors = await openLab(page);
  await loadDrawnImages(page);
  await trainSmall(page, 1, 2, ["semantic"]);
  expect(await shown()).toEqual([]);

  await button(page, "Stages").click();
  const notify = page.getByRole("switch", { name: "Notify me when the run ends" });
  await expect(notify).not.toBeChecked();
  await context.grantPermissions(["notifications"]);
  await notify.click();
  await expect(notify).toBeChecked();
  await page.keyboard.press("Escape");
  await trainSmall(page, 1, 2, ["semantic"]);
  expect(await shown()).toEqual(["Direction Lab: Training finished. Trained Cell mask"]);
  expect(pageErrors).toEqual([]);
});

test.describe("one page", () => {
  const lab = onePage(openWithImages);

  test("changed settings of the recipe are marked, and reset one by one or by section", async () => {
    const { page, pageErrors } = lab();
    const quick = { recipe: "quick", seed: null, steps: null, stages: null } as const;
    await page.evaluate((run) => window.directionLab.prepare(run), quick);
    await page.getByRole("tab", { name: "Train" }).click();
    const box = (name: string) => page.getByRole("textbox", { name, exact: true });
    const resets = page.getByRole("button", { name: /^Reset / });
    const set = async (name: string, value: string) => {
      await box(name).fill(value);
      await box(name).press("Enter");
    };
    // All of them are in view without scrolling.
    for (const name of ["Steps, All together", "Learning rate, All together", "Batch"])
      await expect(box(name)).toBeInViewport({ ratio: 1 });
    await expect(resets).toHaveCount(0);
    await set("Learning rate, Direction", "0.01");
    await set("Batch", "8");
    await expect(resets).toHaveCount(2);
    await button(page, "Reset Learning rate, Direction").click();
    await expect(box("Learning rate, Direction")).toHaveValue("0.002");
    await button(page, "Reset Batch").click();
    await expect(box("Batch")).toHaveValue("4");

    await openRecipeSection(page, "Images and crop");
    await set("Crop", "64");
    await set("Crops without cells", "0");
    await expect(resets).toHaveCount(3);
    await button(page, "Reset all of Images and crop").click();
    await expect(box("Crop")).toHaveValue("128");
    await expect(resets).toHaveCount(0);

    await openRecipeSection(page, "Optimiser");
    await page.getByRole("combobox", { name: "Optimiser" }).click();
    await page.getByRole("option", { name: /^SGD/ }).click();
    await page.getByRole("combobox", { name: "Schedule" }).click();
    await page.getByRole("option", { name: /^Constant/ }).click();
    await button(page, "Reset all of Optimiser").click();
    await expect(resets).toHaveCount(0);
    await expect(page.getByRole("combobox", { name: "Schedule" })).toHaveText("One cycle");
    expect(pageErrors).toEqual([]);
  });

  test("a run shows its progress in the title, the bar and the stages, and what is left of all of it", async () => {
    const { page, pageErrors } = lab();
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
});
