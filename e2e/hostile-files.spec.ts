import { readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, type Page, test } from "@playwright/test";
import { loadDrawnImages } from "./drawn-images.ts";
import { datasetOf, dropFromDisk, openLab } from "./lab-page.ts";
import { onePage } from "./one-page.ts";
import { SHARED_DATA, SHARED_DATA_ABSENT, WITHOUT_SHARED_DATA } from "./shared-data.ts";

test.skip(SHARED_DATA_ABSENT, WITHOUT_SHARED_DATA);

/**
 * Files of `bad` that are images, tables or archives in formats of this lab; each must be refused by name.
 */
const REFUSED = [
  "bad_offset.tif",
  "huge_header.png",
  "text.png",
  "truncated.png",
  "truncated.tif",
  "truncated.zip",
  "zero.png",
  "bomb.zip",
  "script.svg",
  "object.npy",
  "no_columns.csv",
  "unknown_image.csv",
];

async function loadSample(page: Page): Promise<number> {
  await loadDrawnImages(page);
  return (await datasetOf(page)).records.length;
}

async function nothingRan(page: Page): Promise<void> {
  const polluted = await page.evaluate(() => Object.hasOwn(Object.prototype, "polluted"));
  expect(polluted).toBe(false);
  expect(new URL(page.url()).pathname).toBe("/");
}

const lab = onePage(openLab);

test("file names are shown as text", async () => {
  const { page, pageErrors } = lab();
  await dropFromDisk(page, [join(SHARED_DATA, "bad_more", "names.zip")]);
  expect((await datasetOf(page)).records).toHaveLength(13);
  await page.getByRole("tab", { name: "Images" }).click();
  // biome-ignore lint/suspicious/noTemplateCurlyInString: the name of a file, never a template
  await expect(page.getByText("${alert(1)} {{7*7}}", { exact: true }).first()).toBeVisible();
  expect(await page.locator("script:not([src])").count()).toBe(0);
  await nothingRan(page);
  expect(pageErrors).toEqual([]);
});

test("each hostile file is refused with its name and a reason; loaded data is kept", async () => {
  const { page, pageErrors } = lab();
  const before = await loadSample(page);
  const reasons = new Set<string>();
  for (const name of REFUSED) {
    await dropFromDisk(page, [join(SHARED_DATA, "bad", name)]);
    const { records, refused } = await datasetOf(page);
    expect(
      refused.some(({ file }) => file.includes(name)),
      name,
    ).toBe(true);
    expect(records.length, name).toBe(before);
    for (const { reason } of refused) {
      expect(reason.length).toBeGreaterThan(10);
      reasons.add(reason);
    }
  }
  expect(reasons.size).toBeGreaterThan(6);
  await nothingRan(page);
  expect(pageErrors).toEqual([]);
});

test("folders of hostile files leave the page unchanged", async () => {
  const { page, pageErrors } = lab();
  const before = await loadSample(page);
  await dropFromDisk(page, [join(SHARED_DATA, "bad")]);
  expect((await datasetOf(page)).refused.length).toBeGreaterThan(10);
  expect((await datasetOf(page)).records.length).toBeGreaterThanOrEqual(before);

  const archives = join(SHARED_DATA, "bad_more", "zip");
  await dropFromDisk(
    page,
    readdirSync(archives).map((name) => join(archives, name)),
  );
  const { refused, error } = await datasetOf(page);
  expect(refused.some(({ file }) => file.includes("encrypted_flag.zip"))).toBe(true);
  expect(error).toBeNull();
  await nothingRan(page);
  expect(pageErrors).toEqual([]);
});
