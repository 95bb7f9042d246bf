import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, type Locator, type Page, test } from "@playwright/test";
import { strFromU8, unzipSync } from "fflate";
import { countedActs } from "./counted-acts.ts";
import { writeDrawnImages } from "./drawn-images.ts";
import { datasetOf, dropFromDisk, importFinished, openLab, prepareSmall, runOf } from "./lab-page.ts";

const STAGES = ["semantic", "direction"] as const;
const STEPS = 2;

let folder = "";

test.beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "lab-"));
});

test.afterEach(() => {
  rmSync(folder, { recursive: true });
});

const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });
const step = (page: Page, name: string) => page.getByRole("tab", { name });

/** A folder of labelled images, and images without masks. */
function labelledAndOthers(): { labelled: string; others: string[] } {
  const others = ["new_0", "new_1"];
  writeDrawnImages(join(folder, "all"), 4, others);
  writeDrawnImages(join(folder, "labelled"), 4, []);
  return {
    labelled: join(folder, "labelled"),
    others: others.map((name) => join(folder, "all/images", `${name}.png`)),
  };
}

/** Waits until another run than the one before has finished. */
async function anotherRunFinished(page: Page, before: number | null): Promise<void> {
  await page.waitForFunction((start) => {
    const { startedAt, phase } = window.directionLab.run();
    return startedAt !== start && (phase === "finished" || phase === "failed");
  }, before);
  expect((await runOf(page)).error).toBeNull();
}

/** Waits for the cells of all images without masks, and for the end of other work on them. */
async function cellsFound(page: Page): Promise<void> {
  const { records } = await datasetOf(page);
  const unlabelled = records.filter(({ labelled }) => !labelled).map(({ id }) => id);
  await expect
    .poll(() => page.evaluate(() => window.directionLab.cells().images.map(({ imageId }) => imageId)))
    .toEqual(unlabelled);
  await page.waitForFunction(() => window.directionLab.cells().work === null);
}

/** The files of the zip that is saved by an act. */
async function savedZip(page: Page, act: () => Promise<void>): Promise<Record<string, Uint8Array>> {
  const download = page.waitForEvent("download");
  await act();
  return unzipSync(readFileSync(await (await download).path()));
}

test("biologist by pointer: images in, train, masks of unlabelled images out, in 2 drops and 4 clicks", async ({
  page,
}) => {
  const pageErrors = await openLab(page);
  const acts = countedActs(page);
  const { labelled, others } = labelledAndOthers();
  await acts.drop([labelled]);
  await acts.drop(others);
  await prepareSmall(page, 1, STEPS, STAGES);
  await acts.click(button(page, "Train"));
  await anotherRunFinished(page, null);
  await acts.click(page.getByRole("button", { name: "Next: find the cells in 2 images" }));
  await cellsFound(page);
  await acts.click(page.getByRole("button", { name: "Next: export masks and weights" }));
  const files = await savedZip(page, () => acts.click(button(page, "Export masks")));
  expect(Object.keys(files).filter((name) => /^masks\/.*\.png$/.test(name))).toHaveLength(2);
  expect(acts.count()).toEqual({ drops: 2, clicks: 4, keys: 0 });
  expect(pageErrors).toEqual([]);
});

/** Answers the dialog for files that an act opens. */
async function chooseFiles(page: Page, paths: string | string[], open: () => Promise<void>): Promise<void> {
  const before = (await datasetOf(page)).records.length;
  const chooser = page.waitForEvent("filechooser");
  await open();
  await (await chooser).setFiles(paths);
  await expect.poll(async () => (await datasetOf(page)).records.length).toBeGreaterThan(before);
  await importFinished(page);
}

