import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type BrowserContext, expect, type Page, test } from "@playwright/test";
import { waitForLab } from "../cli/wait-for-lab.ts";
import type { Stage } from "../src/core/recipe/recipe.ts";
import { DRAWN_IMAGES, loadDrawnImages } from "./drawn-images.ts";
import { exportedWeights } from "./exported-weights.ts";
import { datasetOf, dropFromDisk, openLab, prepareSmall, reloadLab, runOf, trainSmall } from "./lab-page.ts";
import { MANY_STEPS } from "./small-recipe.ts";
import { writePng } from "./write-png.ts";

/** More than the steps before the first copy of the weights. */
const FIRST_COPY = 25;

/** Trains stages of the small recipe for several steps. */
async function train(page: Page, seed: number, ...stages: Stage[]) {
  const run = await trainSmall(page, seed, 3, stages);
  expect(run.error).toBeNull();
  return run;
}

const curvesOf = (page: Page) => page.evaluate(() => window.directionLab.curvesCsv());

/** Waits until the current networks are kept. */
const isKept = (page: Page) =>
  page.waitForFunction(() => {
    const { storedRevision, revision } = window.directionLab.kept();
    return storedRevision === revision;
  });

const isTrained = (page: Page, ...stages: Stage[]) =>
  expect.poll(async () => (await runOf(page)).trained).toEqual(stages);

const undo = (page: Page) => page.getByRole("button", { name: /^Undo: restore the networks of \d/ });

test("weights, curves and settings survive a reload; replaced networks can be restored before and after it", async ({
  page,
}) => {
  const pageErrors = await openLab(page);
  await loadDrawnImages(page);
  await train(page, 1, "semantic", "direction");
  const log = page.getByRole("radio", { name: "Log", exact: true });
  await log.click();
  const [first, curves] = [await exportedWeights(page), await curvesOf(page)];
  expect(Object.keys(first.weights).sort()).toEqual(["direction/weights.bin", "semantic/weights.bin"]);

  await isKept(page);
  await reloadLab(page);
  await isTrained(page, "semantic", "direction");
  await expect.poll(() => curvesOf(page)).toBe(curves);
  expect((await exportedWeights(page)).weights).toEqual(first.weights);
  const { chosenStages } = await runOf(page);
  expect(chosenStages).toEqual(["semantic", "direction"]);
  // Curves of an earlier visit are folded.
  await page.getByRole("button", { name: "Open the curves" }).click();
  await expect(log).toBeChecked();
  await expect(page.getByText("interrupted")).toHaveCount(0);
  await expect(undo(page)).toHaveCount(0);

  const second = await train(page, 2, "semantic");
  expect(second.trained).toEqual(["semantic", "direction"]);
  const mixed = await exportedWeights(page);
  expect(mixed.weights["semantic/weights.bin"]).not.toEqual(first.weights["semantic/weights.bin"]);
  expect(mixed.weights["direction/weights.bin"]).toEqual(first.weights["direction/weights.bin"]);
  expect(mixed.readme).toContain("from different runs");
  expect(first.readme).not.toContain("from different runs");
  // The curves of the other stage remain, and are labelled with their run.
  const loss = page.getByRole("figure", { name: "Loss" });
  await expect(loss.getByText(/^Dir(\.|ection) \(\d\d:\d\d\)$/)).toBeVisible();
  await page.getByRole("tab", { name: "Export" }).click();
  await expect(page.getByText("These networks come from different runs.")).toBeVisible();

  await isKept(page);
  await reloadLab(page);
  await isTrained(page, "semantic", "direction");
  await page.keyboard.press("u");
  await expect(page.getByText("You can go back to the networks of")).toBeVisible();
  expect((await exportedWeights(page)).weights).toEqual(first.weights);
  await expect.poll(() => curvesOf(page)).toBe(curves);

  // Neither set is lost: each can be restored.
  await page.getByRole("button", { name: /^Restore the networks of/ }).click();
  await expect.poll(async () => (await exportedWeights(page)).weights).toEqual(mixed.weights);
  expect(pageErrors).toEqual([]);
});

