import { readFileSync } from "node:fs";
import { expect, type Page } from "@playwright/test";
import { compareWithPlainTfjs } from "./compare-with-plain-tfjs.ts";
import { datasetOf, dropFromDisk, openLab, runFinished } from "./lab-page.ts";

/** Loss of random directions, squared radians: the mean square of angles from 0 to pi. */
const RANDOM_DIRECTION = Math.PI ** 2 / 3;

/** What plain tfjs runs the networks on; on its CPU a large image takes a minute. */
type ComparedView = "Whole image" | "Augmented crop";

/** What the title of a view says, behind the name of the image. */
const TITLES: Readonly<Record<ComparedView, string>> = {
  "Whole image": ", whole image",
  "Augmented crop": ", augmentation",
};

/** Drops a real folder, trains all three networks, watches, exports, and runs the export by plain tfjs. */
export async function trainOnFolder(
  page: Page,
  folder: string,
  { images, steps, compared }: { images: number; steps: number; compared: ComparedView },
): Promise<void> {
  const complaints = await openLab(page);
  await dropFromDisk(page, [folder]);
  expect((await datasetOf(page)).records).toHaveLength(images);
  await page.evaluate(
    (count) =>
      window.directionLab.prepare({
        recipe: "tiny",
        seed: 3,
        steps: count,
        stages: ["semantic", "direction", "energy"],
      }),
    steps,
  );
  // Looked for in the page itself: fast machines show some of them for a moment only.
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

  await page.getByRole("radio", { name: compared }).click();
  await page.waitForFunction((titleEnd) => {
    const shown = window.directionLab.shownFields();
    return shown?.title.includes(titleEnd) && shown.prediction;
  }, TITLES[compared]);
  await page.getByRole("tab", { name: "Export" }).click();
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Export weights" }).click();
  await compareWithPlainTfjs(page, readFileSync(await (await download).path()));
  for (const { stage, firstLoss, lastLoss } of run.reports) {
    // Directions are learnt later than this; that they are has a journey of its own.
    expect(lastLoss).toBeLessThan(stage === "direction" ? RANDOM_DIRECTION : firstLoss);
  }
  expect(complaints).toEqual([]);
}
