import type { Page } from "playwright";
import { LabError } from "../src/core/errors.ts";

/**
 * Saves the file that the page offers while `work` runs. `work` gives the page's reason when it offers none, which is
 * thrown as a LabError.
 */
export async function saveDownload(
  page: Page,
  path: string,
  work: () => Promise<string | null>,
): Promise<void> {
  const download = page.waitForEvent("download", { timeout: 0 });
  download.catch(() => {}); // when the work fails there is none, and its reason is told instead
  const error = await work();
  if (error !== null) throw new LabError(error);
  await (await download).saveAs(path);
}
