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
async function vary(page: Page, search: string, values: string | null): Promise<void> {
  await panel(page).getByRole("button", { name: "Vary a setting" }).click();
  await panel(page).getByRole("combobox", { name: "Setting to vary" }).fill(search);
  await page.keyboard.press("Enter");
  if (values === null) return;
  await panel(page)
    .getByRole("textbox", { name: /^Values of/ })
    .last()
    .fill(values);
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
  await prepareSmall(page, 7, 2, ["semantic"]);
  const before = await settingsOf(page);
  await page.keyboard.press("q");
  await panel(page).getByRole("textbox", { name: "Seeds" }).fill("1, two, 3");
  await expect(panel(page).getByText("“two” is not a number.")).toBeVisible();
  await panel(page).getByRole("textbox", { name: "Seeds" }).fill("1-2");
  // Early stopping follows a score of validation images: without any the run fails.
  await vary(page, "early stopping, cell", null);
  await panel(page).getByRole("button", { name: "on", exact: true }).click();
  await vary(page, "validation im", "20, 130");
  await expect(panel(page).getByText("130 % is too large: the largest is 100 %.")).toBeVisible();
  await panel(page).getByRole("textbox", { name: "Values of Validation images" }).fill("0, 20");
  await expect(panel(page).getByText("1 × 2 × 2 = 4 runs")).toBeVisible();
  await panel(page).getByRole("button", { name: "Add 4 runs" }).click();
  await expect(rows(page)).toHaveCount(4);
  await panel(page)
    .getByRole("button", { name: /^Move .* 0 %, seed 2 up$/ })
    .click();
  await expect(rows(page).first()).toContainText("seed 2");
  await panel(page)
    .getByRole("button", { name: /^Remove .* 0 %, seed 1 from/ })
    .click();
  await expect(rows(page)).toHaveCount(3);
  await expectNoViolations(page, "queue");
  await panel(page).getByRole("button", { name: "Start the queue" }).click();

  await expect(page.getByText(/^The queue has ended: 2 runs finished, 1 failed\./)).toBeVisible();
  await expect(stateIn(page, 0)).toHaveText("Failed");
  await expect(rows(page).first()).toContainText(/validation/i);
  await expect(stateIn(page, 1)).toHaveText("Finished");
  await expect(stateIn(page, 2)).toHaveText("Finished");
  expect(await settingsOf(page)).toEqual(before);
  await expect(page.getByRole("button", { name: /^Undo: restore the networks of/ })).toBeVisible();

  await page.getByRole("button", { name: "Show the runs" }).click();
  // The two seeds below their mean, and the run before the queue.
  await expect(kept(page)).toHaveCount(4);
  const seeds = kept(page).filter({ hasText: "2 seeds" });
  await expect(seeds).toContainText(/0\.\d{3}± 0\.\d{3}/);
  await expectNoViolations(page, "runs grouped by seed");
  await page.getByRole("button", { name: "Group seeds" }).click();
  await expect(kept(page)).toHaveCount(3);
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
