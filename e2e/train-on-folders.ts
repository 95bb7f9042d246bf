import { readFileSync } from "node:fs";
import { expect, type Page } from "@playwright/test";
import { RECIPES } from "../src/core/recipe/presets.ts";
import { compareWithPlainTfjs } from "./compare-with-plain-tfjs.ts";
import { datasetOf, dropFromDisk, openLab, runFinished } from "./lab-page.ts";

/** Loss of random directions, squared radians: the mean square of angles uniform on 0..pi. */
const RANDOM_DIRECTION = Math.PI ** 2 / 3;

/** Drops real folders one after another, trains all three networks, watches, exports, and runs the export in plain tfjs. */
export async function trainOnFolders(
  page: Page,
  folders: readonly string[],
  { images, steps }: { images: number; steps: number },
): Promise<void> {
  const pageErrors = await openLab(page);
  for (const folder of folders) await dropFromDisk(page, [folder]);
  expect((await datasetOf(page)).records).toHaveLength(images);
  await page.evaluate((run) => window.directionLab.prepare(run), {
    recipe: { ...RECIPES.tiny, validation: { first: { kind: "centre", side: 32 }, second: null } },
    seed: 3,
    steps,
    stages: ["semantic", "direction", "energy"] as const,
  });
  // Observed in the page itself: on fast machines some of them are visible only briefly.
  const titles = await page.evaluateHandle(() => {
    const seen = new Set<string>();
    setInterval(() => seen.add(window.directionLab.shownFields()?.title ?? ""), 20);
    return seen;
  });
  await page.getByRole("button", { name: "Train", exact: true }).click();
  await page.waitForFunction((seen) => seen.size > 2, titles);
  await expect(page.getByRole("img", { name: /uvec_0/ }).first()).toBeVisible();

  const run = await runFinished(page);
  expect(run.error).toBeNull();
  expect(run.reports.map(({ stage }) => stage)).toEqual(["semantic", "direction", "energy"]);

  // Plain tfjs takes a minute for a large image on its CPU.
  await page.getByRole("radio", { name: "Augmented crop" }).click();
  await page.waitForFunction(() => {
    const shown = window.directionLab.shownFields();
    return shown?.title.includes(", augmentation") && shown.prediction;
  });
  await page.getByRole("tab", { name: "Export" }).click();
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Export weights" }).click();
  await compareWithPlainTfjs(page, readFileSync(await (await download).path()));
  for (const { stage, firstLoss, lastLoss } of run.reports) {
    // Directions are learnt later than this; another test covers that they are learnt.
    expect(lastLoss).toBeLessThan(stage === "direction" ? RANDOM_DIRECTION : firstLoss);
  }
  expect(pageErrors).toEqual([]);
}
