import { expect, test } from "@playwright/test";
import { waitForLab } from "../cli/wait-for-lab.ts";
import { loadDrawnImages } from "./drawn-images.ts";
import { exportedWeights } from "./exported-weights.ts";
import { prepareSmall, reloadLab, runFinished, runOf, trainSmall } from "./lab-page.ts";
import { withoutTimes } from "./without-times.ts";

const STEPS = 6;

test.beforeEach(async ({ page }) => {
  // Leaving the page during a run asks for confirmation.
  page.on("dialog", (dialog) => dialog.accept());
  await page.goto("/");
  await waitForLab(page);
  await loadDrawnImages(page);
});

test("a run whose page ends before it stored anything but a checkpoint is offered, unless it is deleted", async ({
  page,
}) => {
  await prepareSmall(page, 1, STEPS, ["semantic"]);
  await page.getByRole("button", { name: "One step" }).click();
  await expect.poll(async () => (await runOf(page)).checkpoints).toBeGreaterThan(1);
  // A browser that is killed has not yet written these.
  await page.addInitScript(() => localStorage.clear());
  const offer = page.getByRole("button", { name: /^Resume .*from step 1 of Cell mask$/ });
  await reloadLab(page);
  await expect(offer).toBeVisible();
  await page.evaluate(async () => {
    const root = await navigator.storage.getDirectory();
    for (const name of ["images", "removed"])
      await root.removeEntry(name, { recursive: true }).catch(() => {});
  });
  await reloadLab(page);
  await offer.click();
  await page.getByRole("button", { name: "Resume anyway" }).click();
  await expect(page.getByText("Add images with masks first").first()).toBeVisible();
  await expect(offer).toBeVisible();
  await page.getByRole("group", { name: "View", exact: true }).getByRole("button", { name: "Runs" }).click();
  await page
    .getByRole("table", { name: /Stored runs/ })
    .locator("tbody button[data-row]")
    .click();
  await page.getByRole("button", { name: "Delete", exact: true }).click();
  await expect(offer).toHaveCount(0);
});

test("a run that a reload interrupts is resumed, and ends as if it had not been interrupted", async ({
  page,
}) => {
  const curves = async () => withoutTimes(await page.evaluate(() => window.directionLab.curvesCsv()));

  expect((await trainSmall(page, 1, STEPS, ["semantic", "direction"])).error).toBeNull();
  const [weights, rows] = [(await exportedWeights(page)).weights, await curves()];

  await prepareSmall(page, 1, STEPS, ["semantic", "direction"]);
  for (const step of [1, 2, 3]) {
    await page.getByRole("button", { name: "One step" }).click();
    await expect.poll(async () => (await runOf(page)).step).toBe(step);
  }
  await expect.poll(async () => (await runOf(page)).checkpoints).toBeGreaterThan(1);
  await reloadLab(page);
  await expect(
    page.getByText(/The run of .* was interrupted at step 3 of 6 of the stage Cell mask/),
  ).toBeVisible();
  await page.getByRole("button", { name: /^Resume .*from step [123] of Cell mask$/ }).click();
  const resumed = await runFinished(page);
  expect(resumed).toMatchObject({ phase: "finished", error: null, checkpointProblem: null });
  expect(resumed.plans).toMatchObject({ semantic: { steps: STEPS }, direction: { steps: STEPS } });
  expect(await curves()).toEqual(rows);
  expect((await exportedWeights(page)).weights).toEqual(weights);
  await expect(page.getByRole("button", { name: /^Resume .*from/ })).toHaveCount(0);
});
