import { expect, test } from "@playwright/test";
import { DRAWN_IMAGES, loadDrawnImages } from "./drawn-images.ts";
import { datasetOf, drawSample, openLab, reloadLab } from "./lab-page.ts";

/** Room for some of the built-in sample's images, which take a third of a megabyte each. */
const LITTLE_ROOM = 3_000_000;
const BUILT_IN_IMAGES = 24;

test("with full storage, images are kept in memory until the page is closed, with a notice", async ({
  page,
}) => {
  const pageErrors = await openLab(page);
  const client = await page.context().newCDPSession(page);
  const { origin } = new URL(page.url());
  await client.send("Storage.overrideQuotaForOrigin", { origin, quotaSize: LITTLE_ROOM });
  await drawSample(page, "phase");
  const { records, inMemory, error } = await datasetOf(page);
  expect([records.length, error]).toEqual([BUILT_IN_IMAGES, null]);
  expect(inMemory?.reason).toBe("full");
  expect(inMemory?.files).toBeGreaterThan(0);
  await expect(page.getByText("are kept in memory only, until the page is closed.")).toBeVisible();

  // The last of them is shown from memory.
  const last = records[records.length - 1].name;
  await page.getByRole("button", { name: last }).first().click();
  await expect(page.getByRole("alert")).toHaveCount(0);

  await reloadLab(page);
  const kept = (await datasetOf(page)).records.length;
  expect(kept).toBe(BUILT_IN_IMAGES - (inMemory?.files ?? 0));
  expect(pageErrors).toEqual([]);
});

test("images already present are counted and reported", async ({ page }) => {
  const pageErrors = await openLab(page);
  await loadDrawnImages(page);
  await expect(page.getByText("already present")).toHaveCount(0);
  await loadDrawnImages(page);
  expect((await datasetOf(page)).records.length).toBe(DRAWN_IMAGES);
  const line = page.getByText(`${DRAWN_IMAGES} images were already present and were not added again.`);
  await expect(line).toBeVisible();
  await page.getByRole("button", { name: "Dismiss" }).click();
  await expect(line).toHaveCount(0);
  expect(pageErrors).toEqual([]);
});

test("a browser that refuses to store settings opens the page and reads images", async ({ page }) => {
  await page.addInitScript(() => {
    const refuse = () => {
      throw new DOMException("Access is denied for this document.", "SecurityError");
    };
    Object.defineProperty(window, "localStorage", { get: refuse, configurable: true });
  });
  const pageErrors = await openLab(page);
  await loadDrawnImages(page);
  expect((await datasetOf(page)).records.length).toBe(DRAWN_IMAGES);
  expect(pageErrors).toEqual([]);
});
