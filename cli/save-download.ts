import type { Page } from "playwright";
import { LabError } from "../src/core/errors.ts";

/**
 * Saves the file that the page offers while `work` runs. If the page offers none, `work` returns its reason,
 * which is thrown as a LabError.
 */
export async function saveDownload(
  page: Page,
  path: string,
  work: () => Promise<string | null>,
): Promise<void> {
  const download = page.waitForEvent("download", { timeout: 0 });
  download.catch(() => {}); // if the work fails there is no download, and its reason is reported instead
  const error = await work();
  if (error !== null) throw new LabError(error);
  await (await download).saveAs(path);
}
