import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, type Page, test } from "@playwright/test";
import { zipSync } from "fflate";
import { datasetOf, dropFromDisk, openLab, reloadLab } from "./lab-page.ts";
import { writePng } from "./write-png.ts";

const SIDE = 32;

let folder = "";

test.beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "lab-"));
});

test.afterEach(() => {
  rmSync(folder, { recursive: true });
});

const png = (path: string, valueAt: (pixel: number) => number) => writePng(join(folder, path), SIDE, valueAt);

/** A different image for each seed. */
const pixels = (path: string, seed: number) => png(path, (pixel) => (pixel * 7 + 31 * seed) % 251);
/** Two cells. */
const mask = (path: string) => png(path, (pixel) => (pixel % SIDE < 3 ? 0 : pixel % SIDE < 16 ? 1 : 2));

function pair(image: string, labels: string, seed: number): string[] {
  return [pixels(image, seed), mask(labels)];
}

function zipOf(name: string, files: readonly string[]): string {
  const entries = files.map((path) => [path.slice(folder.length + 1), readFileSync(path)] as const);
  writeFileSync(join(folder, name), zipSync(Object.fromEntries(entries)));
  return join(folder, name);
}

/** Drops, and expects this many images, all with their two cells. */
async function dropTo(page: Page, paths: readonly string[], images: number): Promise<void> {
  await dropFromDisk(page, paths);
  const { records, refused } = await datasetOf(page);
  expect(refused).toEqual([]);
  expect(records.map(({ labelled, cells }) => [labelled, cells])).toEqual(Array(images).fill([true, 2]));
}

test("imports files, a folder, nested folders, a zip, several of these, and all of them again", async ({
  page,
}) => {
  const pageErrors = await openLab(page);
  await dropTo(page, pair("loose.png", "loose_masks.png", 1), 1);

  pair("flat/images/a.png", "flat/masks/a.png", 2);
  await dropTo(page, [join(folder, "flat")], 2);

  pair("deep/plate/well/images/b.png", "deep/plate/well/masks/b.png", 3);
  await dropTo(page, [join(folder, "deep")], 3);

  await dropTo(page, [zipOf("packed.zip", pair("p/images/c.png", "p/masks/c.png", 4))], 4);

  pair("more/images/d.png", "more/masks/d.png", 5);
  const zip = zipOf("other.zip", pair("q/images/e.png", "q/masks/e.png", 6));
  const several = [join(folder, "more"), zip, ...pair("f.png", "f_masks.png", 7)];
  await dropTo(page, several, 7);

  await dropTo(page, [...several, join(folder, "flat")], 7);
  expect((await datasetOf(page)).alreadyThere).toBe(4);
  await expect(page.getByText(/4 images .* already/)).toBeVisible();
  expect(pageErrors).toEqual([]);
});

test("a second drop completes the first, in either order", async ({ page }) => {
  const pageErrors = await openLab(page);
  const images = ["a.png", "b.png", "c.png"].map((name, seed) => pixels(name, seed + 1));
  await dropFromDisk(page, images);
  expect((await datasetOf(page)).records).toHaveLength(3);

  const table = join(folder, "train.csv");
  writeFileSync(table, "id,annotation\na,1 40\na,100 9\nb,1 5\nb,70 9\nmissing,1 2\n");
  await dropFromDisk(page, [table]);
  const cells = async () => (await datasetOf(page)).records.map(({ name, cells }) => [name, cells]);
  expect(await cells()).toEqual([
    ["a", 2],
    ["b", 2],
    ["c", 0],
  ]);
  const { refused, alreadyThere } = await datasetOf(page);
  expect(refused.map(({ reason }) => reason)).toEqual([expect.stringMatching(/an image .*"missing"/)]);
  expect(alreadyThere).toBe(0);

  await dropFromDisk(page, [mask("c_masks.png")]);
  expect((await cells())[2]).toEqual(["c", 2]);

  await dropFromDisk(page, [mask("d_masks.png")]);
  const unpaired = async () => (await datasetOf(page)).refused.map(({ file }) => file);
  expect(await unpaired()).toEqual(["train.csv", "d_masks.png"]);
  await dropFromDisk(page, [pixels("d.png", 4)]);
  expect((await cells())[3]).toEqual(["d", 2]);
  // One of its images is still missing.
  expect(await unpaired()).toEqual(["train.csv"]);
  expect(pageErrors).toEqual([]);
});

test("a table waits for its images; after a reload labels find earlier images", async ({ page }) => {
  const pageErrors = await openLab(page);
  const table = join(folder, "train.csv");
  writeFileSync(table, "id,annotation\na,1 40\na,100 9\nb,1 5\nb,70 9\n");
  await dropFromDisk(page, [table]);
  expect((await datasetOf(page)).refused).toHaveLength(1);
  await dropFromDisk(page, [zipOf("images.zip", [pixels("a.png", 1)])]);
  const cells = async () => (await datasetOf(page)).records.map(({ name, cells }) => [name, cells]);
  expect(await cells()).toEqual([["a", 2]]);
  await dropTo(page, [pixels("b.png", 2)], 2);

  await dropFromDisk(page, [pixels("c.png", 3)]);
  expect(await cells()).toHaveLength(3);
  await reloadLab(page);
  expect(await cells()).toHaveLength(3);
  await dropFromDisk(page, [mask("c_masks.png")]);
  expect(await cells()).toEqual([
    ["a", 2],
    ["b", 2],
    ["c", 2],
  ]);
  expect((await datasetOf(page)).refused).toEqual([]);
  expect(pageErrors).toEqual([]);
});
