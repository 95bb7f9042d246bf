import { statSync } from "node:fs";
import type { Page } from "playwright";
import { LabError } from "../src/core/errors.ts";
import type {} from "../src/state/scripting.ts";
import type { OpenLab } from "./open-lab.ts";

const FOLDER_INPUT = 'input[type="file"][webkitdirectory]';
const FILE_INPUT = 'input[type="file"][multiple]:not([webkitdirectory])';

/** A file of this machine in the page. */
async function fileIn(page: Page, path: string) {
  const input = await page.evaluateHandle(() => {
    const made = document.createElement("input");
    made.type = "file";
    return made;
  });
  await input.setInputFiles(path);
  return input;
}

/** The lab in a page of a browser. */
export function labInPage(page: Page): OpenLab {
  return {
    call: (name, ...args) =>
      page.evaluate(
        ([action, given]) => (window.directionLab[action] as (...all: readonly unknown[]) => never)(...given),
        [name, args as readonly unknown[]] as const,
      ),
    async addFiles(path) {
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
    },
    async importWeights(path) {
      await page.evaluate(
        async (made) => {
          const file = made.files?.[0];
          if (file) await window.directionLab.importWeights(file);
        },
        await fileIn(page, path),
      );
    },
    async openCheckpoint(path) {
      return page.evaluate(
        async ([made, name]) => {
          const [file] = made.files ?? [];
          return window.directionLab.openCheckpoint({ name, file });
        },
        [await fileIn(page, path), path] as const,
      );
    },
    async save(path, work) {
      const download = page.waitForEvent("download", { timeout: 0 });
      download.catch(() => {}); // if the work fails there is no download, and its reason is reported instead
      const error = await work();
      if (error !== null) throw new LabError(error);
      await (await download).saveAs(path);
    },
  };
}
