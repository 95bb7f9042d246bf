import { expect, type Page } from "@playwright/test";
import { waitForLab } from "../cli/wait-for-lab.ts";
import type { Stage } from "../src/core/recipe/recipe.ts";
import type { SyntheticKind } from "../src/workers/decode.protocol.ts";
import type { EngineName } from "../src/workers/train.protocol.ts";
import { dragFiles } from "./drag-files.ts";
import { loadDrawnImages } from "./drawn-images.ts";
import { SMALL_RECIPE } from "./small-recipe.ts";

/** Opens the lab and collects everything that an error-free page does not print. */
export async function openLab(page: Page): Promise<string[]> {
  const pageErrors: string[] = [];
  page.on("pageerror", (error) => pageErrors.push(String(error)));
  page.on("console", (message) => {
    if (message.type() === "error") pageErrors.push(message.text());
  });
  page.on("dialog", async (dialog) => {
    pageErrors.push(`dialog: ${dialog.message()}`);
    await dialog.dismiss();
  });
  await page.goto("/");
  await expect(page.getByRole("heading", { name: "Direction Lab" })).toBeVisible();
  await waitForLab(page);
  return pageErrors;
}

/** Opens the lab like `openLab`, with a few small labelled images. */
export async function openWithImages(page: Page): Promise<string[]> {
  const pageErrors = await openLab(page);
  await loadDrawnImages(page);
  return pageErrors;
}

/** Reloads the page, as after a visit. */
export async function reloadLab(page: Page): Promise<void> {
  await page.reload();
  await waitForLab(page);
}

/** Chooses a theme by the menu. */
export async function chooseTheme(page: Page, theme: "Light" | "Dark"): Promise<void> {
  await page.getByRole("button", { name: "Menu" }).click();
  await page.getByRole("menuitemradio", { name: theme }).click();
  await page.keyboard.press("Escape");
}

/** Opens a section of the recipe, which is shown already. */
export async function openRecipeSection(page: Page, title: string): Promise<void> {
  const section = page.getByRole("complementary").getByRole("button", { name: title, exact: true });
  if ((await section.getAttribute("aria-expanded")) !== "true") await section.click();
}

/** Loads a built-in sample of 24 images. */
export async function drawSample(page: Page, kind: SyntheticKind): Promise<void> {
  await page.evaluate((which) => window.directionLab.drawBuiltIn(which), kind);
}

/** Drops local files or folders on the page, like a user, and waits until they are read. */
export async function dropFromDisk(page: Page, paths: readonly string[]): Promise<void> {
  // Every import creates a new list, however soon it ends.
  const before = await page.evaluateHandle(() => window.directionLab.dataset().refused);
  await expect(async () => expect(await dragFiles(page, paths)).toBe(true)).toPass();
  await page.waitForFunction((refused) => window.directionLab.dataset().refused !== refused, before);
  await importFinished(page);
}

/** Waits until no import is in progress. */
export async function importFinished(page: Page): Promise<void> {
  await page.waitForFunction(() => {
    const { importing, records, refused } = window.directionLab.dataset();
    return !importing && (records.length > 0 || refused.length > 0);
  });
}

/** The page's dataset. */
export function datasetOf(page: Page) {
  return page.evaluate(() => window.directionLab.dataset());
}

/** The page's run. */
export function runOf(page: Page) {
  return page.evaluate(() => window.directionLab.run());
}

/** Chooses an engine, and expects it to be in use. */
export async function chooseEngine(page: Page, engine: EngineName): Promise<void> {
  await page.evaluate((name) => window.directionLab.chooseEngine(name), engine);
  const { report } = await page.evaluate(() => window.directionLab.device());
  expect(report?.engine).toBe(engine);
}

/** Chooses stages of the small recipe for several steps each, and returns the recipe. */
export function prepareSmall(page: Page, seed: number, steps: number, stages: readonly Stage[]) {
  return page.evaluate((run) => window.directionLab.prepare(run), {
    recipe: SMALL_RECIPE,
    seed,
    steps,
    stages,
  });
}

/** Trains stages of the small recipe for several steps each, and returns the run once it has ended. */
export async function trainSmall(page: Page, seed: number, steps: number, stages: readonly Stage[]) {
  await prepareSmall(page, seed, steps, stages);
  await page.evaluate(() => window.directionLab.train());
  return runOf(page);
}

/** Waits for the end of a run and returns its outcome. */
export async function runFinished(page: Page) {
  await page.waitForFunction(() =>
    ["finished", "stopped", "failed"].includes(window.directionLab.run().phase),
  );
  return runOf(page);
}
