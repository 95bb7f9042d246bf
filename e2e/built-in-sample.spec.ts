import { expect, test } from "@playwright/test";
import { STAGES, type Stage } from "../src/core/recipe/recipe.ts";
import { loadDrawnImages } from "./drawn-images.ts";
import {
  chooseEngine,
  datasetOf,
  drawSample,
  importFinished,
  openLab,
  openRecipeSection,
  openWithImages,
  prepareSmall,
  reloadLab,
  runFinished,
  runOf,
  trainSmall,
} from "./lab-page.ts";
import { onePage } from "./one-page.ts";
import { MANY_STEPS, SMALL_RECIPE } from "./small-recipe.ts";
import { withoutTimes } from "./without-times.ts";

/** Well below the 90 degrees of a dead network. */
const DEAD_DEGREES = 80;

/** As a fraction of the memory that the recipe predicts, which leaves out gaps between the blocks of memory. */
const LARGEST_MEMORY_ERROR = 0.05;

const LOAD = "Load built-in sample (phase contrast)";

test("one click loads the sample; it survives a reload, and removed images can be restored", async ({
  page,
}) => {
  const pageErrors = await openLab(page);
  await page.getByRole("button", { name: LOAD }).first().click();
  await importFinished(page);
  const before = (await datasetOf(page)).records;
  expect(before).toHaveLength(24);

  await reloadLab(page);
  expect((await datasetOf(page)).records).toEqual(before);

  const [{ name }] = before;
  await page.getByRole("button", { name: `Remove ${name}`, exact: true }).click();
  await expect.poll(async () => (await datasetOf(page)).records.length).toBe(23);
  await page.getByRole("button", { name: "Undo remove" }).click();
  await expect.poll(async () => (await datasetOf(page)).records.length).toBe(24);

  await page.getByRole("button", { name: "Clear", exact: true }).click();
  await expect.poll(async () => (await datasetOf(page)).records.length).toBe(0);
  await page.getByRole("button", { name: "Undo remove" }).click();
  await expect.poll(async () => (await datasetOf(page)).records).toEqual(before);
  expect(pageErrors).toEqual([]);
});

test("a run can be started with a single step, stepped, resumed, slowed down, paused and stopped", async ({
  page,
}) => {
  const pageErrors = await openLab(page);
  await loadDrawnImages(page);
  await prepareSmall(page, 1, MANY_STEPS, ["direction"]);

  const step = page.getByRole("button", { name: "One step" });
  await step.click();
  await expect.poll(async () => (await runOf(page)).step).toBe(1);
  await step.click();
  await expect.poll(async () => (await runOf(page)).step).toBe(2);
  await expect.poll(async () => (await runOf(page)).phase).toBe("paused");

  await page.getByRole("button", { name: "Resume" }).click();
  await expect.poll(async () => (await runOf(page)).step).toBeGreaterThan(4);
  await page.getByRole("button", { name: "Pause" }).click();
  await expect(page.getByRole("button", { name: "Resume" })).toBeVisible();

  await page.getByRole("button", { name: "Stop" }).click();
  const run = await runFinished(page);
  expect(run.phase).toBe("stopped");
  expect(run.trained).toEqual(["direction"]);
  expect(pageErrors).toEqual([]);
});

test.describe("several runs of one page", () => {
  // The kernels are compiled once.
  const lab = onePage(openWithImages);

  test("joint training starts from both networks and requires them", async () => {
    const { page, pageErrors } = lab();
    const trainStages = (...stages: Stage[]) => trainSmall(page, 5, 4, stages);
    expect((await trainStages("joint")).error).toContain("choose Direction and Depth too");
    const run = await trainStages("direction", "energy", "joint");
    expect(run.error).toBeNull();
    expect(run.reports.map(({ stage }) => stage)).toEqual(["direction", "energy", "joint"]);
    expect(run.trained).toEqual(["direction", "energy", "joint"]);
    const [, energy, joint] = run.reports.map(({ firstLoss }) => firstLoss);
    expect(joint).toBeGreaterThan(0);
    expect(joint).not.toBe(energy);
    expect((await trainStages("energy")).trained).toEqual(["direction", "energy"]);
    expect(pageErrors).toEqual([]);
  });

  test("the same recipe and seed give identical curves, apart from times", async () => {
    const { page } = lab();
    const curves: string[] = [];
    for (let repeat = 0; repeat < 2; repeat++) {
      expect((await trainSmall(page, 5, 6, STAGES)).error).toBeNull();
      curves.push(await page.evaluate(() => window.directionLab.curvesCsv()));
    }
    expect(withoutTimes(curves[0]).length).toBeGreaterThan(24);
    expect(withoutTimes(curves[1])).toEqual(withoutTimes(curves[0]));
  });
});

