import { expect, type Page, test } from "@playwright/test";
import { waitForLab } from "../cli/wait-for-lab.ts";
import { loadDrawnImages } from "./drawn-images.ts";
import { prepareSmall, reloadLab, runFinished, runOf } from "./lab-page.ts";

const STEPS = 4;

const panel = (page: Page) => page.getByRole("tabpanel");
const batch = (page: Page) => panel(page).getByRole("textbox", { name: "Batch", exact: true });

test("a recipe is edited with undo, run, resumed after a reload, compared with another run, and shared", async ({
  page,
  browser,
}) => {
  // Leaving the page during a run asks for confirmation.
  page.on("dialog", (dialog) => dialog.accept());
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.goto("/");
  await waitForLab(page);
  await loadDrawnImages(page);
  await prepareSmall(page, 1, STEPS, ["semantic"]);
  await page.getByRole("tab", { name: "Train" }).click();

  // While it is typed, undo is the browser's; afterwards it is that of the recipe.
  await batch(page).click();
  await page.keyboard.press("End");
  await page.keyboard.type("5");
  await page.keyboard.press("Control+z");
  await expect(page.getByText(/^Undone/)).toHaveCount(0);
  await batch(page).fill("3");
  await batch(page).press("Enter");
  await page.keyboard.press("Control+z");
  await expect(page.getByText("Undone: Batch is 2 again.")).toBeVisible();
  await expect(batch(page)).toHaveValue("2");
  await page.getByRole("button", { name: "Menu" }).click();
  await page.getByRole("menuitem", { name: "Redo edit of the recipe" }).click();
  await expect(page.getByText("Redone: Batch is 3.")).toBeVisible();
  await expect(batch(page)).toHaveValue("3");

  await page.getByRole("button", { name: "One step" }).click();
  await expect.poll(async () => (await runOf(page)).lastCheckpoint).toEqual({ stage: "semantic", step: 1 });
  await reloadLab(page);
  await page.getByRole("button", { name: /^Resume .*from step 1 of Cell mask$/ }).click();
  expect(await runFinished(page)).toMatchObject({ phase: "finished", error: null, step: STEPS });

  await page.getByRole("tab", { name: "Train" }).click();
  await batch(page).fill("4");
  await batch(page).press("Enter");
  const { runId } = await runOf(page);
  await page.getByRole("button", { name: "Train", exact: true }).click();
  await expect.poll(async () => (await runOf(page)).runId).not.toBe(runId);
  expect(await runFinished(page)).toMatchObject({ phase: "finished", error: null, step: STEPS });
  await page.getByRole("group", { name: "View", exact: true }).getByRole("button", { name: "Runs" }).click();
  const rows = page.getByRole("table", { name: /Stored runs/ }).locator("tbody tr");
  await expect(rows).toHaveCount(2);
  await expect(rows.nth(0)).toContainText("Batch 4");
  await expect(rows.nth(1)).toContainText("Baseline");
  for (const row of [0, 1])
    await rows
      .nth(row)
      .getByRole("checkbox", { name: /^Draw / })
      .check();
  await page.getByRole("radio", { name: /Curves/ }).click();
  await expect(
    page.getByRole("figure", { name: "Training loss", exact: true }).locator("svg"),
  ).not.toHaveCount(0);
  const readout = page.getByRole("region", { name: "Values of the runs" }).getByRole("row");
  await expect(readout).toHaveCount(3);

  await panel(page).getByRole("button", { name: "Copy link" }).click();
  await expect(panel(page).getByText("Link copied.")).toBeVisible();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  const context = await browser.newContext();
  const other = await context.newPage();
  await other.goto(link);
  await waitForLab(other);
  await other
    .getByRole("dialog", { name: "Apply this recipe?" })
    .getByRole("button", { name: "Apply" })
    .click();
  await other.getByRole("tab", { name: "Train" }).click();
  await expect(batch(other)).toHaveValue("4");
  await other.getByRole("heading", { name: "Direction Lab" }).click();
  await other.keyboard.press("Control+z");
  await expect(other.getByText("Undone: ", { exact: false })).toBeVisible();
  await expect(other.getByRole("button", { name: "Undo: restore the earlier recipe" })).toHaveCount(0);
  await context.close();
});
