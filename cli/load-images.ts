import { statSync } from "node:fs";
import type { Page } from "playwright";
import type {} from "../src/state/scripting.ts";
import { printable } from "./printable.ts";

/** The images to load. */
export interface LoadOptions {
  /** Folder, zip or file; null for the built-in sample. */
  readonly path: string | null;
  /** Slice of stacks, from 1; null for the middle one. */
  readonly slice: number | null;
  /** Time point of stacks, from 1; null for the first one. */
  readonly time: number | null;
}

const FOLDER_INPUT = 'input[type="file"][webkitdirectory]';
const FILE_INPUT = 'input[type="file"][multiple]:not([webkitdirectory])';

/** The dataset loaded in the page. */
export function datasetOf(page: Page) {
  return page.evaluate(() => window.directionLab.dataset());
}

/** Loads images into the page like a user; refusals are printed to stderr. */
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
  for (const { file, reason } of refused) console.error(printable(`${file}: ${reason}`));
}

/** Why none of the loaded files could be used, with the original reason of the refusal. */
export async function whyNothing(page: Page): Promise<string> {
  const { refused, records, error } = await datasetOf(page);
  return error ?? refused[0]?.reason ?? records[0]?.notes[0] ?? "There is no file in it.";
}
