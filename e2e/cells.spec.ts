import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, type Page, test } from "@playwright/test";
import { strFromU8, unzipSync } from "fflate";
import { PIPELINES } from "../src/core/recipe/pipelines.ts";
import { RECIPES } from "../src/core/recipe/presets.ts";
import { cellsInMask } from "./cells-in-mask.ts";
import { compareWithPlainTfjs } from "./compare-with-plain-tfjs.ts";
import { loadDrawnImages, writeDrawnImages } from "./drawn-images.ts";
import { datasetOf, dropFromDisk, openLab, runFinished, trainSmall } from "./lab-page.ts";
import { expectNoViolations } from "./no-violations.ts";
import { SMALL_RECIPE } from "./small-recipe.ts";

const LABELLED = 5;
const ROUNDING = 1e-9;
const UNLABELLED = "new";
const MINUTE = 60_000;

let folder = "";

test.beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "lab-"));
});

test.afterEach(() => {
  rmSync(folder, { recursive: true });
});

const cellsOf = (page: Page) => page.evaluate(() => window.directionLab.cells());

/** Counts and state of the shown cells. */
function shownOf(page: Page) {
  return page.evaluate(() => {
    const shown = window.directionLab.shownCells();
    if (!shown) return null;
    const { key, choice, found, outcomes, evaluation } = shown;
    return {
      ...key,
      parameters: choice.parameters,
      cells: new Set(found.data).size - 1,
      outcomes: outcomes?.truth.length ?? null,
      ap50: evaluation?.ap50 ?? null,
    };
  });
}

