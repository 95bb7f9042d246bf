import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, type Page, test } from "@playwright/test";
import type { Stage } from "../src/core/recipe/recipe.ts";
import { writeDrawnImages } from "./drawn-images.ts";
import { datasetOf, dropFromDisk, openLab, runFinished } from "./lab-page.ts";
import { SMALL_RECIPE } from "./small-recipe.ts";

/** A learning rate at which no network learns anything. */
const ABSURD_RATE = 0.5;

let folder = "";

test.beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "lab-"));
});

test.afterEach(() => {
  rmSync(folder, { recursive: true });
});

async function load(page: Page, labelled: number, unlabelled: readonly string[]): Promise<void> {
  mkdirSync(join(folder, "set"));
  writeDrawnImages(join(folder, "set"), labelled, unlabelled);
  await dropFromDisk(page, [join(folder, "set")]);
  expect((await datasetOf(page)).records).toHaveLength(labelled + unlabelled.length);
}

/** Trains stages for several steps, at the recipe's learning rate or another one. */
async function train(page: Page, stages: readonly Stage[], steps: number, rate: number | null) {
  await page.evaluate(
    ([recipe, chosen, count, constant]) => {
      const lab = window.directionLab;
      const run = { seed: 2, steps: count, stages: chosen };
      lab.prepare({ ...run, recipe });
      if (constant === null) return;
      const schedule = { kind: "constant", learningRate: constant };
      const atRate = Object.entries(recipe.stages).map(([name, stage]) => [name, { ...stage, schedule }]);
      lab.prepare({ ...run, recipe: { ...recipe, stages: Object.fromEntries(atRate) } });
    },
    [SMALL_RECIPE, stages, steps, rate] as const,
  );
  await page.getByRole("button", { name: "Train", exact: true }).click();
  const run = await runFinished(page);
  expect(run.error).toBeNull();
  return run;
}

test("a dead Direction Net with the true mask: scores equal the connected components, and no method is marked best", async ({
  page,
}) => {
  await openLab(page);
  await load(page, 4, []);
  const { reports } = await train(page, ["direction"], 6, ABSURD_RATE);
  const { cellsGate, kaggle, components } = reports[0].validation;
  expect(cellsGate).toBe("true");
  expect(kaggle).toBe(components?.kaggle);

  const curves = page.getByRole("region", { name: "Curves" });
  await curves.getByRole("radio", { name: "Cell scores" }).click();
  await expect(curves.getByText("Cell scores, true mask").first()).toBeVisible();

  await page.getByRole("tab", { name: "Cells" }).click();
  const panel = page.getByRole("region", { name: "Cells", exact: true });
  // Without a U-Net there is no predicted mask to judge by.
  const verdict = page.getByRole("region", { name: "Verdict" });
  await expect(verdict.getByText("These networks predict no mask")).toBeVisible();
  // Without trained levels the cut is not available, and the method reads the vectors.
  await expect
    .poll(() => page.evaluate(() => window.directionLab.instanceSettings()))
    .toMatchObject({ gate: "true", method: "divergence" });
  await expect(page.getByRole("radio", { name: "True mask" })).toBeChecked();
  await expect(page.getByRole("radio", { name: "Predicted mask" })).toBeDisabled();
  await page.getByRole("main").getByRole("button", { name: "Find cells" }).click();
  await page.getByRole("radio", { name: "Scores" }).click();
  const scores = page.getByRole("region", { name: "Scores" });
  await expect(scores.getByText("No better than the connected components of the mask.")).toBeVisible();
  await expect(scores.getByRole("columnheader", { name: "Comp." })).toHaveCount(2);
  for (const name of ["Mask IoU", "Dice"]) {
    const row = scores.getByRole("row").filter({ has: page.getByText(name, { exact: true }) });
    await expect(row.getByRole("cell")).toHaveText(["–", "–", "–", "–"]);
  }
  const first = scores.getByRole("row").filter({ has: page.getByText("Kaggle", { exact: true }) });
  const [set, ofComponents] = await first.getByRole("cell").allTextContents();
  expect(set).toBe(ofComponents);

  await page.getByRole("radio", { name: "Method", exact: true }).click();
  await page.getByRole("button", { name: "Compare methods" }).click();
  await expect(panel.getByRole("button", { name: "Methods", exact: true })).toHaveAttribute(
    "aria-expanded",
    "true",
  );
  await page.waitForFunction(() => window.directionLab.cells().compared.length === 3);
  await page.waitForFunction(() => window.directionLab.cells().work === null);
  const cards = panel.getByRole("listitem").filter({ hasText: "AP50" });
  await expect(cards).toHaveCount(3);
  await expect(cards.filter({ hasText: "No better than the components" })).toHaveCount(2);
  await expect(cards.getByText("best", { exact: true })).toHaveCount(0);

  // The cards keep their place, however the sentence about them wraps.
  const above = () =>
    cards.first().evaluate((card) => {
      const [list, around] = [card.parentElement, card.parentElement?.parentElement];
      return (list?.getBoundingClientRect().top ?? 0) - (around?.getBoundingClientRect().top ?? 0);
    });
  const wide = await above();
  await page.setViewportSize({ width: 900, height: 800 });
  await expect(panel.getByText("Click a method to use it.")).toBeVisible();
  await expect.poll(above).toBe(wide);
  await page.setViewportSize({ width: 1280, height: 800 });

  // A method whose network is not trained finds nothing and is not scored.
  await page.getByRole("combobox", { name: "Method" }).click();
  await page.getByRole("option", { name: /^Cut at a level/ }).click();
  await expect(page.getByText("This method reads depth levels.").first()).toBeVisible();
  await page.getByRole("main").getByRole("button", { name: "Find cells" }).click();
  await expect.poll(() => page.evaluate(() => window.directionLab.cells().error)).toContain("depth levels");
  expect(await page.evaluate(() => window.directionLab.cells().choice?.method)).not.toBe("cut");
});

