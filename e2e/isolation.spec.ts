import { readFileSync } from "node:fs";
import { expect, type Page, test } from "@playwright/test";
import { unzipSync } from "fflate";
import { preview } from "vite";
import { SECURITY_HEADERS } from "../scripts/security-headers.mjs";
import { DRAWN_IMAGES } from "./drawn-images.ts";
import { datasetOf, openWithImages, trainSmall } from "./lab-page.ts";

const STEPS = 4;

/** Opens the lab, loads images, and looks at one. */
async function lookInLab(page: Page): Promise<string[]> {
  const pageErrors = await openWithImages(page);
  expect((await datasetOf(page)).records).toHaveLength(DRAWN_IMAGES);
  await expect(page.getByRole("img", { name: /uvec_0/ }).first()).toBeVisible();
  return pageErrors;
}

/** Opens the lab, loads images, looks at one, trains, and exports. */
async function workInLab(page: Page): Promise<void> {
  const pageErrors = await lookInLab(page);

  const { error, reports } = await trainSmall(page, 1, STEPS, ["direction"]);
  expect(error).toBeNull();
  expect(reports).toHaveLength(1);
  expect(Number.isFinite(reports[0].lastLoss)).toBe(true);

  await page.getByRole("tab", { name: "Export" }).click();
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Export weights" }).click();
  const files = unzipSync(new Uint8Array(readFileSync(await (await download).path())));
  expect(Object.keys(files)).toContain("recipe.json");
  expect(pageErrors).toEqual([]);
}

const scopeFacts = () => {
  const name = "document" in globalThis ? "page" : self.name;
  return { name, shares: crossOriginIsolated && "SharedArrayBuffer" in globalThis };
};

/** Names of those, of the page and its workers, that may share memory between threads, and of those that may not. */
async function whoShares(page: Page): Promise<{ shares: string[]; doesNot: string[] }> {
  const workers = page.workers().map((worker) => worker.evaluate(scopeFacts));
  const facts = await Promise.all([page.evaluate(scopeFacts), ...workers]);
  const names = (shares: boolean) => facts.filter((fact) => fact.shares === shares).map((fact) => fact.name);
  return { shares: names(true), doesNot: names(false) };
}

// All other journeys work in such a page.
test("the page and its workers are isolated", async ({ page }) => {
  expect(await lookInLab(page)).toEqual([]);
  const { shares, doesNot } = await whoShares(page);
  expect(shares).toEqual(expect.arrayContaining(["page", "decode", "sample", "train"]));
  expect(doesNot).toEqual([]);
});

test("a host that sends the policy alone does not isolate the page, and the lab works", async ({
  browser,
}) => {
  const server = await preview({
    configFile: false,
    preview: {
      host: "127.0.0.1",
      port: 0,
      headers: { "Content-Security-Policy": SECURITY_HEADERS["Content-Security-Policy"] },
    },
    logLevel: "error",
  });
  const context = await browser.newContext({ baseURL: server.resolvedUrls?.local[0] ?? "" });
  try {
    const page = await context.newPage();
    await workInLab(page);
    const { shares, doesNot } = await whoShares(page);
    expect(shares).toEqual([]);
    expect(doesNot).toEqual(expect.arrayContaining(["page", "decode", "sample", "train"]));
  } finally {
    await context.close();
    await server.close();
  }
});
