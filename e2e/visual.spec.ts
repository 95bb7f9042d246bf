import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, type Page, test } from "@playwright/test";
import { chooseTheme, drawSample, openLab } from "./lab-page.ts";
import { nameOfRendering } from "./rendering.ts";

/** Of all pixels; a changed word is far below it, a moved panel far above. */
const LARGEST_DIFFERENCE = 0.02;

/** A folder for each rendering, as `snapshotPathTemplate` says. */
const BASELINES = fileURLToPath(new URL("baselines", import.meta.url));

/** What depends on the machine or the time: device, estimates, message, readings. */
const VOLATILE = [
  "header [class*=device]",
  "header [role=tab] [class*=state]",
  "header [class*=below]",
  "footer [role=status]",
  "footer dl",
];

/** Views with the built-in sample, one after another in one page. */
const SCENES: readonly { readonly name: string; prepare(page: Page): Promise<void> }[] = [
  {
    name: "check",
    async prepare(page) {
      await page.getByRole("tab", { name: "Check" }).click();
      await page.getByRole("radio", { name: "4", exact: true }).click();
      await expect(page.getByRole("application")).toHaveCount(4);
    },
  },
  { name: "train", prepare: (page) => page.getByRole("tab", { name: "Train" }).click() },
  { name: "cells", prepare: (page) => page.getByRole("tab", { name: "Cells" }).click() },
];

test("the main views look as before in either theme", async ({ page }) => {
  const rendering = await nameOfRendering(page);
  const { updateSnapshots } = test.info().config;
  const isRenewing = updateSnapshots === "all" || updateSnapshots === "changed";
  test.skip(
    !isRenewing && !existsSync(`${BASELINES}/${rendering}`),
    `no screenshots were taken with ${rendering}; npm run baselines takes them`,
  );
  const pageErrors = await openLab(page);
  const expectAsBefore = async (name: string) => {
    for (const theme of ["Light", "Dark"] as const) {
      await chooseTheme(page, theme);
      // A pointer or focus leaves tips and rings behind.
      await page.mouse.move(0, 0);
      await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
      await expect(page).toHaveScreenshot([rendering, `${name}-${theme.toLowerCase()}.png`], {
        animations: "disabled",
        mask: VOLATILE.map((selector) => page.locator(selector)),
        maskColor: "#808080",
        maxDiffPixelRatio: LARGEST_DIFFERENCE,
      });
    }
  };
  await expectAsBefore("welcome");
  await drawSample(page, "phase");
  await page.waitForFunction(() => window.directionLab.estimate().plan.length > 0);
  for (const { name, prepare } of SCENES) {
    await prepare(page);
    await expectAsBefore(name);
  }
  expect(pageErrors).toEqual([]);
});
