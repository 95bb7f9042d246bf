import type { Page } from "playwright";
import { LabError } from "../src/core/errors.ts";
import type { StartName } from "../src/core/starts/starts.ts";
import type {} from "../src/state/scripting.ts";

/** Imports a weights archive into the page. Throws a LabError with the page's reason if it is refused. */
export async function importWeights(page: Page, path: string): Promise<void> {
  const input = await page.evaluateHandle(() => {
    const made = document.createElement("input");
    made.type = "file";
    return made;
  });
  await input.setInputFiles(path);
  const error = await page.evaluate(async (made) => {
    const file = made.files?.[0];
    if (file) await window.directionLab.importWeights(file);
    return window.directionLab.archive().error;
  }, input);
  if (error !== null) throw new LabError(error);
}

/** Loads a built-in start into the page. Throws a LabError with the page's reason if that fails. */
export async function loadStart(page: Page, start: StartName): Promise<void> {
  const error = await page.evaluate(async (name) => {
    await window.directionLab.loadStart(name);
    return window.directionLab.archive().error;
  }, start);
  if (error !== null) throw new LabError(error);
}
