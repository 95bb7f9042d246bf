import { type Page, expect } from "@playwright/test";
import type {} from "../src/state/scripting.ts";

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
  await labReady(page);
  return complaints;
}

/** Waits until the page has opened what earlier visits left and knows its device; only then can it be used. */
export async function labReady(page: Page): Promise<void> {
  await page.waitForFunction(() => {
    const lab = window.directionLab;
    return lab?.dataset().opened && lab.device().report;
  });
}

/** Loads the page once more, as after a visit. */
export async function reloadLab(page: Page): Promise<void> {
  await page.reload();
  await labReady(page);
}

/** Drops files or folders of this machine on the middle of the page, as a person would. */
export async function dropFromDisk(page: Page, paths: readonly string[]): Promise<void> {
  const client = await page.context().newCDPSession(page);
  const { width, height } = page.viewportSize() ?? { width: 1280, height: 800 };
  const data = { items: [], files: [...paths], dragOperationsMask: 1 };
  // A drag that begins while the page is laid out anew loses what it was over, and is never dropped.
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  for (const type of ["dragEnter", "dragOver", "drop"] as const) {
    await client.send("Input.dispatchDragEvent", { type, x: width / 2, y: height / 2, data });
  }
  await client.detach();
}

/** Waits until nothing is being read any more. */
export async function importFinished(page: Page): Promise<void> {
  await page.waitForFunction(() => {
    const dataset = window.directionLab?.dataset();
    return dataset && !dataset.importing && (dataset.records.length > 0 || dataset.refused.length > 0);
  });
}

/** What the page knows of its images. */
export async function datasetOf(page: Page) {
  const dataset = await page.evaluate(() => window.directionLab?.dataset());
  if (!dataset) throw new Error("the page offers no scripting");
  return dataset;
}

/** What the page knows of its run. */
export async function runOf(page: Page) {
  const run = await page.evaluate(() => window.directionLab?.run());
  if (!run) throw new Error("the page offers no scripting");
  return run;
}

/** Waits for the end of a run and returns what it came to. */
export async function runFinished(page: Page) {
  await page.waitForFunction(
    () => ["finished", "stopped", "failed"].includes(window.directionLab?.run().phase ?? ""),
    undefined,
    { timeout: 0 },
  );
  return runOf(page);
}
