import { readFileSync } from "node:fs";
import { expect, type Page, test } from "@playwright/test";
import { unzipSync } from "fflate";
import { STAGES, type Stage } from "../src/core/recipe/recipe.ts";
import { cellsInMask } from "./cells-in-mask.ts";
import { compareWithPlainTfjs } from "./compare-with-plain-tfjs.ts";
import { loadDrawnImages, writeDrawnImages } from "./drawn-images.ts";
import {
  chooseEngine,
  datasetOf,
  drawSample,
  dropFromDisk,
  openLab,
  openRecipeSection,
  trainSmall,
} from "./lab-page.ts";

/** Backend of tfjs in each of the browsers that run this file. */
const TFJS: Readonly<Record<string, string>> = { webgl: "tfjs WebGL: slow", cpu: "tfjs CPU: very slow" };

const LABELLED = 4;

const COMPILED = /^compiled CPU, \d+ threads?$/;
const NO_GPU = "The browser found no GPU it may use: update the graphics driver, or look at chrome://gpu.";

/**
 * A documentation address (RFC 5737), which these browsers resolve to this machine: over http it is not a
 * secure context.
 */
const elsewhere = (baseURL = "") => baseURL.replace("127.0.0.1", "192.0.2.1");

/** Expects the description of the device, in short and, on hover, as a sentence. */
async function expectDevice(page: Page, text: string | RegExp, sentence: string): Promise<void> {
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
    COMPILED,
    `${NO_GPU} Training runs on the CPU, with the lab's own kernels in WebAssembly.`,
  );
  const status = page.getByRole("banner");
  await expect(status).toContainText("compiled CPU, ");
  await loadDrawnImages(page);
  await expect(page.getByRole("img", { name: /uvec_0/ }).first()).toBeVisible();
  await page.getByRole("tab", { name: "Train" }).click();
  await expect(page.getByRole("combobox", { name: "Recipe" })).toHaveText("Few");
  await openRecipeSection(page, "Engine");
  await expect(page.getByText(`Compiled WebGPU does not run here. ${NO_GPU}`)).toBeVisible();
  await expect(page.getByText("There is nothing to tune on the CPU")).toBeVisible();
  await expect(page.getByRole("button", { name: "Tune for this device" })).toHaveCount(0);
  const plannedStages = () => page.evaluate(() => window.directionLab.memory().stages?.length ?? 0);
  await expect.poll(plannedStages).toBe(STAGES.length);
  await page.keyboard.press("g");
  const panel = page.getByRole("region", { name: "Engine", exact: true });
  await expect(panel.getByText("4 × 128 × 128")).toBeVisible();

  await page.getByRole("combobox", { name: "Engine" }).click();
  await expect(page.getByRole("option")).toHaveText([/^Compiled CPU/, /^tfjs/]);
  await page.getByRole("option", { name: "tfjs" }).click();
  await expect(status).toContainText(TFJS[project.name]);
  await expect(panel.getByText("there is no plan to show")).toBeVisible();
  await expect.poll(plannedStages).toBe(0);
  expect(pageErrors).toEqual([]);
});

test("every network trains by tfjs, predicts, finds cells, and is exported", async ({ page }, testInfo) => {
  const pageErrors = await openLab(page);
  await chooseEngine(page, "tfjs");
  writeDrawnImages(testInfo.outputPath("set"), LABELLED, []);
  await dropFromDisk(page, [testInfo.outputPath("set")]);
  expect((await datasetOf(page)).records).toHaveLength(LABELLED);
  const train = async (...stages: Stage[]) => {
    const { error, reports } = await trainSmall(page, 1, 2, stages);
    expect(error).toBeNull();
    expect(reports.map(({ stage }) => stage)).toEqual(stages);
    for (const { firstLoss, lastLoss, engine } of reports) {
      expect([firstLoss, lastLoss].every(Number.isFinite)).toBe(true);
      expect(engine).toEqual({ engine: TFJS[testInfo.project.name], adapter: null, tiling: null });
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
  await page.getByRole("main").getByRole("button", { name: "Find cells" }).click();
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

test("the compiled CPU engine trains, and the report names it", async ({ page }, testInfo) => {
  await openLab(page);
  writeDrawnImages(testInfo.outputPath("set"), LABELLED, []);
  await dropFromDisk(page, [testInfo.outputPath("set")]);
  const { error, reports } = await trainSmall(page, 1, 2, ["direction"]);
  expect(error).toBeNull();
  const { fused, threads, ...engine } = reports[0].engine;
  expect(engine).toEqual({ engine: "compiled CPU", adapter: null, tiling: "cpu" });
  expect([true, false, null]).toContain(fused);
  expect(threads).toBeGreaterThan(0);
});

test("an insecure page names the missing features and the remedy", async ({ page, baseURL }) => {
  await page.goto(elsewhere(baseURL));
  await expectDevice(
    page,
    "no WebGPU: the page is not secure",
    "This page is not secure, so the browser gives it neither WebGPU nor storage for images: open the lab over https or on localhost. Training runs on the CPU",
  );
  await drawSample(page, "phase");
  await expect(page.getByRole("alert")).toContainText(
    "Open the page in a normal window over https or on localhost.",
  );
  expect((await datasetOf(page)).records).toEqual([]);
});
