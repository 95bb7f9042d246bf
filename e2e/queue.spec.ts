import { expect, type Page, test } from "@playwright/test";
import { waitForLab } from "../cli/wait-for-lab.ts";
import { loadDrawnImages } from "./drawn-images.ts";
import { chooseEngine, prepareSmall, trainSmall } from "./lab-page.ts";
import { expectNoViolations } from "./no-violations.ts";
import { MANY_STEPS } from "./small-recipe.ts";

const panel = (page: Page) => page.getByRole("region", { name: "Queue", exact: true });
const rows = (page: Page) => page.getByRole("table", { name: /^Runs of the queue/ }).locator("tbody tr");
const stateIn = (page: Page, row: number) => rows(page).nth(row).locator("td[data-state]");
const kept = (page: Page) => page.getByRole("table", { name: /Stored runs/ }).locator("tbody tr");
/** The present recipe and the chosen stages, as stored. */
const settingsOf = (page: Page) =>
  page.evaluate(() => {
    const { recipe, chosenStages } = JSON.parse(localStorage.getItem("direction-lab.settings") ?? "{}");
    return { recipe, chosenStages };
  });

/** Adds a setting to vary, found by a part of its name. */
async function vary(page: Page, search: string): Promise<void> {
  await panel(page).getByRole("button", { name: "Vary a setting" }).click();
  await panel(page).getByRole("combobox", { name: "Setting to vary" }).fill(search);
  await page.keyboard.press("Enter");
}

test.beforeEach(async ({ page }) => {
  // Leaving the page during a run asks for confirmation.
  page.on("dialog", (dialog) => dialog.accept());
  await page.goto("/");
  await waitForLab(page);
  await loadDrawnImages(page);
  await chooseEngine(page, "cpu");
});

test("a grid trains unattended: one run that fails does not stop the rest, and the seeds have a mean", async ({
  page,
}) => {
  // Networks and recipe that the queue must not lose.
  await trainSmall(page, 9, 2, ["semantic"]);
  await prepareSmall(page, 7, 2, ["energy"]);
  const before = await settingsOf(page);
  await page.keyboard.press("q");
  await panel(page).getByRole("textbox", { name: "Seeds" }).fill("1, two, 3");
  await expect(panel(page).getByText("“two” is not a number.")).toBeVisible();
  await panel(page).getByRole("textbox", { name: "Seeds" }).fill("1, 3");
  await vary(page, "crop");
  await panel(page).getByRole("textbox", { name: "Values of Crop" }).fill("32, 33");
  await expect(panel(page).getByText("33 px is not a multiple of 16, but 32 and 48 are.")).toBeVisible();
  await panel(page).getByRole("button", { name: "Do not vary Crop" }).click();
  // Without a Direction Net no cells are counted: a run that follows their score fails.
  await vary(page, "kept weights");
  await panel(page).getByRole("button", { name: "best", exact: true }).click();
  await vary(page, "best weights by, depth");
  await panel(page).getByRole("button", { name: "Kaggle mean" }).click();
  await panel(page).getByRole("button", { name: "Level accuracy" }).click();
  await expect(panel(page).getByText("1 × 2 × 2 = 4 runs")).toBeVisible();
  await panel(page).getByRole("button", { name: "Add 4 runs" }).click();
  await expect(rows(page)).toHaveCount(4);
  await panel(page).getByRole("button", { name: "Remove best, Kaggle mean, seed 3 from the queue" }).click();
  await expect(rows(page)).toHaveCount(3);
  await panel(page).getByRole("button", { name: "Move best, Kaggle mean, seed 1 up" }).click();
  await expect(rows(page).nth(1)).toContainText("Kaggle mean");
  await expectNoViolations(page, "queue");
  await panel(page).getByRole("button", { name: "Start the queue" }).click();

  await expect(page.getByText(/^The queue has ended: 2 runs finished, 1 failed\./)).toBeVisible();
  await expect(stateIn(page, 1)).toHaveText("Failed");
  await expect(rows(page).nth(1)).toContainText("without a trained Direction Net no cells are counted");
  await expect(stateIn(page, 0)).toHaveText("Finished");
  await expect(stateIn(page, 2)).toHaveText("Finished");
  expect(await settingsOf(page)).toEqual(before);
  await expect(page.getByRole("button", { name: /^Undo: restore the networks of/ })).toBeVisible();

  await page.getByRole("button", { name: "Show the runs" }).click();
  // The two seeds below their mean, the run that failed, and that before the queue.
  await expect(kept(page)).toHaveCount(5);
  const seeds = kept(page).filter({ hasText: "2 seeds" });
  await expect(seeds).toContainText(/0\.\d{3}± 0\.\d{3}/);
  await expectNoViolations(page, "runs grouped by seed");
  await page.getByRole("button", { name: "Group seeds" }).click();
  await expect(kept(page)).toHaveCount(4);
});

test("a queue goes on after a reload, in one tab only, and stops as a whole", async ({ page, context }) => {
  await prepareSmall(page, 1, MANY_STEPS, ["semantic"]);
  await page.getByRole("tab", { name: /^Train/ }).click();
  await page.getByRole("button", { name: "Add to queue" }).click();
  await expect(page.getByText(/^Added to the queue: tiny, seed 1\./)).toBeVisible();
  await page.keyboard.press("q");
  await panel(page).getByRole("button", { name: "Add 3 runs" }).click();
  await expect(rows(page)).toHaveCount(4);
  await panel(page).getByRole("button", { name: "Start the queue" }).click();
  await expect(stateIn(page, 0)).toHaveText("Running");
  await expect(page).toHaveTitle(/^Run 1 of 4, \d+ %/);
  await expect.poll(() => page.evaluate(() => window.directionLab.run().checkpoints)).toBeGreaterThan(0);
  // A run that goes on keeps all cores busy.
  await page.keyboard.press("p");

  const other = await context.newPage();
  await other.goto("/");
  await waitForLab(other);
  await other.keyboard.press("q");
  await expect(other.getByText("Another tab of this page trains the queue.")).toBeVisible();
  await expect(panel(other).getByRole("button", { name: "Start the queue" })).toBeDisabled();
  await other.close();

  await page.reload();
  await waitForLab(page);
  await expect(
    page.getByText(/The queue was interrupted at tiny, seed 1.* Then 3 more runs follow\./),
  ).toBeVisible();
  await page.getByRole("button", { name: "Go on with the queue" }).click();
  await expect.poll(() => page.evaluate(() => window.directionLab.run().phase)).toBe("running");
  // It goes on as the same run.
  await expect(page).toHaveTitle(/^Run 1 of 4, \d+ %/);
  await page.getByRole("button", { name: "Stop this run" }).click();
  await expect(stateIn(page, 0)).toHaveText("Stopped");
  await expect(stateIn(page, 1)).toHaveText("Running");
  await page.getByRole("button", { name: "Stop the queue" }).click();
  await expect(
    page.getByText(/^The queue has ended: 0 runs finished, 2 stopped, 2 not trained\./),
  ).toBeVisible();
  await page.getByRole("button", { name: "Show the runs" }).click();
  await expect(kept(page)).toHaveCount(2);
});
