import { expect, type Page, test } from "@playwright/test";
import { loadDrawnImages } from "./drawn-images.ts";
import { chooseEngine, openLab, prepareSmall } from "./lab-page.ts";
import { onePage } from "./one-page.ts";
import { MANY_STEPS, SMALL_RECIPE } from "./small-recipe.ts";

/** Kernels of the compiled step are the lab's own; nothing else on the page contains their names. */
const CONVOLUTION = /^convolution 3x3/;

/** The language of each engine's kernels, and what only their programs contain. */
const ENGINES = {
  cpu: {
    runsOn: /compiled CPU, \d+ threads?/,
    language: "AssemblyScript",
    program: "export function convolution(",
    // Measuring and comparing are the same for both, and slow on a GPU in software.
    isMeasured: true,
  },
  webgpu: { runsOn: /compiled WebGPU/, language: "WGSL", program: "fn main(", isMeasured: false },
} as const;

async function openSmallSample(page: Page): Promise<string[]> {
  const pageErrors = await openLab(page);
  await chooseEngine(page, "cpu");
  await loadDrawnImages(page);
  await prepareSmall(page, 1, MANY_STEPS, ["semantic"]);
  return pageErrors;
}

/** The view with its tools, which are in the row of view tabs. */
const panelOf = (page: Page) => page.getByRole("main");

async function measure(page: Page): Promise<void> {
  await panelOf(page).getByRole("button", { name: "Measure" }).click();
  await expect(panelOf(page).getByText(/The step's convolutions run at \d+ %/)).toBeVisible({
    timeout: 180_000,
  });
  await expect(panelOf(page).getByRole("button", { name: "Measure" })).toBeEnabled();
}

/** Measures the step, sorts its kernels by their times, and compares it with tfjs. */
async function measureStep(page: Page): Promise<void> {
  const panel = panelOf(page);
  await measure(page);
  await expect(panel.locator(".js-plotly-plot .bars path").first()).toBeAttached();
  const rows = panel.locator("tbody tr:has(button)");
  const timesShown = () => rows.evaluateAll((all) => all.map((row) => Number(row.children[4].textContent)));
  const times = await timesShown();
  expect(times.every((time) => time >= 0)).toBe(true);
  expect(Math.max(...times)).toBeGreaterThan(0);
  await panel.getByRole("button", { name: "Time, ms" }).click();
  await expect.poll(timesShown).toEqual(times.toSorted((a, b) => b - a));

  await panel.getByRole("button", { name: "Check against tfjs" }).click();
  await expect(panel.getByText(/tfjs, with the same weights, agrees within/)).toBeVisible();
}

/** Opens the panel, which shows the step's plan, and opens a kernel's program. */
async function openStep(page: Page, engine: keyof typeof ENGINES): Promise<void> {
  const { runsOn, language, program, isMeasured } = ENGINES[engine];
  await page.getByRole("group", { name: "View" }).getByRole("button", { name: "Engine" }).click();
  const panel = panelOf(page);
  await expect(panel.getByRole("button", { name: "Engine" })).toBeFocused();
  // The network with the fewest kernels.
  await panel.getByRole("radio", { name: "Cell mask" }).click();
  // The header names the engine unless it names the GPU.
  await expect(page.getByText(runsOn)).toHaveCount(1);
  await expect(panel.getByText("2 × 32 × 32")).toBeVisible();
  await expect(panel.getByText("Press Measure")).toBeVisible();
  const rows = panel.locator("tbody tr:has(button)");
  const plan = await panel
    .getByText(/^\d+ dispatches$/)
    .first()
    .textContent();
  const dispatches = Number.parseInt(plan ?? "", 10);
  await expect(rows).toHaveCount(dispatches);

  await expect(panel.getByRole("button", { name: "Check against tfjs" })).toBeEnabled();
  if (isMeasured) await measureStep(page);

  await panel.getByRole("button", { name: CONVOLUTION }).first().click();
  await expect(panel.getByRole("heading", { name: CONVOLUTION })).toBeVisible();
  await expect(panel.getByRole("region", { name: language })).toContainText(program);
  await panel.getByRole("button", { name: "Close" }).click();
  await expect(panel.getByRole("region", { name: language })).toHaveCount(0);
}

test.describe("one page", () => {
  const lab = onePage(openSmallSample);

  test("the panel can be opened, navigated and closed by keyboard", async () => {
    const { page, pageErrors } = lab();
    await page.keyboard.press("g");
    const panel = panelOf(page);
    const first = panel.getByRole("button", { name: "unpack" }).first();
    await first.focus();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await expect(panel.getByRole("region", { name: "AssemblyScript" })).toBeVisible();
    await panel.getByRole("button", { name: "Close" }).press("Enter");
    await expect(panel.locator("tr[data-selected]")).toHaveCount(0);
    await expect(panel.locator('[data-row="1"]')).toBeFocused();

    await panel.getByRole("application", { name: /Memory map/ }).focus();
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("ArrowRight");
    await expect(panel.getByText(/in use/)).toBeVisible();
    await page.keyboard.press("Enter");
    await expect(panel.locator("tr[data-selected]")).toHaveCount(1);
    await panel.getByRole("button", { name: "Close" }).press("Enter");

    await page.keyboard.press("g");
    await expect(page.getByRole("region", { name: "Fields", exact: true })).toBeVisible();
    expect(pageErrors).toEqual([]);
  });

  test("the panel shows a step's plan, measures it, and opens a kernel's program: cpu", async () => {
    const { page, pageErrors } = lab();
    await openStep(page, "cpu");
    expect(pageErrors).toEqual([]);
  });

  test("the panel follows recipe and engine, yields to a run, and explains a missing plan", async () => {
    const { page, pageErrors } = lab();
    const panel = panelOf(page);
    // Measured by the test before.
    await expect(panel.getByText(/The step's convolutions run at/)).toBeVisible();
    await page.evaluate((recipe) => window.directionLab.prepare(recipe), {
      recipe: { ...SMALL_RECIPE, crop: 64 },
      seed: 1,
      steps: 500,
      stages: ["semantic"] as const,
    });
    await expect(panel.getByText("2 × 64 × 64")).toBeVisible();
    await expect(panel.getByText("The recipe has changed since this stage was measured")).toBeVisible();
    await expect(panel.getByText("Press Measure")).toBeVisible();

    await panel.getByRole("button", { name: "Measure" }).click();
    await panel.getByRole("button", { name: "Cancel" }).click();
    await expect(panel.getByRole("button", { name: "Measure" })).toBeEnabled();
    await expect(panel.getByRole("alert")).toHaveCount(0);

    await prepareSmall(page, 1, MANY_STEPS, ["semantic"]);
    await expect(panel.getByText(/The step's convolutions run at/)).toBeVisible();
    await page.getByRole("button", { name: "Train", exact: true }).click();
    await expect(panel.getByRole("button", { name: "Measure" })).toBeDisabled();
    await page.getByRole("button", { name: "Stop", exact: true }).click();
    await expect(panel.getByRole("button", { name: "Measure" })).toBeEnabled();

    await chooseEngine(page, "tfjs");
    await expect(panel.getByText("Choose a compiled engine under Recipe, Engine")).toBeVisible();
    await expect(panel.getByRole("button", { name: "Measure" })).toBeDisabled();
    expect(pageErrors).toEqual([]);
  });

  test("the panel shows a step's plan and opens a kernel's program: webgpu", async () => {
    const { page, pageErrors } = lab();
    await chooseEngine(page, "webgpu");
    await openStep(page, "webgpu");
    expect(pageErrors).toEqual([]);
  });
});
