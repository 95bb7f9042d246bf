import { readFileSync } from "node:fs";
import { expect, type Page, test } from "@playwright/test";
import { unzipSync } from "fflate";
import type { Stage } from "../src/core/recipe/recipe.ts";
import { cellsInMask } from "./cells-in-mask.ts";
import { compareWithPlainTfjs } from "./compare-with-plain-tfjs.ts";
import { writeDrawnImages } from "./drawn-images.ts";
import { datasetOf, drawSample, dropFromDisk, openLab, trainSmall } from "./lab-page.ts";

/** Backend of the networks in each of the browsers that run this file. */
const RUNS_ON: Readonly<Record<string, string>> = { webgl: "tfjs WebGL: slow", cpu: "tfjs CPU: very slow" };

const LABELLED = 4;

const FALLS_BACK = "Training falls back to WebGL or the CPU, which is much slower.";
const NO_PLAN =
  "There is no WebGPU here, so tfjs runs the networks, one operation at a time, and there is no plan to show. Use a current Chrome or Edge on a machine with a GPU.";

/**
 * A documentation address (RFC 5737), which these browsers resolve to this machine: over http it is not a
 * secure context.
 */
const elsewhere = (baseURL = "") => baseURL.replace("127.0.0.1", "192.0.2.1");

/** Expects the description of the device, in short and, on hover, as a sentence. */
async function expectDevice(page: Page, text: string, sentence: string): Promise<void> {
  const device = page.getByRole("button", { name: text });
  await expect(device).toBeVisible();
  await device.focus();
  await expect(page.getByText(sentence)).toBeVisible();
}

/** The file saved by a button. */
async function saved(page: Page, button: string): Promise<Uint8Array> {
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: button }).click();
  return readFileSync(await (await download).path());
}

test("the page reports the missing GPU and its fallback, and shows fields", async ({ page }, { project }) => {
  const pageErrors = await openLab(page);
  await expectDevice(
    page,
    "no WebGPU adapter",
    `The browser found no GPU it may use: update the graphics driver, or look at chrome://gpu. ${FALLS_BACK}`,
  );
  await expect(page.getByRole("contentinfo")).toContainText(RUNS_ON[project.name]);
  await page.getByRole("button", { name: "Load built-in sample (phase contrast)" }).first().click();
  await expect(page.getByRole("img", { name: /uvec_0/ }).first()).toBeVisible();
  await page.getByRole("tab", { name: "Recipe" }).click();
  await expect(page.getByRole("combobox", { name: "Recipe" })).toHaveText("Tiny");
  // Neither an engine choice, nor tuning, nor a memory plan.
  await expect(page.getByRole("combobox", { name: "Engine" })).toHaveCount(0);
  await expect(page.getByRole("button", { name: "Tune for this device" })).toHaveCount(0);
  expect(await page.evaluate(() => window.directionLab.memory().stages)).toBeNull();
  await page.keyboard.press("g");
  await expect(page.getByText(NO_PLAN)).toBeVisible();
  expect(pageErrors).toEqual([]);
});

test("every network trains, predicts, finds cells and can be exported", async ({ page }, testInfo) => {
  const pageErrors = await openLab(page);
  writeDrawnImages(testInfo.outputPath("set"), LABELLED, []);
  await dropFromDisk(page, [testInfo.outputPath("set")]);
  expect((await datasetOf(page)).records).toHaveLength(LABELLED);
  const train = async (...stages: Stage[]) => {
    const { error, reports } = await trainSmall(page, 1, 2, stages);
    expect(error).toBeNull();
    expect(reports.map(({ stage }) => stage)).toEqual(stages);
    for (const { firstLoss, lastLoss, engine } of reports) {
      expect([firstLoss, lastLoss].every(Number.isFinite)).toBe(true);
      expect(engine).toEqual({ engine: RUNS_ON[testInfo.project.name], adapter: null, tiling: null });
    }
  };
  await train("semantic", "direction", "energy");

  await page.getByRole("radio", { name: "Augmented crop" }).click();
  await page.waitForFunction(() => {
    const shown = window.directionLab.shownFields();
    return shown?.title.includes(", augmentation") && shown.prediction;
  });
  await page.getByRole("tab", { name: "Export" }).click();
  await compareWithPlainTfjs(page, await saved(page, "Export weights"));

  await train("joint");
  await page.keyboard.press("i");
  const panel = page.getByRole("region", { name: "Cells", exact: true });
  await panel.getByRole("button", { name: "Find cells" }).click();
  await page.waitForFunction(() => {
    const { work, evaluation, error } = window.directionLab.cells();
    return error !== null || (work === null && evaluation !== null);
  });
  const { error, images, evaluation } = await page.evaluate(() => window.directionLab.cells());
  expect(error).toBeNull();
  expect(evaluation).toMatchObject({ gate: "predicted", images: images.length });
  await page.getByRole("tab", { name: "Export" }).click();
  const files = unzipSync(await saved(page, "Export masks"));
  const { records } = await datasetOf(page);
  for (const { imageId, foundCells } of images) {
    const path = `masks/${records.find(({ id }) => id === imageId)?.name}.png`;
    expect(cellsInMask(path, files[path]), path).toBe(foundCells);
  }
  expect(pageErrors).toEqual([]);
});

test("an insecure page names the missing features and the remedy", async ({ page, baseURL }) => {
  await page.goto(elsewhere(baseURL));
  await expectDevice(
    page,
    "no WebGPU: the page is not secure",
    "This page is not secure, so the browser gives it neither WebGPU nor storage for images: open the lab over https or on localhost.",
  );
  await drawSample(page, "phase");
  await expect(page.getByRole("alert")).toContainText(
    "Open the page in a normal window over https or on localhost.",
  );
  expect((await datasetOf(page)).records).toEqual([]);
});
