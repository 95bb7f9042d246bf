import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { writeDrawnImages } from "./drawn-images.ts";
import { dropFromDisk, openLab } from "./lab-page.ts";

const folder = mkdtempSync(join(tmpdir(), "starts-"));
test.afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("cells of images without masks are found without any training, in a drop and a click", async ({
  page,
}) => {
  const pageErrors = await openLab(page);
  writeDrawnImages(join(folder, "set"), 0, ["one", "two"]);
  await dropFromDisk(page, [join(folder, "set")]);
  await page.getByRole("button", { name: "Find cells now" }).click();
  const cells = () => page.evaluate(() => window.directionLab.cells());
  await expect.poll(async () => (await cells()).images.length).toBe(2);
  const { images, choice, error } = await cells();
  expect(error).toBeNull();
  expect(choice?.method).toBe("depth");
  expect(images.every(({ foundCells }) => foundCells > 0)).toBe(true);
  expect(await page.evaluate(() => window.directionLab.networksInUse())).toEqual(["shared"]);
  expect(await page.evaluate(() => window.directionLab.instanceSettings().gate)).toBe("predicted");
  await page.getByRole("tab", { name: "Export" }).click();
  await expect(page.getByText("Trained: All in one.")).toBeVisible();
  expect(pageErrors).toEqual([]);
});