test("biologist by keyboard: the same with every control reached by keys", async ({ page }) => {
  const pageErrors = await openLab(page);
  const acts = countedActs(page);
  const { labelled, others } = labelledAndOthers();
  const enter = async (target: Locator) => {
    await acts.tabTo(target);
    await acts.press("Enter");
  };
  await chooseFiles(page, labelled, () => enter(button(page, "Choose folder")));
  // The focus is on the selected image, below the buttons.
  await acts.tabTo(button(page, "Choose files"), "Shift+Tab");
  await chooseFiles(page, others, () => acts.press("Enter"));
  await prepareSmall(page, 1, STEPS, STAGES);
  await acts.press("t");
  await anotherRunFinished(page, null);
  await acts.press("n");
  await cellsFound(page);
  await acts.press("n");
  await expect(button(page, "Export masks")).toBeVisible();
  const files = await savedZip(page, () => enter(button(page, "Export masks")));
  expect(Object.keys(files).filter((name) => /^masks\/.*\.png$/.test(name))).toHaveLength(2);
  const { drops, clicks, keys } = acts.count();
  expect({ drops, clicks }).toEqual({ drops: 0, clicks: 0 });
  expect(keys).toBeLessThan(50);
  expect(pageErrors).toEqual([]);
});

/** Number of pixels of the panel "image" in the colour of a token. */
async function pixelsOf(page: Page, token: string): Promise<number> {
  const panel = page.getByRole("application", { name: "image", exact: true });
  return panel.locator("canvas").evaluate((canvas, name) => {
    if (!(canvas instanceof HTMLCanvasElement)) return 0;
    const hex = getComputedStyle(canvas).getPropertyValue(name).trim();
    const colour = [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16));
    const data = canvas.getContext("2d")?.getImageData(0, 0, canvas.width, canvas.height).data ?? [];
    let count = 0;
    for (let at = 0; at < data.length; at += 4) {
      if (colour.every((value, index) => Math.abs(value - data[at + index]) < 4)) count++;
    }
    return count;
  }, token);
}

/** Expects stale and recomputed arrows at right angles. */
async function expectQuarterTurn(page: Page): Promise<void> {
  const angle = page.getByRole("status", { name: "Mean angle between stale and recomputed vectors" });
  await expect(angle).toHaveText("90.0°");
  await expect(angle).toBeInViewport({ ratio: 1 });
  for (const kind of ["stale", "recomputed"]) {
    await expect.poll(() => pixelsOf(page, `--arrow-${kind}`), kind).toBeGreaterThan(20);
  }
}

const SAMPLE = "Load built-in sample (phase contrast)";
const dial = (page: Page) => page.getByRole("slider", { name: "Rotation of the crop" });

test("student by pointer: stale against recomputed vectors after a quarter turn, in 3 clicks", async ({
  page,
}) => {
  const pageErrors = await openLab(page);
  const acts = countedActs(page);
  await acts.click(button(page, SAMPLE));
  await importFinished(page);
  await acts.click(step(page, "Check"));
  const { height = 0 } = (await dial(page).boundingBox()) ?? {};
  await acts.click(dial(page), { x: 6, y: height / 2 });
  await expectQuarterTurn(page);
  expect(acts.count()).toEqual({ drops: 0, clicks: 3, keys: 0 });
  expect(pageErrors).toEqual([]);
});

test("student by keyboard: the same turn by the keys of the dial", async ({ page }) => {
  const pageErrors = await openLab(page);
  const acts = countedActs(page);
  await acts.tabTo(button(page, SAMPLE));
  await acts.press("Enter");
  await importFinished(page);
  await acts.press("n");
  await acts.tabTo(dial(page));
  for (let press = 0; press < 6; press++) await acts.press("PageUp");
  await expectQuarterTurn(page);
  const { drops, clicks, keys } = acts.count();
  expect({ drops, clicks }).toEqual({ drops: 0, clicks: 0 });
  expect(keys).toBeLessThan(50);
  expect(pageErrors).toEqual([]);
});

const RECIPES = ["small, seed 1", "small, seed 2"];

/** Saves small recipes by name, so that the menu offers them. */
async function saveSmallRecipes(page: Page): Promise<void> {
  const dialog = page.getByRole("dialog", { name: "Save the recipe" });
  await step(page, "Train").click();
  for (const [index, name] of RECIPES.entries()) {
    await prepareSmall(page, index + 1, STEPS, STAGES);
    await button(page, "Save as…").click();
    await dialog.getByRole("textbox", { name: "Name" }).fill(name);
    await page.keyboard.press("Enter");
    await expect(dialog).toHaveCount(0);
  }
  await step(page, "Images").click();
}

