import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, type Page, test } from "@playwright/test";
import { zipSync } from "fflate";
import { DRAWN_IMAGES, loadDrawnImages } from "./drawn-images.ts";
import { datasetOf, dropFromDisk, openLab, reloadLab } from "./lab-page.ts";
import { labels, photo, writeMixedFolder } from "./mixed-folder.ts";
import { expectNoViolationsInAnyTheme } from "./no-violations.ts";

const table = (page: Page) => page.getByRole("region", { name: "Pairing" });
const row = (page: Page, name: string) => table(page).getByRole("row").filter({ hasText: name });
const rows = (page: Page) =>
  table(page)
    .getByRole("row")
    .filter({ has: page.locator("[data-row]") });

const recordsAre = (page: Page, count: number) =>
  expect.poll(async () => (await datasetOf(page)).records.length).toBe(count);

async function chooseFilter(page: Page, name: string): Promise<void> {
  await page.getByRole("radio", { name, exact: true }).click();
}

const setOf = (page: Page, name: string) => row(page, name).getByRole("combobox", { name: `Set of ${name}` });

async function chooseSet(page: Page, name: string, set: string): Promise<void> {
  await setOf(page, name).click();
  await page.getByRole("option", { name: set, exact: true }).click();
}

test("a dropped dataset can be filtered, paired by hand and excluded from; exclusions persist", async ({
  page,
}, testInfo) => {
  const pageErrors = await openLab(page);
  await dropFromDisk(page, [writeMixedFolder(testInfo.outputPath())]);
  await expect(
    page.getByText(
      "3 files were not used. 2 images have no masks. They will be segmented, not trained on. 1 image has notes.",
    ),
  ).toBeVisible();
  await page.getByRole("button", { name: "Pairing" }).first().click();

  await expect(rows(page)).toHaveCount(8);
  await expect(row(page, "good_1")).toContainText("same name in masks/");
  await expect(row(page, "good_1")).toContainText("16");
  await expect(row(page, "noted")).toContainText("noted");
  await chooseFilter(page, "Refused 3");
  await expect(row(page, "broken.png")).toContainText("refused");
  await expect(rows(page).filter({ hasText: "The sizes differ" })).toHaveCount(1);
  await chooseFilter(page, "Unpaired 2");
  await expect(rows(page)).toHaveCount(2);

  await table(page)
    .getByRole("button", { name: /^Pair .*drawn by Ana/ })
    .click();
  await table(page)
    .getByRole("button", { name: /field_07\.png is its mask/ })
    .click();
  await expect(table(page).getByRole("status")).toContainText("drawn by Ana.png with field_07.png: ");
  await recordsAre(page, 5);
  await table(page).getByRole("button", { name: "Swap and try again" }).click();
  await expect(table(page).getByRole("status")).toContainText("Paired field_07.png with drawn by Ana.png.");
  await recordsAre(page, 4);

  await table(page).getByRole("button", { name: "Undo" }).click();
  await expect(rows(page)).toHaveCount(2);
  await recordsAre(page, 5);
  await row(page, "drawn by Ana").dragTo(row(page, "field_07"));
  await recordsAre(page, 4);

  await chooseFilter(page, "All 7");
  await page.getByRole("searchbox", { name: "Search names" }).fill("ANA");
  await expect(rows(page)).toHaveCount(1);
  await expect(row(page, "field_07")).toContainText("paired by hand");
  await page.getByRole("searchbox", { name: "Search names" }).fill("");

  await chooseSet(page, "good_1", "Excluded");
  await expect(setOf(page, "good_1")).toHaveText("Excluded");
  await expect(page.getByRole("term").filter({ hasText: "Excluded" })).toBeVisible();
  await reloadLab(page);
  await recordsAre(page, 4);
  // The page opens in the view in which it was left.
  await expect(rows(page)).toHaveCount(4);
  await expect(setOf(page, "good_1")).toHaveText("Excluded");
  await expect(setOf(page, "good_2")).toHaveText(/^Automatic: /);
  expect(pageErrors).toEqual([]);
});

test("with every image excluded, training is blocked with a reason", async ({ page }) => {
  await openLab(page);
  await loadDrawnImages(page);
  await page.keyboard.press("d");
  await table(page).getByRole("checkbox", { name: "Select all images shown" }).check();
  await table(page).getByRole("button", { name: "Excluded", exact: true }).click();
  await expect(page.getByRole("radio", { name: `Excluded ${DRAWN_IMAGES}` })).toBeVisible();
  const train = page.getByRole("button", { name: "Train", exact: true });
  await expect(train).toBeDisabled();
  await expect(train).toHaveAccessibleDescription(/^No image is left to train on/);
  await table(page).getByRole("button", { name: "Automatic", exact: true }).click();
  await expect(page.getByRole("radio", { name: "Excluded 0" })).toBeVisible();
});

test("no accessibility violation in the table, in either theme", async ({ page }, testInfo) => {
  await openLab(page);
  await dropFromDisk(page, [writeMixedFolder(testInfo.outputPath())]);
  await expectNoViolationsInAnyTheme(page, "what the import leaves to look at");
  await page.keyboard.press("d");
  await chooseSet(page, "good_1", "Excluded");
  await row(page, "good_2").getByRole("checkbox").check();
  await expectNoViolationsInAnyTheme(page, "a selection", "main");
  await row(page, "good_2").getByRole("checkbox").uncheck();
  await table(page)
    .getByRole("button", { name: /^Pair .*field_07/ })
    .click();
  await row(page, "noted").click();
  await expectNoViolationsInAnyTheme(page, "a file waits for its partner", "main");
});

