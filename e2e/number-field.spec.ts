import { expect, type Page, test } from "@playwright/test";
import { loadDrawnImages } from "./drawn-images.ts";
import { openLab, openRecipeSection, prepareSmall, runOf } from "./lab-page.ts";
import { MANY_STEPS } from "./small-recipe.ts";

const RATE = "Learning rate, Direction";

const field = (page: Page, name: string) => page.getByRole("textbox", { name, exact: true });

/** Waits until the box of the learning rate has a value. */
async function expectRate(page: Page, value: number): Promise<void> {
  await expect.poll(async () => Number(await field(page, RATE).inputValue())).toBe(value);
}

test("numbers are accepted in common notations or refused beside the field, never changed silently", async ({
  page,
}) => {
  const pageErrors = await openLab(page);
  await loadDrawnImages(page);
  const quick = { recipe: "quick", seed: null, steps: null, stages: null } as const;
  await page.evaluate((run) => window.directionLab.prepare(run), quick);
  await page.getByRole("tab", { name: "Train" }).click();
  const rate = field(page, RATE);

  for (const [typed, value] of [
    ["1e-3", 0.001],
    ["5E-4", 0.0005],
    ["0,003", 0.003],
    ["1 × 10^-2", 0.01],
    ["1e-8", 1e-8],
    ["0.0003", 0.0003],
  ] as const) {
    await rate.fill(typed);
    await rate.press("Enter");
    await expectRate(page, value);
    await expect(page.getByRole("alert")).toHaveCount(0);
  }

  for (const [typed, why] of [
    ["abc", "“abc” is not a number. 0.0003 is kept."],
    ["3", "3 is too large: the largest is 1. 0.0003 is kept."],
    ["−1", "-1 is too small: the smallest is 0. 0.0003 is kept."],
    ["1,000", "“1,000” can be read as 1000 or as 1.000"],
    ["10 px", "“10 px” has a unit, but this number has none."],
  ] as const) {
    await rate.fill(typed);
    await rate.press("Tab");
    await expect(page.getByRole("alert").filter({ hasText: why })).toBeVisible();
    await expectRate(page, 0.0003);
  }
  await expect(rate).toHaveAccessibleDescription(/has a unit/);

  await rate.fill("0.5");
  await rate.press("Enter");
  await expect(page.getByText("Above 0.05, Adam rarely learns anything here.")).toBeVisible();

  await rate.fill("0.123");
  await rate.press("Escape");
  await expectRate(page, 0.5);
  await rate.press("ArrowDown");
  await expectRate(page, 0.49);
  await rate.press("Shift+ArrowDown");
  await expectRate(page, 0.39);

  await openRecipeSection(page, "Images and crop");
  const crop = field(page, "Crop");
  await crop.fill("128 px");
  await crop.press("Enter");
  await expect(crop).toHaveValue("128");
  await crop.fill("100");
  await crop.press("Enter");
  await expect(
    page.getByRole("alert").filter({ hasText: "not a multiple of 16, but 96 and 112 are" }),
  ).toBeVisible();

  // One ring around the box, none around the input inside.
  const rings = () =>
    crop.evaluate((input) =>
      [input, input.parentElement as Element].map((one) => getComputedStyle(one).outlineStyle),
    );
  await expect.poll(rings).toEqual(["none", "solid"]);

  await page.getByRole("tab", { name: "Check" }).click();
  const elastic = field(page, "Elastic");
  await elastic.fill("100 %");
  await elastic.press("Tab");
  await expect(field(page, "Displacement (SD)")).toBeFocused();
  await expect(elastic).toHaveValue("100");
  // Undo after leaving restores the old number in the box and in the recipe, not in a box that nobody commits.
  await page.keyboard.press("Control+z");
  await expect(elastic).toHaveValue("0");
  await expect(page.getByText("Undone: Elastic: probability is 0 again.")).toBeVisible();
  await page.keyboard.press("Control+Shift+z");
  await expect(elastic).toHaveValue("100");

  // The number of a slider can be typed as well.
  await page.getByRole("button", { name: "Cells", exact: true }).click();
  const smallest = field(page, "Minimum size");
  await smallest.fill("25 px");
  await smallest.press("Enter");
  await expect(page.getByRole("slider", { name: "Minimum size" })).toHaveValue("25");
  await smallest.fill("-3");
  await smallest.press("Enter");
  await expect(page.getByRole("alert").filter({ hasText: "the smallest is 0 px" })).toBeVisible();
  await expect(smallest).toHaveValue("25");
  expect(pageErrors).toEqual([]);
});

test("the factor of the learning rate is applied with Enter during a run", async ({ page }) => {
  await openLab(page);
  await loadDrawnImages(page);
  await prepareSmall(page, 1, MANY_STEPS, ["direction"]);
  await page.getByRole("button", { name: "One step" }).click();
  await expect.poll(async () => (await runOf(page)).step).toBe(1);
  const factor = field(page, "Learning rate ×");
  await factor.fill("0,5");
  await factor.press("Enter");
  await expect.poll(async () => (await runOf(page)).rateFactor).toBe(0.5);
  await factor.fill("1000");
  await factor.press("Enter");
  await expect(
    page.getByRole("alert").filter({ hasText: "1000 is too large: the largest is 100" }),
  ).toBeVisible();
  expect((await runOf(page)).rateFactor).toBe(0.5);
  await factor.fill("7");
  await page.getByRole("button", { name: "Stop" }).click();
  await expect(factor).toBeDisabled();
  await expect(factor).toHaveValue("1");
});
