import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, type Page, test } from "@playwright/test";
import { STAGES } from "../src/core/recipe/recipe.ts";
import { datasetOf, dropFromDisk, openLab, openRecipeSection, runOf, trainSmall } from "./lab-page.ts";
import { SHARED_DATA, SHARED_DATA_ABSENT, WITHOUT_SHARED_DATA } from "./shared-data.ts";
import { writePng } from "./write-png.ts";

const SIDE = 64;
const COLUMN = 16;

let folder = "";

test.beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "lab-"));
});

test.afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** An image with four cells side by side, or with an empty mask. */
function writePair(name: string, seed: number, cells: boolean): void {
  writePng(join(folder, `set/images/${name}.png`), SIDE, (pixel) => (pixel * 7 + seed) % 251);
  writePng(join(folder, `set/masks/${name}.png`), SIDE, (pixel) =>
    !cells || pixel % COLUMN < 3 ? 0 : 1 + Math.floor((pixel % SIDE) / COLUMN),
  );
}

/** Trains all stages for several steps and returns the report of each. */
async function trainAll(page: Page) {
  const { error, reports } = await trainSmall(page, 1, 3, STAGES);
  expect(error).toBeNull();
  expect(reports.map(({ stage }) => stage)).toEqual(STAGES);
  for (const { firstLoss, lastLoss, validation } of reports) {
    // The page passes NaN and infinity unchanged.
    const scores = Object.values({ ...validation, ...validation.components });
    for (const value of [firstLoss, lastLoss, ...scores.filter((score) => typeof score === "number")]) {
      expect(Number.isFinite(value)).toBe(true);
    }
  }
  return reports;
}

test("images without cells are counted, and every stage trains with them", async ({ page }) => {
  const pageErrors = await openLab(page);
  for (const [index, cells] of [true, false, true, false, true].entries()) {
    writePair(`cell${index}`, index, cells);
  }
  await dropFromDisk(page, [join(folder, "set")]);
  expect((await datasetOf(page)).records).toHaveLength(5);
  expect((await datasetOf(page)).refused).toEqual([]);
  await page.getByRole("tab", { name: "Images" }).click();
  await expect(page.getByText("2 images: negative examples")).toBeVisible();
  await page.getByRole("tab", { name: "Train" }).click();
  await openRecipeSection(page, "Images and crop");
  await expect(page.getByRole("textbox", { name: "Crops without cells" })).toHaveValue("100");
  await trainAll(page);
  expect(pageErrors).toEqual([]);
});

test("labels without cells in all images are kept, and the page explains that training needs cells", async ({
  page,
}) => {
  const pageErrors = await openLab(page);
  writePair("a", 1, false);
  writePair("b", 2, false);
  await dropFromDisk(page, [join(folder, "set")]);
  expect((await datasetOf(page)).records).toHaveLength(2);
  await page.evaluate(() => window.directionLab.train());
  expect((await runOf(page)).error).toContain("The labels contain no cell in any image");
  expect(pageErrors).toEqual([]);
});

test.describe("reported cases", () => {
  test.skip(SHARED_DATA_ABSENT, WITHOUT_SHARED_DATA);
  // One page for all of them: the kernels are compiled once.
  test.describe.configure({ mode: "serial" });
  let page: Page;
  let pageErrors: readonly string[] = [];

  test.beforeAll(async ({ browser }) => {
    page = await browser.newPage();
    pageErrors = await openLab(page);
  });

  test.afterEach(async () => {
    await page.getByRole("button", { name: "Clear", exact: true }).click();
    await expect.poll(async () => (await datasetOf(page)).records).toEqual([]);
  });

  test.afterAll(() => page.close());

  for (const [set, images] of [
    ["c31_ignore_minus1", 1],
    ["c32_empty_negative", 2],
    // One of eight has a single "cell" that covers the whole image, which is refused.
    ["x01_train_awkward", 7],
  ] as const) {
    test(`${set} trains with finite losses`, async () => {
      await dropFromDisk(page, [join(SHARED_DATA, "reports", set)]);
      expect((await datasetOf(page)).records).toHaveLength(images);
      await trainAll(page);
      expect(pageErrors).toEqual([]);
    });
  }
});
