import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { Page } from "playwright";
import { withLabPage } from "../cli/browser.ts";
import { dropFromDisk, importFinished } from "../e2e/lab-page.ts";
import { writeMixedFolder } from "../e2e/mixed-folder.ts";
import type {} from "../src/state/scripting.ts";
import { ROOT } from "./prepare.mjs";

/** Selection and content of the screenshots. */
export interface ScreenshotOptions {
  /** Files and folders to drop; none for the built-in sample and a folder with every kind of pair. */
  readonly paths: readonly string[];
  /** Name of the only screenshot to take, or null for all. */
  readonly only: string | null;
  /** Training steps per stage. */
  readonly steps: number;
}

interface Scene {
  /** File in docs/images, without `.png`. */
  readonly name: string;
  readonly theme: "light" | "dark";
  /** Brings the page into the state to be shown; scenes follow one another in one page. */
  prepare(page: Page, options: ScreenshotOptions): Promise<void>;
}

const SIZE = { width: 1920, height: 1080 };
/** Fraction of a stage after which its curves show their shape. */
const SHOWN_FRACTION = 0.8;

const showMain = async (page: Page, key: string, heading: string) => {
  await page.keyboard.press("h");
  await page.keyboard.press(key);
  await page.getByText(heading).first().waitFor();
};

async function train(page: Page, steps: number, stages: readonly string[]): Promise<void> {
  await page.evaluate(
    ([steps, stages]) => {
      window.directionLab.prepare({ recipe: "quick", seed: 1, steps, stages: stages as never });
      void window.directionLab.train();
    },
    [steps, stages] as const,
  );
}

const runEnded = (page: Page) =>
  page.waitForFunction(() => window.directionLab.run().phase === "finished", undefined, { timeout: 0 });

/** In order: each scene starts from the state of the previous one. */
const SCENES: readonly Scene[] = [
  {
    name: "pairing-light-1920",
    theme: "light",
    prepare: (page) => showMain(page, "d", "Why paired"),
  },
  {
    name: "stale-light-1920",
    theme: "light",
    async prepare(page) {
      await page.evaluate(() =>
        window.directionLab.prepare({ recipe: "quick", seed: 1, steps: null, stages: ["direction"] }),
      );
      await page.getByRole("tab", { name: "Check" }).click();
      await page.getByRole("radio", { name: "Heavy" }).click();
      await page.getByRole("slider", { name: "Rotation of the crop" }).focus();
      for (let press = 0; press < 4; press++) await page.keyboard.press("PageUp");
      const angle = page.getByRole("status", { name: "Mean angle between stale and recomputed vectors" });
      await angle.filter({ hasText: "°" }).waitFor();
    },
  },
  {
    name: "training-dark-1920",
    theme: "dark",
    async prepare(page, { steps }) {
      await page.getByRole("tab", { name: "Images" }).click();
      await train(page, steps, ["semantic"]);
      await runEnded(page);
      await train(page, steps, ["direction", "energy"]);
      const shown = Math.floor(SHOWN_FRACTION * steps);
      await page.waitForFunction((shown) => (window.directionLab.run().step ?? 0) >= shown, shown, {
        timeout: 0,
      });
    },
  },
  {
    name: "cells-dark-1920",
    theme: "dark",
    async prepare(page) {
      await runEnded(page);
      await page.keyboard.press("i");
      await page.evaluate(() => window.directionLab.evaluateAll(["predicted"]));
      await page.keyboard.press("f");
      await page.waitForFunction(() => window.directionLab.cells().work === null, undefined, { timeout: 0 });
      await page.waitForFunction(() => window.directionLab.verdict().verdict !== null, undefined, {
        timeout: 0,
      });
    },
  },
  {
    name: "engine-light-1920",
    theme: "light",
    async prepare(page) {
      await page.evaluate(() => window.directionLab.chooseEngine("cpu"));
      await page.keyboard.press("g");
      await page.getByRole("button", { name: "Measure", exact: true }).click();
      await page.getByText("Peak of a core").first().waitFor();
      await page.getByRole("button", { name: "Measure", exact: true }).waitFor({ timeout: 0 });
      await page.getByRole("button", { name: "convolution 3x3" }).first().click();
      await page.getByRole("region", { name: "AssemblyScript" }).waitFor();
    },
  },
];

async function load(page: Page, paths: readonly string[]): Promise<void> {
  if (paths.length > 0) {
    await dropFromDisk(
      page,
      paths.map((path) => resolve(path)),
    );
    await importFinished(page);
    return;
  }
  const folder = mkdtempSync(join(tmpdir(), "screenshots-"));
  try {
    await page.evaluate(() => window.directionLab.drawBuiltIn("phase"));
    await importFinished(page);
    await dropFromDisk(page, [writeMixedFolder(folder)]);
    await page.waitForFunction(() => (window.directionLab.dataset().refused.length ?? 0) > 0);
    await importFinished(page);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Takes the screenshots of the documentation and writes them to docs/images. */
export async function takeScreenshots(options: ScreenshotOptions): Promise<void> {
  await withLabPage(async (page) => {
    await page.setViewportSize(SIZE);
    await load(page, options.paths);
    for (const { name, theme, prepare } of SCENES) {
      await page.emulateMedia({ colorScheme: theme });
      await prepare(page, options);
      // Panels draw one frame after their data have changed.
      await page.evaluate(() => new Promise((done) => setTimeout(done, 1000)));
      if (options.only !== null && options.only !== name) continue;
      await page.screenshot({ path: join(ROOT, "docs", "images", `${name}.png`) });
      console.log(`docs/images/${name}.png`);
    }
  });
}