/** Expects the tables of both competitions, each with all images to predict. */
async function expectSubmissions(page: Page, files: Record<string, Uint8Array>): Promise<void> {
  const unlabelled = (await datasetOf(page)).records.filter(({ labelled }) => !labelled);
  for (const [file, head] of [
    ["submission.csv", "id,predicted"],
    ["submission_dsb2018.csv", "ImageId,EncodedPixels"],
  ]) {
    const [first, ...rows] = strFromU8(files[file]).trim().split(/\r?\n/);
    expect(first).toBe(head);
    const images = new Set(rows.map((row) => row.split(",")[0]));
    expect([...images].sort()).toEqual(unlabelled.map(({ name }) => name).sort());
  }
}

const KAGGLE_FORMATS = ["Kaggle submission, Sartorius 2021", "Kaggle submission, Data Science Bowl 2018"];

async function openKaggle(page: Page): Promise<string[]> {
  const pageErrors = await openLab(page);
  writeDrawnImages(join(folder, "set"), 4, ["test_0", "test_1"]);
  await dropFromDisk(page, [join(folder, "set")]);
  await saveSmallRecipes(page);
  return pageErrors;
}

test("Kaggler by pointer: two recipes trained in 3 clicks each, then both submissions in 6", async ({
  page,
}) => {
  const pageErrors = await openKaggle(page);
  const acts = countedActs(page);
  await acts.click(step(page, "Train"));
  for (const recipe of RECIPES) {
    const { startedAt } = await runOf(page);
    await acts.click(page.getByRole("combobox", { name: "Recipe" }));
    await acts.click(page.getByRole("option", { name: recipe }));
    await acts.click(button(page, "Train"));
    await anotherRunFinished(page, startedAt);
  }
  await acts.click(step(page, "Export"));
  await acts.click(page.getByText("6 more formats"));
  for (const format of KAGGLE_FORMATS) await acts.click(page.getByRole("switch", { name: format }));
  const files = await savedZip(page, () => acts.click(button(page, "Export masks")));
  await expectSubmissions(page, files);
  expect(acts.count()).toEqual({ drops: 0, clicks: 12, keys: 0 });
  expect(pageErrors).toEqual([]);
});

test("Kaggler by keyboard: the same by Tab, arrows and single keys", async ({ page }) => {
  const pageErrors = await openKaggle(page);
  const acts = countedActs(page);
  const menu = page.getByRole("combobox", { name: "Recipe" });
  await step(page, "Images").focus();
  await acts.press("ArrowRight");
  await acts.press("ArrowRight");
  await acts.press("Enter");
  for (const recipe of RECIPES) {
    const { startedAt } = await runOf(page);
    await acts.tabTo(menu);
    await acts.press("Enter");
    const option = page.getByRole("option", { name: recipe });
    await expect(option).toBeVisible();
    await acts.press("Home");
    while ((await option.getAttribute("data-highlighted")) === null) await acts.press("ArrowDown");
    await acts.press("Enter");
    await expect(menu).toHaveText(recipe);
    await acts.tabTo(button(page, "Save as…"));
    await acts.press("t");
    await anotherRunFinished(page, startedAt);
    await acts.tabTo(menu, "Shift+Tab");
  }
  await acts.tabTo(step(page, "Train"), "Shift+Tab");
  await acts.press("End");
  await acts.press("Enter");
  await acts.tabTo(page.getByText("6 more formats"));
  await acts.press("Enter");
  for (const format of KAGGLE_FORMATS) {
    await acts.tabTo(page.getByRole("switch", { name: format }));
    await acts.press("Space");
  }
  await acts.tabTo(button(page, "Export masks"));
  const files = await savedZip(page, () => acts.press("Enter"));
  await expectSubmissions(page, files);
  const { drops, clicks, keys } = acts.count();
  expect({ drops, clicks }).toEqual({ drops: 0, clicks: 0 });
  expect(keys).toBeLessThan(90);
  expect(pageErrors).toEqual([]);
});
