import { readFile } from "node:fs/promises";
import { expect, type Page, test } from "@playwright/test";
import { loadDrawnImages } from "./drawn-images.ts";
import { openLab, reloadLab } from "./lab-page.ts";
import { expectNoViolations, expectNoViolationsInAnyTheme } from "./no-violations.ts";
import { drawnRows, storeRuns } from "./stored-runs.ts";

const SPECS = [
  { name: "Rotation, seed 1", seed: 1, rate: 1e-3, steps: 400, end: 20, noise: 0.4 },
  { name: "Rotation, seed 2", seed: 2, rate: 1e-3, steps: 400, end: 24, noise: 0.4 },
  { name: '=1+1, "odd" name', seed: 1, rate: 1e-4, steps: 200, end: 60, noise: 0.4 },
  { name: "cut", seed: 1, rate: 1e-5, steps: 50, end: 60, noise: 0.4 },
];

const mode = (page: Page, name: RegExp) => page.getByRole("radio", { name });
const values = (page: Page) => page.getByRole("region", { name: "Values of the runs" });
const chart = (page: Page, name: string) => page.getByRole("figure", { name, exact: true });

async function download(page: Page, kind: RegExp): Promise<string> {
  await page.getByRole("button", { name: "Download", exact: true }).click();
  const saved = page.waitForEvent("download");
  await page.getByRole("menuitem", { name: kind }).click();
  return readFile(await (await saved).path(), "latin1");
}

/** Cuts the curves of a stored run. */
async function damage(page: Page, id: string): Promise<void> {
  await page.evaluate(async (folder) => {
    const runs = await (await navigator.storage.getDirectory()).getDirectoryHandle("runs");
    const file = await (await runs.getDirectoryHandle(folder)).getFileHandle("curves.json");
    const stream = await file.createWritable({ keepExistingData: true });
    await stream.truncate(100);
    await stream.close();
  }, id);
}

test("selected runs are drawn over each other, read at one line, hidden, and saved", async ({ page }) => {
  const pageErrors = await openLab(page);
  await loadDrawnImages(page);
  const ids = await storeRuns(page, SPECS);
  await damage(page, ids[3]);
  await reloadLab(page);
  await page.getByRole("group", { name: "View", exact: true }).getByRole("button", { name: "Runs" }).click();
  await mode(page, /Curves/).click();
  await expect(page.getByText("No run is selected.")).toBeVisible();
  await page.getByRole("button", { name: "Show the table" }).click();
  for (const { name } of SPECS) {
    await page.getByRole("checkbox", { name: `Draw ${name}`, exact: true }).check();
  }
  await mode(page, /Curves of 4/).click();

  // The two runs that differ only in their seed are one line with a band; a damaged one says why it is not drawn.
  const rows = values(page).getByRole("row");
  await expect(rows.filter({ hasText: "Rotation · 2 seeds" })).toContainText("±");
  await expect(rows.filter({ hasText: "cut" })).toContainText("was cut or altered");
  await expect(rows).toHaveCount(4);
  await expect(chart(page, "Training loss").locator("svg")).not.toHaveCount(0);
  await expectNoViolationsInAnyTheme(page, "overlay", "main");

  // One line through all charts, also from the keyboard: the shorter run has ended before it.
  const odd = rows.filter({ hasText: "odd" });
  const line = values(page).getByRole("slider", { name: "Hover line" });
  await line.focus();
  await line.press("Home");
  await line.press("PageUp");
  await expect(line).toHaveAttribute("aria-valuetext", /^Step \d+$/);
  await expect(odd.getByRole("cell").first()).not.toHaveText("–");
  await line.press("End");
  await expect(odd.getByRole("cell").first()).toHaveText("–");
  await line.press("+");
  await expect(page.getByRole("button", { name: "Whole axis" })).toBeVisible();
  await line.press("-");
  await expect(page.getByRole("button", { name: "Whole axis" })).toHaveCount(0);
  await line.press("Escape");
  await expect(values(page).getByText("Last values")).toBeVisible();
  await chart(page, "Angle RMS").hover();
  await expect(values(page).getByText(/^Step \d+$/)).toBeVisible();

  await page.getByRole("button", { name: "Mean of seeds" }).click();
  await expect(rows).toHaveCount(5);
  await page.getByRole("radio", { name: "Time" }).click();
  await page.getByRole("button", { name: "Log y" }).click();
  await values(page).getByRole("checkbox", { name: "Show Rotation, seed 2" }).uncheck();

  const svg = await download(page, /SVG/);
  expect(svg).toContain("Rotation, seed 1");
  expect(svg).not.toContain("Rotation, seed 2");
  expect((await download(page, /PNG/)).slice(1, 4)).toBe("PNG");
  const [header, ...lines] = (await download(page, /CSV/)).split("\n");
  expect(header).toBe("run,stage,measure,validation,step,epoch,trainingSeconds,value,smoothed");
  expect(lines.find((line) => line.includes("odd"))).toMatch(
    /^"'=1\+1, ""odd"" name",Direction,Training loss,,1,0\.02,0\.0\d+,\d/,
  );

  // A chart without values says what to do.
  await page.getByRole("button", { name: "Charts", exact: true }).click();
  await page.getByRole("menuitemcheckbox", { name: /Mask IoU/ }).click();
  await page.keyboard.press("Escape");
  await expect(chart(page, "Mask IoU")).toContainText(
    "The stages Cell mask and All in one measure it on validation images.",
  );
  await values(page).getByRole("button", { name: "Take Rotation, seed 1 out" }).click();
  await expect(mode(page, /Curves of 3/)).toBeVisible();

  // The command line draws the same charts.
  const runs = SPECS.slice(1, 3).map((spec) => ({ name: spec.name, rows: drawnRows(spec) }));
  const plot = await page.evaluate((request) => window.directionLab.plotRuns(request), {
    runs,
    title: "Two",
  });
  expect(plot).toMatch(/^<svg [^>]*xmlns="http:\/\/www.w3.org\/2000\/svg"/);
  expect(plot).toContain("Rotation, seed 2");
  expect(plot).not.toMatch(/NaN|Infinity|var\(/);
  await page.setViewportSize({ width: 320, height: 640 });
  await expectNoViolations(page, "overlay at 320 px", "main");
  expect(pageErrors).toEqual([]);
});