test("with a U-Net the predicted mask gates curves, cells and the export of unlabelled images", async ({
  page,
}) => {
  await openLab(page);
  await load(page, 4, ["a_new"]);
  const { reports } = await train(page, ["semantic", "direction"], 10, null);
  expect(reports.map(({ validation }) => validation.cellsGate)).toEqual(["predicted", "predicted"]);
  expect(reports[1].validation.components?.kaggle).toBeGreaterThanOrEqual(0);
  const curves = page.getByRole("region", { name: "Curves" });
  await curves.getByRole("radio", { name: "Cell scores" }).click();
  await expect(curves.getByText("Cell scores, predicted mask").first()).toBeVisible();

  await page.getByRole("tab", { name: "Export" }).click();
  await expect(page.getByText(/^1 image to predict, with the predicted mask/)).toBeVisible();

  await page.getByRole("tab", { name: "Cells" }).click();
  const panel = page.getByRole("region", { name: "Cells", exact: true });
  const scope = page.getByRole("radiogroup", { name: "Images in scope" });
  await expect(page.getByRole("radio", { name: "Predicted mask" })).toBeChecked();
  // After the run the validation images were evaluated with the predicted mask.
  const verdict = page.getByRole("region", { name: "Verdict" });
  await expect(verdict.getByText(/ % of the validation cells \(\d+ of \d+\) at IoU 0\.5\./)).toBeVisible();
  const { verdict: judged } = await page.evaluate(() => window.directionLab.verdict());
  expect(judged?.share).not.toBeNull();
  await expect(verdict.getByText(judged?.advice.text ?? "", { exact: true })).toBeVisible();
  // The shown image is in the table: a validation image by default.
  await panel.getByRole("button", { name: "Images", exact: true }).click();
  await expect(panel.getByRole("row").filter({ has: page.locator("[aria-pressed=true]") })).toHaveCount(1);

  await page.getByRole("radio", { name: "True mask" }).click();
  await scope.getByRole("radio", { name: "Prediction" }).click();
  await expect(page.getByRole("radio", { name: "Predicted mask" })).toBeChecked();
  await expect(page.getByRole("radio", { name: "True mask" })).toBeDisabled();
  await expect.poll(() => page.evaluate(() => window.directionLab.shownCells()?.key.gate)).toBe("predicted");
  await scope.getByRole("radio", { name: "Validation" }).click();
  await expect(page.getByRole("radio", { name: "True mask" })).toBeChecked();

  // Scores with the predicted mask and the verdict are of the same cells.
  await page.getByRole("radio", { name: "Predicted mask" }).click();
  await page.getByRole("main").getByRole("button", { name: "Find cells" }).click();
  await expect
    .poll(() => page.evaluate(() => window.directionLab.cells().evaluation))
    .toMatchObject({ gate: "predicted" });
  const recall = await page.evaluate(() => window.directionLab.cells().evaluation?.recall);
  expect(recall).toBeCloseTo(judged?.share ?? -1);

  // A fit is scored immediately, in the table and on the card of its method.
  await page.getByRole("radio", { name: "Predicted mask" }).click();
  await page.getByRole("button", { name: "Compare methods" }).click();
  await page.waitForFunction(() => window.directionLab.cells().compared.length === 3);
  await page.waitForFunction(() => window.directionLab.cells().work === null);
  await page.getByRole("button", { name: "Optimise on training images" }).click();
  await page.waitForFunction(() => window.directionLab.cells().message.includes("Optimised on"));
  await page.waitForFunction(() => {
    const fitted = window.directionLab.instanceSettings().choices.divergence;
    const { compared, choice, evaluation } = window.directionLab.cells();
    const card = compared.find((one) => one.choice.method === "divergence");
    const same = JSON.stringify(card?.choice) === JSON.stringify(fitted);
    return same && choice?.method === "divergence" && card?.evaluation?.kaggle === evaluation?.kaggle;
  });
});
