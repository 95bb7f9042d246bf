import { expect, test } from "@playwright/test";
import { openWithImages } from "./lab-page.ts";
import { onePage } from "./one-page.ts";

/** Opens the step in which the augmentation is chosen. */
const lab = onePage(async (page) => {
  const pageErrors = await openWithImages(page);
  await page.getByRole("tab", { name: "Check" }).click();
  return pageErrors;
});

test("a crop turned by the dial shows how far stale vectors are off", async () => {
  const { page, pageErrors } = lab();
  const dial = page.getByRole("slider", { name: "Rotation of the crop" });
  const angle = page.getByRole("status", { name: "Mean angle between stale and recomputed vectors" });
  await expect(angle).toHaveText("–");
  await dial.focus();
  for (let press = 0; press < 6; press++) await page.keyboard.press("PageUp");
  await expect(dial).toHaveAttribute("aria-valuenow", "90");
  await expect(angle).toHaveText("90.0°");
  const title = () => page.evaluate(() => window.directionLab.shownFields()?.title);
  await expect.poll(title).toContain("rotated by 90°");

  // The pointer: from the top a quarter of a circle to the right is 270 degrees counter-clockwise.
  const box = await dial.boundingBox();
  if (!box) throw new Error("the dial has no size");
  const middle = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  await page.mouse.move(middle.x, middle.y + 30);
  await page.mouse.down();
  await expect(angle).toHaveText("180.0°");
  await page.mouse.move(middle.x + 30, middle.y, { steps: 5 });
  await page.mouse.up();
  await expect(dial).toHaveAttribute("aria-valuenow", "270");
  await expect(angle).toHaveText("90.0°");

  await page.getByRole("textbox", { name: "Rotate crop by" }).fill("37");
  await page.keyboard.press("Enter");
  await expect(dial).toHaveAttribute("aria-valuenow", "37");
  const measured = async () => Math.abs(Number.parseFloat((await angle.textContent()) ?? "") - 37);
  await expect.poll(measured).toBeLessThan(4);
  expect(pageErrors).toEqual([]);
});

test("a changed transform is seen at once, alone if wished, and 16 crops on a sheet", async () => {
  const { page, pageErrors } = lab();
  await page.getByRole("radio", { name: "Whole image" }).click();
  const pair = page.getByRole("region", { name: "Before and after" });
  await expect(pair.getByRole("img")).toHaveCount(2);
  const title = () => page.evaluate(() => window.directionLab.shownFields()?.title);
  await expect.poll(title).toContain("whole image");

  await page.getByRole("textbox", { name: "Rotation", exact: true }).fill("99");
  await page.keyboard.press("Enter");
  await expect.poll(title).toContain(", augmentation 1");
  const top = pair.locator("figure svg path").last();
  const before = await top.getAttribute("d");

  const blur = page.getByRole("group", { name: "Blur" });
  await blur.getByRole("button", { name: "Show only this one" }).click();
  await expect.poll(title).toContain("only Blur");
  // A blurred crop is not rotated: its frame stands upright, and the upper side comes first.
  const upright = /^M(\S+) (\S+)L(\S+) \2$/;
  await expect(top).toHaveAttribute("d", upright);
  expect(before).not.toMatch(upright);
  await blur.getByRole("button", { name: "Show only this one" }).click();
  await expect(top).toHaveAttribute("d", before ?? "");

  await pair.getByRole("button", { name: "16 crops" }).click();
  const sheet = page.getByRole("dialog", { name: /16 crops/ });
  const crops = sheet.getByRole("img");
  await expect(crops).toHaveCount(16);
  await expect(crops.first()).toHaveAccessibleName("crop 1, outlines");
  await sheet.getByRole("radio", { name: "Direction" }).click();
  await sheet.getByRole("button", { name: "New random crops" }).click();
  await expect(crops.first()).toHaveAccessibleName("crop 17, direction");
  await expect(crops).toHaveCount(16);
  await page.keyboard.press("Escape");
  await expect(sheet).toHaveCount(0);
  await expect(pair.getByRole("button", { name: "16 crops" })).toBeFocused();

  // The key works with the side panel folded, too.
  await page.keyboard.press("\\");
  await expect(pair).toHaveCount(0);
  await page.keyboard.press("b");
  await expect(crops).toHaveCount(16);
  expect(pageErrors).toEqual([]);
});