test.describe("one page for all engines", () => {
  // The kernels are compiled once.
  const lab = onePage(openWithImages);

  test("all engines train the same network to nearly the same losses", async () => {
    const { page, pageErrors } = lab();
    // The network with the fewest kernels, most of which are compiled by software here.
    await prepareSmall(page, 2, 2, ["semantic"]);
    const backend = () => page.evaluate(() => window.directionLab.device().report?.backend);
    const lossesOf = async () => {
      await page.evaluate(() => window.directionLab.train());
      const run = await runOf(page);
      expect(run.error).toBeNull();
      return run.reports.map(({ firstLoss }) => firstLoss);
    };
    await expect(page.getByRole("banner")).toContainText("compiled CPU, ");
    const chosenByItself = await lossesOf();

    await page.getByRole("tab", { name: "Train" }).click();
    await openRecipeSection(page, "Engine");
    await expect(page.getByText("There is nothing to tune on the CPU")).toBeVisible();
    for (const [option, runsOn] of [
      ["tfjs", "tfjs WebGPU"],
      ["Compiled WebGPU", "compiled WebGPU"],
    ]) {
      await page.getByRole("combobox", { name: "Engine" }).click();
      await page.getByRole("option", { name: option }).click();
      await expect.poll(backend).toContain(runsOn);
      for (const [stage, loss] of (await lossesOf()).entries())
        expect(loss, runsOn).toBeCloseTo(chosenByItself[stage], 4);
    }
    expect(pageErrors).toEqual([]);
  });

  test("tuning a network for the device blocks runs", async () => {
    const { page, pageErrors } = lab();
    await chooseEngine(page, "webgpu");
    await page.getByRole("tab", { name: "Train" }).click();
    await openRecipeSection(page, "Engine");
    const tune = page.getByRole("button", { name: "Tune for this device" });
    await tune.click();
    await expect(page.getByText("Tuning Cell mask")).toBeVisible();
    await page.evaluate(() => window.directionLab.train());
    expect((await runOf(page)).error).toContain("being tuned");
    await page.getByRole("button", { name: "Cancel tuning" }).click();
    await expect(tune).toBeEnabled();
    expect(pageErrors).toEqual([]);
  });

  test("runs use tuned kernels and report them until they are forgotten", async () => {
    const { page } = lab();
    const engineOfRun = async () => {
      await chooseEngine(page, "webgpu");
      const { reports, error } = await trainSmall(page, 1, 2, ["semantic"]);
      expect(error).toBeNull();
      return reports[0].engine;
    };
    const { adapter, ...untuned } = await engineOfRun();
    expect(untuned).toEqual({ engine: "compiled WebGPU", tiling: "software" });

    const { networks, batch, crop } = SMALL_RECIPE;
    const choices = {
      [`forward, 3x3, 4 to 4 channels, ${batch} x ${crop} x ${crop} px`]: {
        kind: "shared",
        pixels: 4,
        vectors: 1,
      },
    };
    const network = `semantic ${JSON.stringify(networks.semantic)}, ${batch} x ${crop} x ${crop} px`;
    const tuning = { version: 1, adapter, network, choices };
    const stored = [{ ...tuning, version: 0 }, "damaged", tuning];
    await page.evaluate(
      (text) => localStorage.setItem("direction-lab.tunings", text),
      JSON.stringify(stored),
    );
    await reloadLab(page);
    expect(await engineOfRun()).toEqual({ ...untuned, adapter, tiling: "tuned", choices });

    await page.getByRole("tab", { name: "Train" }).click();
    await openRecipeSection(page, "Engine");
    await page.getByRole("button", { name: "Forget" }).click();
    expect(await engineOfRun()).toEqual({ ...untuned, adapter });
  });
});

test("a run trains the Direction Net below the error of a dead network within the planned memory", async ({
  page,
}) => {
  await openLab(page);
  await drawSample(page, "fluorescence");
  await page.evaluate(() => {
    window.directionLab.prepare({ recipe: "tiny", seed: 1, steps: 100, stages: ["direction"] });
    return window.directionLab.train();
  });
  const run = await runOf(page);
  expect(run.reports[0].validation.angleRmsDegrees).toBeLessThan(DEAD_DEGREES);

  const planned = () => page.evaluate(() => window.directionLab.memory().stages?.[1].bytes ?? 0);
  const error = async () => Math.abs((await planned()) / (run.memoryBytes ?? 0) - 1);
  await expect.poll(error).toBeLessThan(LARGEST_MEMORY_ERROR);
});
