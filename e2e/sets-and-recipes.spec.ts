import { expect, type Page, test } from "@playwright/test";
import { DRAWN_IMAGES, loadDrawnImages } from "./drawn-images.ts";
import { datasetOf, openLab, reloadLab, trainSmall } from "./lab-page.ts";
import { expectNoViolations } from "./no-violations.ts";

/** The value beside a term of the dataset's facts. */
const fact = (page: Page, term: string) =>
  page.getByRole("tabpanel").locator("dt", { hasText: term }).locator("xpath=following-sibling::dd[1]");
const pairing = (page: Page) => page.getByRole("region", { name: "Pairing" });

async function chooseSet(page: Page, set: string): Promise<void> {
  await page.getByRole("tabpanel").getByRole("combobox", { name: "Set" }).click();
  await page.getByRole("option", { name: set, exact: true }).click();
}

test("an image assigned by hand is used as told, also after a reload", async ({ page }) => {
  const pageErrors = await openLab(page);
  await loadDrawnImages(page);
  await page.getByRole("tab", { name: "Data" }).click();
  await page.getByRole("button", { name: /^cells_2/ }).click();
  await expect(page.getByRole("tabpanel").getByRole("combobox", { name: "Set" })).toHaveText(/^Automatic: /);
  await chooseSet(page, "Prediction");
  await expect(fact(page, "To predict")).toHaveText("1 image");
  await expect(page.getByRole("button", { name: /^cells_2/ })).toContainText("prediction");
  await expectNoViolations(page, "an image assigned by hand");
  await reloadLab(page);
  await expect(fact(page, "To predict")).toHaveText("1 image");

  expect((await trainSmall(page, 1, 2, ["semantic"])).error).toBeNull();
  await page.evaluate(() =>
    window.directionLab.findCells({
      scope: "prediction",
      gate: "predicted",
      testTimeAugmentation: false,
      method: "components",
      parameters: {},
    }),
  );
  const { records } = await datasetOf(page);
  const found = await page.evaluate(() => window.directionLab.cells().images.map(({ imageId }) => imageId));
  expect(records.filter(({ id }) => found.includes(id)).map(({ name }) => name)).toEqual(["cells_2"]);
  expect(pageErrors).toEqual([]);
});

test("sets of many images are assigned at once and undone; nothing to train on is said", async ({ page }) => {
  const pageErrors = await openLab(page);
  await loadDrawnImages(page);
  await page.getByRole("tab", { name: "Data" }).click();
  const before = await fact(page, "To validate on").textContent();
  await page.keyboard.press("d");
  await pairing(page).getByRole("searchbox", { name: "Search names" }).fill("cells_");
  await pairing(page).getByRole("checkbox", { name: "Select all images shown" }).check();
  await pairing(page).getByRole("button", { name: "Validation", exact: true }).click();
  await expect(fact(page, "To validate on")).toHaveText(`${DRAWN_IMAGES} images`);
  await expect(page.getByRole("tabpanel").getByText("There is no image to train on.")).toBeVisible();
  await page.getByRole("button", { name: "Train", exact: true }).click();
  await expect(page.getByRole("alert")).toContainText("No image is left to train on");
  await expectNoViolations(page, "images assigned together");

  await pairing(page).getByRole("button", { name: "Undo" }).click();
  await expect(fact(page, "To validate on")).toHaveText(before ?? "");
  await expect(page.getByRole("alert").filter({ hasText: "No image is left" })).toHaveCount(0);
  expect(pageErrors).toEqual([]);
});
