import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { datasetOf, dropFromDisk, openLab, reloadLab, runOf, trainSmall } from "./lab-page.ts";
import { writePng } from "./write-png.ts";

const SIDE = 64;
const COLUMN = 16;

let folder = "";

test.beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "lab-"));
});

test.afterEach(() => {
  rmSync(folder, { recursive: true });
});

const png = (path: string, valueAt: (pixel: number) => number) => writePng(join(folder, path), SIDE, valueAt);

const photo = (path: string, seed: number) => png(path, (pixel) => (pixel * 7 + seed) % 251);
/** Four cells side by side, with background between. */
const mask = (path: string) =>
  png(path, (pixel) => (pixel % COLUMN < 3 ? 0 : 1 + Math.floor((pixel % SIDE) / COLUMN)));

test("an image without a mask is kept and shown, but not used for training", async ({ page }) => {
  const pageErrors = await openLab(page);
  for (const [index, place] of ["train", "train", "val"].entries()) {
    photo(`set/${place}/images/cell${index}.png`, index);
    mask(`set/${place}/masks/cell${index}.png`);
  }
  photo("set/photo.png", 9);
  await dropFromDisk(page, [join(folder, "set")]);
  expect((await datasetOf(page)).records).toHaveLength(4);
  expect((await datasetOf(page)).refused).toEqual([]);

  await page.getByRole("tab", { name: "Images" }).click();
  const row = (name: string) => page.getByRole("button", { name: new RegExp(`^${name}`) });
  await expect(row("photo")).toContainText("no mask");
  await expect(row("cell2")).toContainText("validation");
  await expect(row("cell0")).not.toContainText("validation");
  await expect(page.getByRole("term").filter({ hasText: "To predict" })).toBeVisible();
  await expect(page.getByText("1 image, by folder")).toBeVisible();

  await row("photo").click();
  const fields = page.getByRole("region", { name: "Fields" });
  await expect(fields).toContainText("This image has no masks, so it has no targets.");
  await expect(fields.getByRole("list", { name: "Panels" }).getByRole("heading")).toHaveText(["image"]);
  await expect(page.getByText(/^No labels were found for this image/)).toBeVisible();

  expect((await trainSmall(page, 1, 2, ["semantic"])).error).toBeNull();
  await page.getByRole("radio", { name: "Whole image" }).or(page.getByText("Whole image")).first().click();
  await expect(fields.getByRole("list", { name: "Panels" }).getByRole("heading")).toHaveText([
    "image",
    "predicted mask",
  ]);
  expect(pageErrors).toEqual([]);
});

test("with unlabelled images only, the page explains why training is blocked and how masks are found", async ({
  page,
}) => {
  const pageErrors = await openLab(page);
  const first = photo("images/a.png", 1);
  await dropFromDisk(page, [first, photo("images/b.png", 2)]);
  await expect.poll(async () => (await datasetOf(page)).records.length).toBe(2);
  await page.getByRole("tab", { name: "Images" }).click();
  const warning = page.getByRole("tabpanel").getByText("No image has a mask");
  await expect(warning).toBeVisible();
  await page.evaluate(() => window.directionLab.train());
  expect((await runOf(page)).error).toContain("NAME_masks");

  mask("masks/a.png");
  await dropFromDisk(page, [join(folder, "images"), join(folder, "masks")]);
  await expect(warning).toBeHidden();
  const named = async () =>
    (await datasetOf(page)).records.map(({ name, labelled }) => `${name} ${labelled}`);
  expect(await named()).toEqual(["a true", "b false"]);
  await reloadLab(page);
  await expect.poll(named).toEqual(["a true", "b false"]);

  await dropFromDisk(page, [first]);
  expect(await named()).toEqual(["a true", "b false"]);
  expect(pageErrors).toEqual([]);
});
