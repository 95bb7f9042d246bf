import { rmSync } from "node:fs";
import { expect, type Page, test } from "@playwright/test";
import { waitForLab } from "../cli/wait-for-lab.ts";
import { SECURITY_HEADERS, SERVICE_WORKER_HEADERS } from "../scripts/security-headers.mjs";
import { alteredBuild, BUILD, builtPath } from "./altered-build.ts";
import { DRAWN_IMAGES, loadDrawnImages } from "./drawn-images.ts";
import { FIRST_VISIT } from "./known-device.ts";
import { chooseEngine, datasetOf, prepareSmall, reloadLab, runOf, trainSmall } from "./lab-page.ts";
import { ELSEWHERE, requestAttempts } from "./request-attempts.ts";
import { MANY_STEPS } from "./small-recipe.ts";
import { type StaticHost, startStaticHost } from "./static-host.ts";

test.use({ storageState: FIRST_VISIT });

const withHeaders = (path: string) =>
  path === "service-worker.js" ? SERVICE_WORKER_HEADERS : SECURITY_HEADERS;

const READY = "The page opens without a network, too.";
const NEW_VERSION = "A new version is ready.";

const folders: string[] = [];
const hosts: StaticHost[] = [];

async function host(...args: Parameters<typeof startStaticHost>): Promise<StaticHost> {
  const started = await startStaticHost(...args);
  hosts.push(started);
  return started;
}

function altered(...args: Parameters<typeof alteredBuild>): string {
  const folder = alteredBuild(...args);
  folders.push(folder);
  return folder;
}