test("a table of a thousand rows renders only visible ones; keys reach all", async ({ page }, testInfo) => {
  const count = 1000;
  const pixels = photo(1);
  const entries = Array.from({ length: count }, (_, index) => [`masks/${index}.png`, pixels] as const);
  const zip = join(testInfo.outputPath(), "many.zip");
  await openLab(page);
  mkdirSync(testInfo.outputPath(), { recursive: true });
  writeFileSync(zip, zipSync(Object.fromEntries(entries), { level: 0 }));
  await dropFromDisk(page, [zip]);
  await page.keyboard.press("d");
  await expect(page.getByRole("radio", { name: "Unpaired 1,000" })).toBeVisible();
  expect(await rows(page).count()).toBeLessThan(60);
  await table(page).locator('[data-row="0"]').focus();
  for (let step = 0; step < 40; step++) await page.keyboard.press("ArrowDown");
  await expect(table(page).locator('[data-row="40"]')).toBeFocused();
  // Key presses faster than the rows are drawn count as well.
  await page.evaluate(() => {
    for (let step = 0; step < 40; step++) {
      const press = new KeyboardEvent("keydown", { key: "ArrowDown", bubbles: true, cancelable: true });
      document.activeElement?.dispatchEvent(press);
    }
  });
  await expect(table(page).locator('[data-row="80"]')).toBeFocused();
  await page.keyboard.press("End");
  await expect(table(page).locator(`[data-row="${count - 1}"]`)).toBeFocused();
  await page.keyboard.press("Home");
  await expect(table(page).locator('[data-row="0"]')).toBeFocused();
  expect(await rows(page).count()).toBeLessThan(60);
});

async function paste(page: Page, content: { name?: string; text?: string; html?: string }, into = "body") {
  const bytes = [...photo(9)];
  await page.evaluate(
    ({ name, text, html, bytes, into }) => {
      const clipboardData = new DataTransfer();
      if (name) clipboardData.items.add(new File([new Uint8Array(bytes)], name, { type: "image/png" }));
      if (text) clipboardData.setData("text/plain", text);
      if (html) clipboardData.setData("text/html", html);
      const event = new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true });
      document.querySelector(into)?.dispatchEvent(event);
    },
    { ...content, bytes, into },
  );
}

test("pasted images are imported, links are not followed, and text fields keep pasted text", async ({
  page,
}) => {
  const pageErrors = await openLab(page);
  const names = async () => (await datasetOf(page)).records.map(({ source }) => source).sort();
  await paste(page, { name: "image.png", html: "<img src='https://example.org/a.png'>" });
  await expect.poll(names).toEqual(["pasted image 1.png"]);
  await paste(page, { name: "cell.png" });
  await expect.poll(names).toEqual(["cell.png", "pasted image 1.png"]);
  await paste(page, { text: "https://example.org/a.png" });
  await expect(page.getByRole("alert")).toContainText("Nothing is fetched from the network");
  await page.keyboard.press("d");
  await expect(rows(page)).toHaveCount(2);
  await paste(page, { name: "typed.png" }, "input[type=search]");
  await paste(page, { name: "image.png" });
  await expect.poll(names).toEqual(["cell.png", "pasted image 1.png", "pasted image 2.png"]);
  expect(pageErrors).toEqual([]);
});

test("probable pairs of images and labels are offered and paired with a click", async ({
  page,
}, testInfo) => {
  const pageErrors = await openLab(page);
  const folder = testInfo.outputPath("unnamed");
  for (const [path, bytes] of [
    ["a/1.png", photo(1)],
    ["a/2.png", photo(2)],
    ["z/1_nuc.png", labels()],
    ["z/2_nuc.png", labels()],
  ] as const) {
    mkdirSync(join(folder, path, ".."), { recursive: true });
    writeFileSync(join(folder, path), bytes);
  }
  await dropFromDisk(page, [folder]);
  expect((await datasetOf(page)).records.filter(({ labelled }) => labelled)).toEqual([]);
  // Several notices have one line each until they are opened; their acts are at hand.
  const notices = page.getByRole("button", { name: "2 notices" });
  await expect(notices).toHaveAttribute("aria-expanded", "false");
  const offer = page.getByText("These 2 files look like labels of those 2 images: pair them?");
  await expect(offer).toBeVisible();
  const heightOf = async () => (await offer.boundingBox())?.height ?? 0;
  const line = await heightOf();
  await notices.click();
  await expect(page.getByRole("button", { name: "Dismiss" })).toHaveCount(2);
  await expect.poll(heightOf).toBeGreaterThan(line);
  await notices.click();
  await expect(page.getByRole("button", { name: "Dismiss" })).toHaveCount(0);
  await expect.poll(heightOf).toBe(line);
  await page.getByRole("button", { name: "Pair them" }).click();
  await expect.poll(async () => (await datasetOf(page)).records.map(({ cells }) => cells)).toEqual([16, 16]);
  await expect(page.getByRole("button", { name: "Pair them" })).toHaveCount(0);
  expect(pageErrors).toEqual([]);
});
