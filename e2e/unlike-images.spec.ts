import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { writeDrawnImages } from "./drawn-images.ts";
import { dropFromDisk, openLab, reloadLab } from "./lab-page.ts";
import { writePng } from "./write-png.ts";

const SIDE = 128;

let folder = "";

test.beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "lab-"));
});

test.afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** A dark cell on a bright, slightly uneven background. */
function bright(pixel: number): number {
  const [row, column] = [Math.floor(pixel / SIDE), pixel % SIDE];
  const cell = Math.hypot(row - 50, column - 70) < 18 ? 120 : 0;
  return 210 - cell + ((row * 7 + column * 13) % 9);
}

test("images to predict that differ plainly from the training images are named", async ({ page }) => {
  const pageErrors = await openLab(page);
  writeDrawnImages(join(folder, "set"), 5, ["same_kind"]);
  await dropFromDisk(page, [join(folder, "set")]);
  await page.getByRole("tab", { name: "Cells" }).click();
  const side = page.getByRole("tabpanel", { name: "Cells" });
  await expect(side.getByRole("radio", { name: "Scores" })).toBeVisible();
  const warning = side.getByText("than the training images. The networks may fail on");
  await expect(warning).toHaveCount(0);

  await dropFromDisk(page, [writePng(join(folder, "other_kind.png"), SIDE, bright)]);
  await expect(warning).toHaveText(
    /^1 image to predict \(other_kind\) has a brighter background.* than the training images\. The networks may fail on it\.$/,
  );
  await reloadLab(page);
  await page.getByRole("tab", { name: "Cells" }).click();
  await expect(warning).toBeVisible();
  expect(pageErrors).toEqual([]);
});