test("full workflow: drop, train all, find cells, adjust sliders, fit, compare, export masks, import them again", async ({
  page,
}) => {
  const pageErrors = await openLab(page);
  writeDrawnImages(join(folder, "set"), LABELLED, [UNLABELLED]);
  await dropFromDisk(page, [join(folder, "set")]);
  expect((await datasetOf(page)).records).toHaveLength(LABELLED + 1);
  // Only the levels must be good enough for finding cells.
  const { semantic, joint, ...others } = RECIPES.tiny.stages;
  const stages = { ...others, semantic: { ...semantic, steps: 15 }, joint: { ...joint, steps: 10 } };
  const networks = { ...SMALL_RECIPE.networks, energy: { m: 1 / 16 } };
  await page.evaluate(
    ([recipe, chosen]) => window.directionLab.prepare({ recipe, seed: 2, steps: null, stages: chosen }),
    [{ ...RECIPES.tiny, networks, stages }, PIPELINES.published.stages] as const,
  );
  await page.getByRole("button", { name: "Train", exact: true }).click();
  const run = await runFinished(page);
  expect(run.error).toBeNull();
  expect(run.trained).toEqual(PIPELINES.published.stages);
  for (const { validation } of run.reports) {
    expect(validation.cellsGate).toBe("predicted");
    expect(validation.kaggle).toBeGreaterThanOrEqual(0);
    expect(validation.kaggle).toBeLessThanOrEqual((validation.ap50 ?? 0) + ROUNDING);
  }

  // The view predicts the selected image automatically.
  const labelled = (await datasetOf(page)).records.find((record) => record.labelled);
  await page.getByRole("tab", { name: "Images" }).click();
  await page.getByRole("button", { name: new RegExp(`^${labelled?.name}`) }).click();
  // The exported networks predict the same for a whole image outside the page.
  await page.getByRole("radio", { name: "Whole image" }).click();
  await page.waitForFunction((name) => {
    const { title, prediction } = window.directionLab.shownFields() ?? {};
    return title?.startsWith(name) && title.includes(", whole image") && prediction;
  }, labelled?.name ?? "");
  await page.getByRole("tab", { name: "Export" }).click();
  const weights = page.waitForEvent("download");
  await page.getByRole("button", { name: "Export weights" }).click();
  await compareWithPlainTfjs(page, readFileSync(await (await weights).path()), "predicted");

  await page.getByRole("tab", { name: "Cells" }).click();
  const panel = page.getByRole("region", { name: "Cells", exact: true });
  const scope = page.getByRole("radiogroup", { name: "Images in scope" });
  // With a U-Net its mask is the default gate; this test needs the ground-truth mask, because the networks
  // are trained for very few steps.
  await expect
    .poll(() => shownOf(page))
    .toMatchObject({ imageId: labelled?.id, gate: "predicted", outcomes: labelled?.cells });
  await page.getByRole("radio", { name: "True mask" }).click();
  await expect.poll(async () => (await shownOf(page))?.gate).toBe("true");
  await expect(panel.getByRole("application")).toBeVisible();

  await scope.getByRole("radio", { name: "All" }).click();
  await page.getByRole("main").getByRole("button", { name: "Find cells" }).click();
  await expect.poll(async () => (await cellsOf(page)).images.length).toBe(LABELLED + 1);
  await expect.poll(async () => (await cellsOf(page)).work).toBeNull();
  const whole = await cellsOf(page);
  expect(whole.error).toBeNull();
  expect(whole.evaluation).toMatchObject({ gate: "true", method: "cut", images: LABELLED });
  expect(whole.evaluation?.ap50).toBeGreaterThan(0.3);
  expect(whole.evaluation?.levelAccuracy).toBeGreaterThan(0);
  expect(whole.evaluation).toMatchObject({ maskIou: null, maskDice: null });
  expect(whole.evaluation?.components?.ap50).toBeGreaterThan(0);
  await panel.getByRole("button", { name: "Images", exact: true }).click();
  const rows = panel.getByRole("row").filter({ hasText: /cells_\d|new/ });
  await expect(rows).toHaveCount(LABELLED + 1);
  await panel.getByRole("button", { name: "AP50" }).click();
  await expect(async () => {
    const shares = await rows.evaluateAll((all) =>
      all.map((row) => Number(row.children[5].textContent)).filter((share) => !Number.isNaN(share)),
    );
    expect(shares).toHaveLength(LABELLED);
    expect(shares).toEqual(shares.toSorted((a, b) => b - a));
  }).toPass({ timeout: MINUTE });

  // Moving a slider redraws the shown cells and updates the set.
  const slider = page.getByRole("slider", { name: "Minimum size" });
  await slider.focus();
  await page.keyboard.press("End");
  await expect.poll(async () => (await shownOf(page))?.parameters).toMatchObject({ minimum: 200 });
  expect((await shownOf(page))?.cells).toBeLessThanOrEqual(
    whole.images.find(({ imageId }) => imageId === labelled?.id)?.foundCells ?? 0,
  );
  await expect.poll(async () => (await cellsOf(page)).choice?.parameters).toMatchObject({ minimum: 200 });
  await page.getByRole("button", { name: "Optimise on training images" }).click();
  await expect
    .poll(async () => (await cellsOf(page)).message, { timeout: 120_000 })
    .toContain("Optimised on");
  const settings = await page.evaluate(() => window.directionLab.instanceSettings());
  expect(settings.fitted.true.cut).toEqual(settings.choices.cut);

  await page.getByRole("radio", { name: "Predicted mask" }).click();
  await page.getByRole("button", { name: "Compare methods" }).click();
  await expect.poll(async () => (await cellsOf(page)).compared.length, { timeout: 120_000 }).toBe(7);
  await expect.poll(async () => (await cellsOf(page)).work).toBeNull();
  const compared = (await cellsOf(page)).compared.map(({ evaluation }) => evaluation?.gate);
  expect(compared).toEqual(Array(7).fill("predicted"));
  await expectNoViolations(page, "Cells", "main");

  // An image without a mask is in the list and gets cells, but no scores.
  const unlabelled = (await datasetOf(page)).records.find(({ name }) => name === UNLABELLED);
  await panel.getByRole("button", { name: "Images", exact: true }).click();
  await page
    .getByRole("button", { name: new RegExp(`^${UNLABELLED}`) })
    .first()
    .click();
  await expect
    .poll(() => shownOf(page))
    .toMatchObject({ imageId: unlabelled?.id, gate: "predicted", outcomes: null, ap50: null });

  await page.getByRole("main").getByRole("button", { name: "Find cells" }).click();
  await expect
    .poll(() => cellsOf(page))
    .toMatchObject({ work: null, evaluation: { gate: "predicted", images: LABELLED } });
  await page.getByRole("tab", { name: "Export" }).click();
  await page.getByText("6 more formats").click();
  for (const format of ["TIFF", "ImageJ", "COCO", "Sartorius", "Scores"]) {
    await page.getByRole("switch", { name: format }).click();
  }
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Export masks" }).click();
  const files = unzipSync(readFileSync(await (await download).path()));
  const { images, evaluation } = await cellsOf(page);
  const { records } = await datasetOf(page);
  let cells = 0;
  for (const { id, name } of records) {
    const found = images.find(({ imageId }) => imageId === id)?.foundCells;
    for (const path of [`masks/${name}.png`, `tiff/masks/${name}.tif`]) {
      expect(cellsInMask(path, files[path]), path).toBe(found);
    }
    expect(Object.keys(unzipSync(files[`rois/${name}_RoiSet.zip`]))).toHaveLength(found ?? 0);
    cells += found ?? 0;
  }
  expect(cells).toBeGreaterThan(0);
  expect(JSON.parse(strFromU8(files["coco.json"])).annotations).toHaveLength(cells);
  const runs = strFromU8(files["submission.csv"]).trim().split("\n").slice(1);
  expect(runs.filter((line) => !line.endsWith(","))).toHaveLength(cells);
  const scores = strFromU8(files["scores.csv"]).trim().split("\n");
  expect(scores).toHaveLength(1 + LABELLED);
  expect(evaluation).toMatchObject({ gate: "predicted", images: LABELLED });
  expect(pageErrors).toEqual([]);
});

/** Makes a worker fail as soon as it is to answer over one of its ports. */
function breakOnAnswer(): void {
  MessagePort.prototype.postMessage = () => {
    setTimeout(() => {
      throw new Error("broken by the test");
    });
  };
}

test("a worker failure during prediction is reported, and a retry succeeds", async ({ page }) => {
  await openLab(page);
  await loadDrawnImages(page);
  expect((await trainSmall(page, 1, 2, ["semantic", "direction"])).error).toBeNull();

  // The evaluation after the run predicts the validation images, one of which is shown.
  await page.waitForFunction(() => window.directionLab.verdict().verdict);
  const samplers = page.workers().filter((worker) => worker.url().includes("sample"));
  expect(samplers.length).toBeGreaterThan(0);
  for (const worker of samplers) await worker.evaluate(breakOnAnswer);
  await page.getByRole("tab", { name: "Cells" }).click();
  const panel = page.getByRole("region", { name: "Cells", exact: true });
  await expect(panel.getByRole("application")).toBeVisible();
  // All images have to be predicted again.
  await page.getByRole("switch", { name: "Test-time augmentation" }).click();
  await expect(panel.getByText("A worker that prepares samples stopped.")).toBeVisible();
  await panel.getByRole("button", { name: "Try again" }).click();
  await expect(panel.getByRole("application")).toBeVisible();
});
