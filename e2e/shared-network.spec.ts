import { readFileSync } from "node:fs";
import { expect, type Page, test } from "@playwright/test";
import { unzipSync } from "fflate";
import { loadDrawnImages } from "./drawn-images.ts";
import { openLab, runFinished, runOf, trainSmall } from "./lab-page.ts";
import { SMALL_RECIPE } from "./small-recipe.ts";

const cellsOf = (page: Page) => page.evaluate(() => window.directionLab.cells());
const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });

test("one network predicts mask, vectors with their confidence and levels; its cells are found, its weights taken back", async ({
  page,
}) => {
  const pageErrors = await openLab(page);
  await loadDrawnImages(page);
  await page.evaluate((run) => window.directionLab.prepare(run), {
    recipe: { ...SMALL_RECIPE, countCellsEvery: 1 },
    seed: 1,
    steps: 8,
    stages: null,
  } as const);
  await button(page, "Stages").click();
  const dialog = page.getByRole("dialog", { name: "Stages to train" });
  await expect(dialog.getByRole("button", { name: "Cell mask" })).toBeVisible();
  await dialog.getByRole("radio", { name: "One network" }).click();
  await expect(dialog.getByRole("button", { name: "Cell mask" })).toHaveCount(0);
  await expect(dialog.getByText(/^One U-Net with three heads/)).toBeVisible();
  await expect(dialog.getByRole("button", { name: "All in one" })).toBeDisabled();
  await page.keyboard.press("Escape");
  expect((await runOf(page)).chosenStages).toEqual(["shared"]);

  await button(page, "Train").click();
  const run = await runFinished(page);
  expect(run.error).toBeNull();
  expect(run.trained).toEqual(["shared"]);
  const [{ validation }] = run.reports;
  for (const score of ["iou", "angleRmsDegrees", "levelAccuracy", "kaggle"] as const) {
    expect(validation[score], score).toBeGreaterThanOrEqual(0);
  }

  await page.getByRole("tab", { name: "Images" }).click();
  await page.getByRole("radio", { name: "Whole image" }).click();
  await page.waitForFunction(() => window.directionLab.shownFields()?.prediction?.confidence);
  const prediction = await page.evaluate(() => {
    const { unitVectors, confidence, level, mask } = window.directionLab.shownFields()?.prediction ?? {};
    const lengths = confidence?.map((_, pixel) =>
      Math.hypot(unitVectors?.[2 * pixel] ?? 0, unitVectors?.[2 * pixel + 1] ?? 0),
    );
    return {
      isUnit: lengths?.every((length) => Math.abs(length - 1) < 1e-5),
      varies: new Set(confidence).size > 10,
      hasLevel: level !== null,
      hasMask: mask !== null,
    };
  });
  expect(prediction).toEqual({ isUnit: true, varies: true, hasLevel: true, hasMask: true });
  await page.getByRole("radio", { name: "All", exact: true }).click();
  await expect(page.getByRole("img", { name: /confidence/ }).first()).toBeVisible();

  await page.getByRole("tab", { name: "Cells" }).click();
  await page.getByRole("main").getByRole("button", { name: "Find cells" }).click();
  await expect.poll(async () => (await cellsOf(page)).evaluation?.method).toBe("depth");
  const found = await cellsOf(page);
  expect(found.evaluation?.gate).toBe("predicted");

  await page.getByRole("tab", { name: "Export" }).click();
  const saved = page.waitForEvent("download");
  await button(page, "Export weights").click();
  const path = await (await saved).path();
  expect(Object.keys(unzipSync(readFileSync(path)))).toContain("shared/model.json");
  const before = (await cellsOf(page)).images;
  await page.evaluate(
    async (bytes) => {
      await window.directionLab.importWeights(new File([Uint8Array.from(bytes)], "weights.zip"));
    },
    [...readFileSync(path)],
  );
  expect(await page.evaluate(() => window.directionLab.networksInUse())).toEqual(["shared"]);
  await page.getByRole("tab", { name: "Cells" }).click();
  await page.getByRole("main").getByRole("button", { name: "Find cells" }).click();
  await expect.poll(async () => (await cellsOf(page)).images).toEqual(before);

  // Networks of both pipelines stay trained: the choice in the recipe says which of them predict.
  expect((await trainSmall(page, 1, 2, ["semantic", "direction"])).error).toBeNull();
  await page.getByRole("tab", { name: "Images" }).click();
  const confident = () =>
    page.evaluate(() => {
      const prediction = window.directionLab.shownFields()?.prediction;
      return prediction ? prediction.confidence !== null : null;
    });
  const inUse = () => page.evaluate(() => window.directionLab.networksInUse());
  await page.getByRole("radio", { name: "Whole image" }).click();
  await expect.poll(confident).toBe(false);
  expect(await inUse()).toEqual(["semantic", "direction"]);
  await button(page, "Stages").click();
  await dialog.getByRole("radio", { name: "One network" }).click();
  await expect.poll(confident).toBe(true);
  expect(await inUse()).toEqual(["shared"]);
  await dialog.getByRole("radio", { name: "Three networks" }).click();
  await expect.poll(confident).toBe(false);
  expect(pageErrors).toEqual([]);
});
