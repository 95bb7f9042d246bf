import { expect, type Page, test } from "@playwright/test";
import { loadDrawnImages } from "./drawn-images.ts";
import { chooseEngine, openLab, prepareSmall, reloadLab, runOf, trainSmall } from "./lab-page.ts";
import { expectNoViolations } from "./no-violations.ts";
import { MANY_STEPS } from "./small-recipe.ts";

const showRuns = (page: Page) =>
  page.getByRole("group", { name: "View", exact: true }).getByRole("button", { name: "Runs" }).click();

const rows = (page: Page) => page.getByRole("table", { name: /Stored runs/ }).locator("tbody tr");
const nameIn = (page: Page, row: number) => rows(page).nth(row).locator("button[data-row]");
const curvesOf = (page: Page) => page.evaluate(() => window.directionLab.curvesCsv());

test("runs are kept: compared, renamed, used again, deleted and restored, also after a reload", async ({
  page,
}) => {
  const pageErrors = await openLab(page);
  await loadDrawnImages(page);
  await showRuns(page);
  await expect(page.getByText("Every run is kept here")).toBeVisible();
  await chooseEngine(page, "cpu");
  await trainSmall(page, 1, 3, ["semantic", "direction"]);
  const curves = await curvesOf(page);
  await trainSmall(page, 2, 4, ["semantic"]);
  await showRuns(page);
  await expect(rows(page)).toHaveCount(2);
  // The oldest run is the baseline; of the other one only what differs is told.
  await expect(rows(page).nth(1)).toContainText("Baseline");
  await expect(rows(page).nth(1)).toContainText("Finished");
  await expect(rows(page).nth(0)).toContainText("Seed 2 · Steps, all stages 4 · other stages");
  await expectNoViolations(page, "runs", "main");

  await nameIn(page, 1).click();
  const first = (await nameIn(page, 1).textContent()) ?? "";
  expect(first).toMatch(/^[a-z]+ [a-z]+$/);
  await page.keyboard.press("F2");
  await page.keyboard.insertText("The first");
  await page.keyboard.press("Enter");
  await expect(nameIn(page, 1)).toHaveText("The first");
  const detail = page.getByRole("region", { name: "Run The first" });
  await detail.getByLabel("Note").fill("Nothing learned yet");
  await detail.getByRole("button", { name: "Use these networks" }).click();
  await expect.poll(() => curvesOf(page)).toBe(curves);
  expect((await runOf(page)).trained).toEqual(["semantic", "direction"]);
  await expectNoViolations(page, "details of a run", "main");

  await nameIn(page, 1).press("ArrowUp");
  await page.getByRole("button", { name: "Baseline", exact: true }).click();
  await expect(rows(page).nth(0)).toContainText("Baseline");
  await expect(rows(page).nth(1)).toContainText("Seed 1 · Steps, all stages 3 · other stages");
  await page.getByRole("button", { name: "Delete", exact: true }).click();
  await expect(rows(page)).toHaveCount(1);
  await page.getByRole("button", { name: "Undo", exact: true }).click();
  await expect(rows(page)).toHaveCount(2);
  await nameIn(page, 0).press("Delete");
  await expect(rows(page)).toHaveCount(1);

  await reloadLab(page);
  await expect(page.getByText("damaged or of another version")).toHaveCount(0);
  await expect(rows(page)).toHaveCount(1);
  await nameIn(page, 0).click();
  await expect(nameIn(page, 0)).toHaveText("The first");
  await expect(page.getByLabel("Note")).toHaveValue("Nothing learned yet");
  await page.getByRole("searchbox", { name: "Search runs" }).fill("absent");
  await expect(page.getByText("No run fits the search.")).toBeVisible();
  await page.getByRole("searchbox", { name: "Search runs" }).fill("learned");
  await expect(rows(page)).toHaveCount(1);
  expect(pageErrors).toEqual([]);
});

test("another tab sees a run begin and end, and offers one whose tab is closed", async ({
  page,
  context,
}) => {
  await openLab(page);
  await loadDrawnImages(page);
  await chooseEngine(page, "cpu");
  const other = await context.newPage();
  await openLab(other);
  await showRuns(other);
  await trainSmall(page, 1, 3, ["semantic"]);
  await expect(rows(other)).toHaveCount(1);
  await expect(rows(other)).toContainText("Finished");

  await prepareSmall(page, 2, MANY_STEPS, ["semantic"]);
  await page.getByRole("button", { name: "One step" }).click();
  await expect.poll(async () => (await runOf(page)).lastCheckpoint?.step).toBe(1);
  await expect(rows(other)).toHaveCount(2);
  const offer = other.getByRole("button", { name: /^Resume .*from step 1 of Cell mask$/ });
  await expect(offer).toHaveCount(0);
  await page.close();
  await expect(offer).toBeVisible();
});