test.afterEach(async () => {
  for (const one of hosts.splice(0)) await one.goOffline();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

/** Opens the lab of a host, and collects everything that an error-free page does not print. */
async function openAt(page: Page, { address }: StaticHost): Promise<string[]> {
  const pageErrors: string[] = [];
  page.on("pageerror", (error) => pageErrors.push(String(error)));
  page.on("console", (message) => {
    if (message.type() === "error") pageErrors.push(message.text());
  });
  await page.goto(address);
  await waitForLab(page);
  return pageErrors;
}

/** Waits until the menu says this of offline use. */
async function expectOfflineUse(page: Page, words: string): Promise<void> {
  await page.getByRole("button", { name: "Menu" }).click();
  await expect(page.getByRole("menu").getByText(words)).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("menu")).toHaveCount(0);
}

const isIsolated = (page: Page) => page.evaluate(() => crossOriginIsolated);
const versionOf = (page: Page) => page.locator("meta[name=version]").getAttribute("content");
const withVersion = (version: string) => ({
  "index.html": (text: string) =>
    text.replace("<title>", `<meta name="version" content="${version}"><title>`),
});

const HELPER = /helper\.worker/;

/** Ways out of the page and its workers that are open; helpers wait for work and answer to nothing else. */
async function waysOut(page: Page): Promise<string[]> {
  const answering = page.workers().filter((worker) => !HELPER.test(worker.url()));
  const workers = answering.map((worker) => worker.evaluate(requestAttempts, ELSEWHERE));
  return (await Promise.all([page.evaluate(requestAttempts, ELSEWHERE), ...workers])).flat();
}

test("a bare host in a sub-path: isolated and closed after a reload, two threads, and offline", async ({
  page,
}) => {
  const trainWorker = builtPath("train.worker");
  const threeCores = `Object.defineProperty(navigator, "hardwareConcurrency", { value: 3 });`;
  const build = altered({ alter: { [trainWorker]: (text) => `${threeCores}${text}` } });
  const bare = await host(build);
  const pageErrors = await openAt(page, bare);
  expect(await isIsolated(page)).toBe(false);
  await page.getByRole("button", { name: "Reload the page" }).click();
  await page.waitForFunction(() => crossOriginIsolated);
  await waitForLab(page);
  await expect(page.getByRole("button", { name: "Reload the page" })).toHaveCount(0);

  await loadDrawnImages(page);
  await chooseEngine(page, "cpu");
  const training = trainSmall(page, 1, 4, ["direction"]);
  await expect.poll(() => page.workers().some((worker) => HELPER.test(worker.url()))).toBe(true);
  expect((await training).error).toBeNull();
  expect(await page.evaluate(() => window.directionLab.device().report?.backend)).toContain("2 threads");
  expect(await waysOut(page)).toEqual([]);

  await bare.goOffline();
  await reloadLab(page);
  expect(await isIsolated(page)).toBe(true);
  expect((await datasetOf(page)).records).toHaveLength(DRAWN_IMAGES);
  expect((await trainSmall(page, 2, 4, ["direction"])).error).toBeNull();
  // Views that were never opened are there, too.
  await page.keyboard.press("g");
  await expect(page.getByRole("table").first()).toBeVisible();
  await expectOfflineUse(page, READY);
  // Files of the build were asked for, and nothing else.
  for (const path of bare.requested) expect(path).toMatch(/^\/a\/b\/[\w./-]*$/);
  expect(pageErrors.filter((text) => !text.includes("Content Security Policy"))).toEqual([]);
});

test("a host with headers: isolated at once, offline, and the service worker reaches its own host only", async ({
  page,
  context,
}) => {
  const good = await host(BUILD, withHeaders);
  const pageErrors = await openAt(page, good);
  expect(await isIsolated(page)).toBe(true);
  await expectOfflineUse(page, READY);
  await expect(page.getByRole("button", { name: "Reload the page" })).toHaveCount(0);
  const [worker] = context.serviceWorkers();
  const reached = (address: string) =>
    worker.evaluate(
      (url) =>
        fetch(url, { mode: "no-cors" }).then(
          () => true,
          () => false,
        ),
      address,
    );
  expect(await reached(good.address)).toBe(true);
  const other = await host(BUILD);
  expect(await reached(other.address)).toBe(false);
  expect(other.requested).toEqual([]);
  await good.goOffline();
  await reloadLab(page);
  expect(await isIsolated(page)).toBe(true);
  expect(pageErrors).toEqual([]);
});

test("a new version waits for the end of a run, which keeps all of its own files", async ({
  page,
  context,
}) => {
  const old = altered({ alter: withVersion("old") });
  const engineView = builtPath("EnginePanel");
  // A host keeps no file of an older build.
  const next = altered({ alter: withVersion("next"), without: [engineView] });
  const updated = await host(old, withHeaders);
  const pageErrors = await openAt(page, updated);
  await loadDrawnImages(page);
  await expectOfflineUse(page, READY);
  await prepareSmall(page, 1, MANY_STEPS, ["direction"]);
  await page.evaluate(() => void window.directionLab.train());
  await page.waitForFunction(() => window.directionLab.run().step > 0);

  updated.serve(next);
  const other = await context.newPage();
  await openAt(other, updated);
  expect(await versionOf(other)).toBe("old");
  await expect(other.getByText(NEW_VERSION)).toBeVisible();
  await expect(page.getByText(NEW_VERSION)).toHaveCount(0);
  await other.getByRole("button", { name: "Reload the page" }).click();
  await expect.poll(() => versionOf(other).catch(() => null)).toBe("next");
  await other.close();

  const { step } = await runOf(page);
  await page.keyboard.press("g");
  await expect(page.getByRole("table").first()).toBeVisible();
  await page.waitForFunction((before) => window.directionLab.run().step > before, step);
  expect(await versionOf(page)).toBe("old");
  await page.getByRole("button", { name: "Stop", exact: true }).click();
  await expect(page.getByText(NEW_VERSION)).toBeVisible();
  expect((await runOf(page)).error).toBeNull();
  await page.getByRole("button", { name: "Reload the page" }).click();
  await expect.poll(() => versionOf(page).catch(() => null)).toBe("next");
  await waitForLab(page);
  expect((await datasetOf(page)).records).toHaveLength(DRAWN_IMAGES);
  expect((await runOf(page)).trained).toEqual(["direction"]);
  expect(pageErrors).toEqual([]);
});

test("a host that serves wrong files, or a damaged store, gives a sentence and never a mix of builds", async ({
  page,
}) => {
  const bad = await host(BUILD);
  const entry = builtPath("index-");
  const start = builtPath("nuclei-");
  bad.webPages.add(entry);
  await page.goto(bad.address);
  await page.evaluate(() => {
    for (const animation of document.getAnimations()) animation.finish();
  });
  await expect(page.getByText("a file of the page did not arrive")).toBeVisible();

  bad.webPages.delete(entry);
  bad.webPages.add(start);
  await reloadLab(page);
  await expectOfflineUse(page, `answers ${start} with a web page instead of the file.`);

  bad.webPages.clear();
  await reloadLab(page);
  await expectOfflineUse(page, READY);
  /** Stores something else in place of a file of the page. */
  const damage = (path: string) =>
    page.evaluate(async (address) => {
      for (const name of await caches.keys())
        await (await caches.open(name)).put(address, new Response("<p>old</p>"));
    }, new URL(path, bad.address).href);
  await damage(entry);
  await damage("./");
  await reloadLab(page);
  await damage("./");
  await bad.goOffline();
  await page.reload();
  await expect(page.getByText("Direction Lab cannot be opened.")).toBeVisible();
});
