import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, type Page, test } from "@playwright/test";
import { tiffBytes } from "../src/io/read/testing/tiff-bytes.ts";
import { datasetOf, dropFromDisk, openLab, openRecipeSection, runFinished } from "./lab-page.ts";
import { SMALL_RECIPE } from "./small-recipe.ts";

const SIDE = 64;
const [CHANNELS, SLICES] = [3, 3];
const size = { rows: SIDE, columns: SIDE };

/** Sample of a stack at a pixel: the thousands identify the plane. */
const sampleAt = (channel: number, slice: number, pixel: number) =>
  10_000 * channel + 1000 * slice + ((pixel * 37) % 997);

const plane = (channel: number, slice: number) => ({
  ...size,
  samples: Uint16Array.from({ length: SIDE * SIDE }, (_, pixel) => sampleAt(channel, slice, pixel)),
});

const stack = tiffBytes(
  ...Array.from({ length: CHANNELS * SLICES }, (_, index) => ({
    ...plane(index % CHANNELS, Math.floor(index / CHANNELS)),
    ...(index === 0
      ? { description: `ImageJ=1.53t\nimages=9\nchannels=${CHANNELS}\nslices=${SLICES}\nhyperstack=true\n` }
      : {}),
  })),
);

const labels = tiffBytes({
  ...size,
  samples: Uint8Array.from({ length: SIDE * SIDE }, (_, pixel) => {
    const [row, column] = [Math.floor(pixel / SIDE), pixel % SIDE];
    const inside = row > 8 && row < 56 && column > 8 && column < 56 && column !== 32;
    return inside ? 1 + Number(column > 32) : 0;
  }),
});

let folder = "";

test.beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "stack-"));
  const grey = tiffBytes(plane(0, 0));
  for (const [name, bytes] of Object.entries({ stack, grey })) {
    writeFileSync(join(folder, `${name}.tif`), bytes);
    writeFileSync(join(folder, `${name}_masks.tif`), labels);
  }
});

test.afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** An image of the folder with its labels. */
const pair = (name: string) => [join(folder, `${name}.tif`), join(folder, `${name}_masks.tif`)];

async function choose(page: Page, label: string, option: string): Promise<void> {
  await page.getByRole("combobox", { name: label }).click();
  await page.getByRole("option", { name: option }).first().click();
}

/** The first values of the shown image, once they differ from `before`. */
async function shownImage(page: Page, before: readonly number[] = []): Promise<number[]> {
  await page.waitForFunction((old) => {
    const shown = window.directionLab.shownFields();
    return shown?.title.startsWith("stack") && shown.sample.image[0] !== old;
  }, before[0] ?? null);
  return page.evaluate(() => [...(window.directionLab.shownFields()?.sample.image.slice(0, 3) ?? [])]);
}

/** Prediction of the trained U-Net for the shown image. */
async function predictedMask(page: Page): Promise<number[]> {
  await page.waitForFunction(() => window.directionLab.shownFields()?.prediction?.mask);
  return page.evaluate(() => [...(window.directionLab.shownFields()?.prediction?.mask ?? [])]);
}

const shares = (values: readonly number[]) => values.map((value) => Math.fround(value / 65_535));

test("fields follow the chosen slice, channel and normalisation; a network keeps its own", async ({
  page,
}) => {
  const pageErrors = await openLab(page);
  await dropFromDisk(page, pair("grey"));
  await page.getByRole("tab", { name: "Images" }).click();
  await page.getByText("Stacks: middle slice, first time point").click();
  await choose(page, "Slice", "By number");
  await page.getByRole("textbox", { name: "Slice number" }).fill("3");
  await page.getByRole("textbox", { name: "Slice number" }).press("Tab");
  await dropFromDisk(page, pair("stack"));
  const { records, refused } = await datasetOf(page);
  expect(refused).toEqual([]);
  expect(records.map(({ name, channels }) => [name, channels])).toEqual([
    ["grey", 1],
    ["stack", CHANNELS],
  ]);
  expect(records[1].notes).toContain("Of 3 slices, number 3 is used.");
  await page.getByRole("button", { name: /^stack/ }).click();
  const byDefault = await shownImage(page);

  await page.getByRole("tab", { name: "Train" }).click();
  await openRecipeSection(page, "Images and crop");
  await choose(page, "Normalisation", "None");
  const mean = await shownImage(page, byDefault);
  expect(mean).toEqual(shares([0, 1, 2].map((pixel) => sampleAt(1, 2, pixel))));
  await choose(page, "Channel", "B");
  const blue = await shownImage(page, mean);
  expect(blue).toEqual(shares([0, 1, 2].map((pixel) => sampleAt(2, 2, pixel))));
  await expect(page.getByText("1 of 2 images have no channel 3")).toBeVisible();

  await page.evaluate(
    (recipe) => window.directionLab.prepare({ recipe, seed: 1, steps: 2, stages: ["semantic"], channel: 0 }),
    SMALL_RECIPE,
  );
  await page.getByRole("button", { name: "Train", exact: true }).click();
  expect((await runFinished(page)).error).toBeNull();
  await page.getByRole("radio", { name: "Whole image" }).click();
  const red = await shownImage(page, blue);
  const learnt = await predictedMask(page);
  await choose(page, "Normalisation", "Mean and standard deviation");
  await choose(page, "Channel", "G");
  await shownImage(page, red);
  await expect.poll(() => predictedMask(page)).toEqual(learnt);

  expect(pageErrors).toEqual([]);
});
