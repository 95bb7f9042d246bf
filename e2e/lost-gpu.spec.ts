import { expect, type Page, test } from "@playwright/test";
import { loadDrawnImages } from "./drawn-images.ts";
import { chooseEngine, openLab, runOf } from "./lab-page.ts";
import { SMALL_RECIPE } from "./small-recipe.ts";
import { withoutTimes } from "./without-times.ts";

/** Number of steps, and the step after which the graphics process of the browser ends. */
const [STEPS, LOST_AFTER] = [40, 13];

/** A run of the network with the fewest kernels, which are compiled by software here, and again after the loss. */
async function prepare(page: Page): Promise<void> {
  await page.evaluate((run) => window.directionLab.prepare(run), {
    recipe: SMALL_RECIPE,
    seed: 3,
    steps: STEPS,
    stages: ["semantic"] as const,
  });
}

async function curvesOf(page: Page): Promise<string[]> {
  expect((await runOf(page)).error).toBeNull();
  return withoutTimes(await page.evaluate(() => window.directionLab.curvesCsv()));
}

/** Fraction of the first field's canvas that is painted, 0..1: the image fills its width or its height. */
async function painted(page: Page): Promise<number> {
  return page
    .getByRole("application")
    .first()
    .locator("canvas")
    .evaluate((canvas) => {
      if (!(canvas instanceof HTMLCanvasElement)) return 0;
      const { data } = canvas.getContext("2d")?.getImageData(0, 0, canvas.width, canvas.height) ?? {};
      return data ? data.filter((value, at) => at % 4 === 3 && value > 0).length / (data.length / 4) : 0;
    });
}

test("a run continues bit for bit after its GPU is lost, and fields are redrawn", async ({
  page,
  browser,
}) => {
  await openLab(page);
  await chooseEngine(page, "webgpu");
  await loadDrawnImages(page);
  await prepare(page);
  await page.evaluate(() => window.directionLab.train());
  const undisturbed = await curvesOf(page);

  await prepare(page);
  const run = page.evaluate(() => window.directionLab.train());
  await page.waitForFunction((step) => window.directionLab.run().step >= step, LOST_AFTER);
  const client = await browser.newBrowserCDPSession();
  // Ends at once, and so never answers.
  client.send("Browser.crashGpuProcess").catch(() => {});
  await expect(page.getByRole("contentinfo")).toContainText(
    "The GPU was lost: Cell mask continues from step",
  );
  await expect(page.getByRole("contentinfo")).toContainText("on compiled WebGPU");
  await run;
  expect(await curvesOf(page)).toEqual(undisturbed);
  await expect.poll(async () => (await runOf(page)).phase).toBe("finished");
  await expect.poll(() => painted(page)).toBeGreaterThan(0.5);
});
