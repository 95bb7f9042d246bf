import { expect, type Page } from "@playwright/test";
import { waitForLab } from "../cli/wait-for-lab.ts";
import type { Stage } from "../src/core/recipe/recipe.ts";
import type { SyntheticKind } from "../src/workers/decode.protocol.ts";

/** How long a drop may take until the page has it; a drag that is lost is made again. */
const DROP_MILLISECONDS = 5000;

/** Opens the lab and collects everything that a clean page does not print. */
export async function openLab(page: Page): Promise<string[]> {
  const complaints: string[] = [];
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("console", (message) => {
    if (message.type() === "error") complaints.push(message.text());
  });
  page.on("dialog", async (dialog) => {
    complaints.push(`dialog: ${dialog.message()}`);
    await dialog.dismiss();
  });
  await page.goto("/");
  await expect(page.getByRole("heading", { name: "Direction Lab" })).toBeVisible();
  await waitForLab(page);
  return complaints;
}

/** Loads the page once more, as after a visit. */
export async function reloadLab(page: Page): Promise<void> {
  await page.reload();
  await waitForLab(page);
}

/** Loads a built-in sample of 24 images. */
export async function drawSample(page: Page, kind: SyntheticKind): Promise<void> {
  await page.evaluate((which) => window.directionLab.drawBuiltIn(which), kind);
}

/** Drags files or folders of this machine on the middle of the page; says whether the page got them. */
async function drag(page: Page, paths: readonly string[]): Promise<boolean> {
  const client = await page.context().newCDPSession(page);
  const { width, height } = page.viewportSize() ?? { width: 1280, height: 800 };
  const data = { items: [], files: [...paths], dragOperationsMask: 1 };
  const arrived = page.evaluate(
    (limit) =>
      new Promise<boolean>((done) => {
        addEventListener("drop", () => done(true), { capture: true, once: true });
        setTimeout(() => done(false), limit);
      }),
    DROP_MILLISECONDS,
  );
  // A drag that begins while the page takes a new shape loses what it was over, and is never dropped.
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  for (const type of ["dragEnter", "dragOver", "drop"] as const) {
    await client.send("Input.dispatchDragEvent", { type, x: width / 2, y: height / 2, data });
  }
  await client.detach();
  return arrived;
}

/** Drops files or folders of this machine on the page, as a person would, and waits until they are read. */
export async function dropFromDisk(page: Page, paths: readonly string[]): Promise<void> {
  // Every import begins a list of its own, however soon it ends.
  const before = await page.evaluateHandle(() => window.directionLab.dataset().refused);
  await expect(async () => expect(await drag(page, paths)).toBe(true)).toPass();
  await page.waitForFunction((refused) => window.directionLab.dataset().refused !== refused, before);
  await importFinished(page);
}

/** Waits until nothing is being read any more. */
export async function importFinished(page: Page): Promise<void> {
  await page.waitForFunction(() => {
    const { importing, records, refused } = window.directionLab.dataset();
    return !importing && (records.length > 0 || refused.length > 0);
  });
}

/** What the page knows of its images. */
export function datasetOf(page: Page) {
  return page.evaluate(() => window.directionLab.dataset());
}

/** What the page knows of its run. */
export function runOf(page: Page) {
  return page.evaluate(() => window.directionLab.run());
}

/** Trains stages of the recipe Tiny for a few steps each, and gives the run once it has ended. */
export async function trainTiny(page: Page, seed: number, steps: number, stages: readonly Stage[]) {
  await page.evaluate(
    ([seed, steps, stages]) => {
      window.directionLab.prepare({ recipe: "tiny", seed, steps, stages });
      return window.directionLab.train();
    },
    [seed, steps, stages] as const,
  );
  return runOf(page);
}

/** Waits for the end of a run and returns what it came to. */
export async function runFinished(page: Page) {
  await page.waitForFunction(() =>
    ["finished", "stopped", "failed"].includes(window.directionLab.run().phase),
  );
  return runOf(page);
}
