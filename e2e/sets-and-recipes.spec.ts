import { expect, type Page, test } from "@playwright/test";
import { DRAWN_IMAGES, loadDrawnImages } from "./drawn-images.ts";
import { datasetOf, openLab, openRecipeSection, openWithImages, reloadLab, trainSmall } from "./lab-page.ts";
import { expectNoViolations } from "./no-violations.ts";
import { onePage } from "./one-page.ts";

/** The value beside a term of the dataset's facts. */
const fact = (page: Page, term: string) =>
  page.getByRole("tabpanel").locator("dt", { hasText: term }).locator("xpath=following-sibling::dd[1]");
const pairing = (page: Page) => page.getByRole("region", { name: "Pairing" });

async function chooseSet(page: Page, set: string): Promise<void> {
  await page.getByRole("tabpanel").getByRole("combobox", { name: "Set" }).click();
  await page.getByRole("option", { name: set, exact: true }).click();
}

test.describe("one page", () => {
  const lab = onePage(openWithImages);

  test("sets of many images are assigned at once and undone; nothing to train on is said", async () => {
    const { page, pageErrors } = lab();
    await page.getByRole("tab", { name: "Images" }).click();
    const before = await fact(page, "To validate on").textContent();
    await page.keyboard.press("d");
    await page.getByRole("searchbox", { name: "Search names" }).fill("cells_");
    await pairing(page).getByRole("checkbox", { name: "Select all images shown" }).check();
    await pairing(page).getByRole("button", { name: "Validation", exact: true }).click();
    await expect(fact(page, "To validate on")).toHaveText(`${DRAWN_IMAGES} images`);
    await expect(page.getByRole("tabpanel").getByText("There is no image to train on.")).toBeVisible();
    const train = page.getByRole("button", { name: "Train", exact: true });
    await expect(train).toBeDisabled();
    await expect(train).toHaveAccessibleDescription(/^No image is left to train on/);
    await expectNoViolations(page, "images assigned together", "main");

    await pairing(page).getByRole("button", { name: "Undo" }).click();
    await expect(fact(page, "To validate on")).toHaveText(before ?? "");
    await expect(train).toBeEnabled();
    expect(pageErrors).toEqual([]);
  });

  test("a recipe is saved under a name, chosen, replaced and deleted, with an undo", async () => {
    const { page, pageErrors } = lab();
    await page.getByRole("tab", { name: "Train" }).click();
    await openRecipeSection(page, "Images and crop");
    const panel = page.getByRole("tabpanel");
    const menu = panel.getByRole("combobox", { name: "Recipe" });
    const crop = panel.getByRole("textbox", { name: "Crop", exact: true });
    const dialog = page.getByRole("dialog", { name: "Save the recipe" });
    const choose = async (name: string) => {
      await menu.click();
      await page.getByRole("option", { name }).first().click();
    };
    const setCrop = async (value: string) => {
      await crop.fill(value);
      await crop.press("Enter");
    };

    await setCrop("96");
    await panel.getByRole("button", { name: "Save as…" }).click();
    await expectNoViolations(page, "the form for a name", "[role=dialog]");
    await dialog.getByRole("textbox", { name: "Name" }).fill("Quick");
    await dialog.getByRole("button", { name: "Save" }).click();
    await expect(dialog.getByRole("status")).toContainText("built-in recipe");
    await dialog.getByRole("textbox", { name: "Name" }).fill("nuclei 20x");
    await page.keyboard.press("Enter");
    await expect(dialog).toHaveCount(0);
    await expect(menu).toHaveText("nuclei 20x");
    await expect(panel.getByText("Saved in this browser.")).toBeVisible();

    await choose("Tiny");
    await reloadLab(page);
    await page.getByRole("tab", { name: "Train" }).click();
    await openRecipeSection(page, "Images and crop");
    await expect(menu).toHaveText("Tiny");
    await choose("nuclei 20x");
    await expect(crop).toHaveValue("96");

    await setCrop("112");
    await expect(panel.getByText("Changed after it was saved.")).toBeVisible();
    await panel.getByRole("button", { name: "Save as…" }).click();
    await expect(dialog.getByRole("status")).toContainText("It will be replaced");
    await dialog.getByRole("button", { name: "Replace" }).click();
    await expect(panel.getByText('Replaced "nuclei 20x".')).toBeVisible();
    await panel.getByRole("button", { name: "Undo" }).click();
    await expect(panel.getByText("Changed after it was saved.")).toBeVisible();
    await choose("Tiny");
    await choose("nuclei 20x");
    await expect(crop).toHaveValue("96");

    await panel.getByRole("button", { name: "Delete the recipe nuclei 20x" }).click();
    await panel.getByRole("button", { name: "Undo" }).click();
    await reloadLab(page);
    await page.getByRole("tab", { name: "Train" }).click();
    await menu.click();
    await expect(page.getByRole("option", { name: "nuclei 20x" })).toBeVisible();
    expect(pageErrors).toEqual([]);
  });

  test("an image assigned by hand is used as told, also after a reload", async () => {
    const { page, pageErrors } = lab();
    await page.getByRole("tab", { name: "Images" }).click();
    await page.getByRole("button", { name: /^cells_2/ }).click();
    await expect(page.getByRole("tabpanel").getByRole("combobox", { name: "Set" })).toHaveText(
      /^Automatic: /,
    );
    await chooseSet(page, "Prediction");
    await expect(fact(page, "To predict")).toHaveText("1 image");
    await expect(page.getByRole("button", { name: /^cells_2/ })).toContainText("prediction");
    await expectNoViolations(page, "an image assigned by hand", '[aria-label="Settings"]');
    // The keys of the menu do not move through the images, and Delete in it removes none.
    const menu = page.getByRole("tabpanel").getByRole("combobox", { name: "Set" });
    await menu.focus();
    await page.keyboard.press("Delete");
    await page.keyboard.press("ArrowDown");
    await expect(page.getByRole("option", { name: "Excluded", exact: true })).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(page.getByRole("button", { name: /^cells_2/ })).toHaveAttribute("aria-pressed", "true");
    expect((await datasetOf(page)).records).toHaveLength(DRAWN_IMAGES);
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
});

test("recipes saved by two tabs are kept, and damaged ones are set aside", async ({ page, context }) => {
  const pageErrors = await openLab(page);
  await loadDrawnImages(page);
  const other = await context.newPage();
  await openLab(other);
  const save = async (tab: Page, name: string) => {
    await tab.getByRole("tab", { name: "Train" }).click();
    await tab.getByRole("button", { name: "Save as…" }).click();
    await tab.getByRole("dialog").getByRole("textbox", { name: "Name" }).fill(name);
    await tab.keyboard.press("Enter");
    await expect(tab.getByRole("dialog")).toHaveCount(0);
  };
  await save(page, "recipe of tab 1");
  await save(other, "recipe of tab 2");
  await page.getByRole("tabpanel").getByRole("combobox", { name: "Recipe" }).click();
  await expect(page.getByRole("option", { name: "recipe of tab 1" })).toBeVisible();
  await expect(page.getByRole("option", { name: "recipe of tab 2" })).toBeVisible();
  await other.close();

  await page.evaluate(() => localStorage.setItem("direction-lab.recipes", "{damaged"));
  await reloadLab(page);
  await expect(page.getByText("The saved recipes are damaged or of another version.")).toBeVisible();
  expect(await page.evaluate(() => localStorage.getItem("direction-lab.recipes-damaged"))).toBe("{damaged");
  await save(page, "another recipe");
  expect(pageErrors).toEqual([]);
});
