import { expect, type Page, test } from "@playwright/test";
import { waitForLab } from "../cli/wait-for-lab.ts";
import { openLab } from "./lab-page.ts";
import { expectNoViolations } from "./no-violations.ts";

const panel = (page: Page) => page.getByRole("tabpanel");
const offer = (page: Page) => page.getByRole("dialog", { name: "Apply this recipe?" });
const batch = (page: Page) => panel(page).getByRole("textbox", { name: "Batch", exact: true });
const fragment = (page: Page) => page.evaluate(() => location.hash);

async function setBatch(page: Page, value: string): Promise<void> {
  await batch(page).fill(value);
  await batch(page).press("Enter");
}

/** Chooses a file that holds a text as the recipe to open. */
const openFile = (page: Page, text: string) =>
  page
    .getByLabel("Recipe file")
    .setInputFiles({ name: "mine.json", mimeType: "application/json", buffer: Buffer.from(text) });

test("a link to a recipe is shown as differences on another page, and applied by a click, with an undo", async ({
  page,
  browser,
}) => {
  const pageErrors = await openLab(page);
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.getByRole("tab", { name: "Train" }).click();
  await setBatch(page, "7");
  await panel(page).getByRole("button", { name: "Copy link" }).click();
  await expect(panel(page).getByText("Link copied.")).toBeVisible();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  expect(link).toMatch(/\/#recipe=[\w-]{20,1000}$/);
  await setBatch(page, "8");
  await expect(panel(page).getByText("Link copied.")).toHaveCount(0);

  // Another person's browser: nothing is stored in it.
  const context = await browser.newContext();
  const other = await context.newPage();
  const otherErrors: string[] = [];
  other.on("pageerror", (error) => otherErrors.push(String(error)));
  await other.goto(link);
  await waitForLab(other);
  await expect(offer(other)).toContainText("It differs from the present recipe in 1 setting.");
  await expect(offer(other).getByRole("row", { name: "Batch 4 7" })).toBeVisible();
  await expectNoViolations(other, "the recipe of a link");
  expect(await fragment(other)).toContain("#recipe=");
  await offer(other).getByRole("button", { name: "Apply" }).click();
  expect(await fragment(other)).toBe("");
  await other.getByRole("tab", { name: "Train" }).click();
  await expect(batch(other)).toHaveValue("7");
  await other.getByRole("button", { name: "Undo: restore the earlier recipe" }).click();
  await expect(batch(other)).toHaveValue("4");

  await other.evaluate(() => {
    location.hash = "#recipe=damaged";
  });
  await expect(other.getByText("The recipe in this link is damaged.")).toBeVisible();
  await other.getByRole("button", { name: "Dismiss" }).click();
  expect(await fragment(other)).toBe("");
  await expect(batch(other)).toHaveValue("4");
  expect(otherErrors).toEqual([]);
  await context.close();
  expect(pageErrors).toEqual([]);
});

test("a recipe is saved as a file and opened again; an invalid one is refused by the name of its field", async ({
  page,
}) => {
  const pageErrors = await openLab(page);
  await page.getByRole("tab", { name: "Train" }).click();
  await setBatch(page, "7");
  const downloading = page.waitForEvent("download");
  await panel(page).getByRole("button", { name: "Save file" }).click();
  const saved = await downloading;
  await setBatch(page, "8");
  await page.getByLabel("Recipe file").setInputFiles(await saved.path());
  await expect(offer(page).getByRole("row", { name: "Batch 8 7" })).toBeVisible();
  await offer(page).getByRole("button", { name: "Dismiss" }).click();
  await expect(batch(page)).toHaveValue("8");

  for (const [text, sentence] of [
    ['{"version":4,"name":"a","batch":999}', "mine.json: This recipe cannot be used: batch should be <=256"],
    ['{"version":4,"name":"a","__proto__":{}}', "__proto__ is not a setting"],
    ["{", "mine.json: This is not JSON, so it is not a recipe."],
  ]) {
    await openFile(page, text);
    await expect(page.getByText(sentence)).toBeVisible();
  }
  // A dropped file is taken like a chosen one.
  await page.evaluate(() => {
    const data = new DataTransfer();
    data.items.add(new File(['{"version":4,"name":"dropped","seed":9}'], "dropped.json"));
    window.dispatchEvent(new DragEvent("drop", { dataTransfer: data, bubbles: true }));
  });
  await expect(offer(page)).toContainText('The file dropped.json holds the recipe "dropped".');
  await offer(page).getByRole("button", { name: "Apply" }).click();
  await expect(panel(page).getByRole("combobox", { name: "Recipe" })).toHaveText("dropped");
  await expect(batch(page)).toHaveValue("4");
  expect(pageErrors).toEqual([]);
});