test("a single step after a run can be undone, and leaving the page during a run asks for confirmation", async ({
  page,
}) => {
  const dialogs: string[] = [];
  page.on("dialog", async (dialog) => {
    dialogs.push(dialog.type());
    await dialog.accept();
  });
  await page.goto("/");
  await waitForLab(page);
  await loadDrawnImages(page);
  await train(page, 1, "energy");
  const first = await exportedWeights(page);

  await page.getByRole("button", { name: "One step" }).click();
  await expect.poll(async () => (await runOf(page)).step).toBe(1);
  await page.getByRole("button", { name: "Stages", exact: true }).click();
  await expect(page.getByRole("button", { name: "Depth" })).toHaveAccessibleDescription(/ paused, 1\//);
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Stop" }).click();
  await expect(undo(page)).toBeVisible();
  expect((await exportedWeights(page)).weights).not.toEqual(first.weights);
  await undo(page).click();
  await expect.poll(async () => (await exportedWeights(page)).weights).toEqual(first.weights);
  await isKept(page);
  await reloadLab(page);
  await isTrained(page, "energy");
  expect(dialogs).toEqual([]);

  const rowsOf = async () => (await curvesOf(page)).split("\n").length;
  const rowsBefore = await rowsOf();
  await prepareSmall(page, 3, MANY_STEPS, ["energy"]);
  const stored = await page.evaluate(() => {
    void window.directionLab.train();
    return window.directionLab.kept().storedRevision;
  });
  await page.waitForFunction(
    ([step, revision]) =>
      window.directionLab.run().step > step && window.directionLab.kept().storedRevision > revision,
    [FIRST_COPY, stored] as const,
  );
  // A run that goes on keeps all cores busy.
  await page.keyboard.press("p");
  // Browsers ask before leaving only if the page has had a user interaction.
  await page.getByRole("tab", { name: "Train" }).click();
  await expect(page.getByText("This run replaces the networks of")).toBeVisible();
  await page.keyboard.press("r");
  await expect.poll(async () => (await runOf(page)).phase).toBe("running");
  await reloadLab(page);
  expect(dialogs).toEqual(["beforeunload"]);
  await expect(
    page.getByText(
      new RegExp(`The run of .* was interrupted at step \\d+ of ${MANY_STEPS} of the stage Depth`),
    ),
  ).toBeVisible();
  await isTrained(page, "energy");
  // How many steps the copy has depends on how long it took to write.
  await expect.poll(rowsOf).toBeGreaterThan(rowsBefore);
  expect((await exportedWeights(page)).weights).not.toEqual(first.weights);
  await page.keyboard.press("u");
  await expect.poll(async () => (await exportedWeights(page)).weights).toEqual(first.weights);
});

test("networks survive a worker failure", async ({ page }) => {
  await openLab(page);
  await loadDrawnImages(page);
  await train(page, 1, "energy");
  const first = await exportedWeights(page);
  await isKept(page);
  const workers = await Promise.all(
    page.workers().map(async (worker) => [worker, await worker.evaluate(() => self.name)] as const),
  );
  const broken = workers.find(([, name]) => name === "train")?.[0];
  await broken?.evaluate(() => {
    setTimeout(() => {
      throw new Error("broken");
    }, 0);
  });
  await expect(page.getByText(/^Ready with the networks of/)).toBeVisible();
  await isTrained(page, "energy");
  await expect.poll(async () => (await exportedWeights(page)).weights).toEqual(first.weights);
});

async function openSecond(context: BrowserContext): Promise<Page> {
  const page = await context.newPage();
  await openLab(page);
  return page;
}

test("two tabs on one store notify each other and do not remove images in use by the other", async ({
  page,
  context,
}) => {
  const pageErrors = await openLab(page);
  await loadDrawnImages(page);
  await train(page, 1, "energy");
  const first = await exportedWeights(page);
  const other = await openSecond(context);
  const records = async (of: Page) => (await datasetOf(of)).records.length;
  expect(await records(other)).toBe(DRAWN_IMAGES);
  expect((await runOf(other)).trained).toEqual([]);

  await other.getByRole("button", { name: "Clear", exact: true }).click();
  await expect.poll(() => records(page)).toBe(0);
  const notice = page.getByText(`Another tab of this page removed ${DRAWN_IMAGES} images`);
  await expect(notice).toBeVisible();
  await page.getByRole("button", { name: "Undo remove" }).first().click();
  await expect.poll(() => records(other)).toBe(DRAWN_IMAGES);
  await expect(other.getByText(`Another tab of this page added ${DRAWN_IMAGES} images`)).toBeVisible();
  await expect(notice).toHaveCount(0);

  await prepareSmall(page, 1, MANY_STEPS, ["energy"]);
  await page.evaluate(() => void window.directionLab.train());
  const stopAndRestore = page.getByRole("button", { name: /^Stop and restore/ });
  await expect(stopAndRestore).toBeVisible();
  // A run that goes on keeps all cores busy.
  await page.keyboard.press("p");
  await other.getByRole("button", { name: "Clear", exact: true }).click();
  await expect(other.getByText("Another tab of this page is training on these images.")).toBeVisible();
  expect(await records(other)).toBe(DRAWN_IMAGES);
  await stopAndRestore.click();
  await expect.poll(async () => (await exportedWeights(page)).weights).toEqual(first.weights);

  await train(other, 5, "energy");
  await expect(other.getByText("Another tab of this page kept its networks")).toBeVisible();
  await isKept(page);
  await reloadLab(page);
  await isTrained(page, "energy");
  expect((await exportedWeights(page)).weights).toEqual(first.weights);
  expect(pageErrors).toEqual([]);
});

test("a weights zip is accepted at any drop target, also among images; notices disappear with their cause", async ({
  page,
}) => {
  const folder = mkdtempSync(join(tmpdir(), "lab-"));
  try {
    const pageErrors = await openLab(page);
    await page.evaluate(() => window.directionLab.train());
    const missing = page.getByText("Add images with masks first");
    await expect(missing).toBeVisible();
    await loadDrawnImages(page);
    await expect(missing).toHaveCount(0);

    await train(page, 1, "energy");
    const download = page.waitForEvent("download");
    await page.getByRole("tab", { name: "Export" }).click();
    await page.getByRole("button", { name: "Export weights" }).click();
    const zip = join(folder, "renamed");
    writeFileSync(zip, readFileSync(await (await download).path()));
    const saved = page.getByText("Saved direction-lab-weights.zip");
    await expect(saved).toBeVisible();
    await train(page, 2, "energy");
    await expect(saved).toHaveCount(0);
    await page.getByRole("tab", { name: "Images" }).click();

    writePng(join(folder, "a.png"), 32, (pixel) => (pixel * 7) % 251);
    await dropFromDisk(page, [zip, join(folder, "a.png")]);
    const taken = page.getByText(
      "Imported the weights of Depth from renamed. They have replaced the networks of",
    );
    await expect(taken).toBeVisible();
    expect((await datasetOf(page)).records).toHaveLength(DRAWN_IMAGES + 1);
    expect((await datasetOf(page)).refused.filter(({ file }) => file.startsWith("renamed"))).toEqual([]);
    await expect.poll(async () => (await runOf(page)).trained).toEqual(["energy"]);
    await undo(page).click();
    await expect(taken).toHaveCount(0);
    expect(pageErrors).toEqual([]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
