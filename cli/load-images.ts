import { statSync } from "node:fs";
import type { Page } from "playwright";
import type {} from "../src/state/scripting.ts";

/** Which images are read. */
export interface LoadOptions {
  /** Folder, zip or file; null for the built-in sample. */
  readonly path: string | null;
  /** Of stacks, from 1; null for the middle one. */
  readonly slice: number | null;
  /** Of stacks, from 1; null for the first one. */
  readonly time: number | null;
}

const FOLDER_INPUT = 'input[type="file"][webkitdirectory]';
const FILE_INPUT = 'input[type="file"][multiple]:not([webkitdirectory])';

/** What the page has loaded. */
export function datasetOf(page: Page) {
  return page.evaluate(() => window.directionLab.dataset());
}

/** Reads images into the page as a person would; what is refused is printed to stderr. */
export async function loadImages(page: Page, { path, slice, time }: LoadOptions): Promise<void> {
  if (path === null) {
    await page.evaluate(() => window.directionLab.drawBuiltIn("phase"));
  } else {
    await page.evaluate((choice) => window.directionLab.chooseStack(choice), { slice, time });
    const input = page.locator(statSync(path).isDirectory() ? FOLDER_INPUT : FILE_INPUT).first();
    await input.setInputFiles(path);
    await page.waitForFunction(
      () => {
        const dataset = window.directionLab.dataset();
        return !dataset.importing && (dataset.records.length || dataset.refused.length || dataset.error);
      },
      undefined,
      { timeout: 0 },
    );
  }
  const { refused } = await datasetOf(page);
  for (const { file, reason } of refused) console.error(`${file}: ${reason}`);
}

/** Why nothing could be used of what was loaded, in the words of whoever refused it. */
export async function whyNothing(page: Page): Promise<string> {
  const { refused, records, error } = await datasetOf(page);
  return error ?? refused[0]?.reason ?? records[0]?.notes[0] ?? "There is no file in it.";
}
