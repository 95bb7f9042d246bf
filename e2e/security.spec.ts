import { expect, type Page, test } from "@playwright/test";
import { loadDrawnImages } from "./drawn-images.ts";
import { openLab } from "./lab-page.ts";

const ELSEWHERE = "http://127.0.0.1:9/";

/** Tries every route out of the page and returns the ones that worked. */
async function waysOut(elsewhere: string): Promise<string[]> {
  const open: string[] = [];
  for (const address of [elsewhere, `${self.location.origin}/`]) {
    const refusedByPolicy = new Promise<boolean>((resolve) => {
      self.addEventListener("securitypolicyviolation", () => resolve(true), { once: true });
      setTimeout(() => resolve(false), 60_000);
    });
    const answered = await fetch(address, { method: "POST", body: "pixels" }).then(
      () => true,
      () => false,
    );
    if (answered || !(await refusedByPolicy)) open.push(`fetch ${address}`);
  }
  const socketRefused = new Promise<boolean>((resolve) => {
    self.addEventListener("securitypolicyviolation", () => resolve(true), { once: true });
    setTimeout(() => resolve(false), 60_000);
  });
  try {
    new WebSocket(elsewhere.replace("http", "ws"));
  } catch {
    return open;
  }
  if (!(await socketRefused)) open.push("WebSocket");
  return open;
}

async function startAllWorkers(page: Page): Promise<void> {
  await loadDrawnImages(page);
  await expect.poll(() => page.workers().length).toBeGreaterThanOrEqual(3);
}

test("every file the server sends carries the policy", async ({ page }) => {
  const policies = new Map<string, string | undefined>();
  page.on("response", (response) => {
    policies.set(response.url(), response.headers()["content-security-policy"]);
  });
  await openLab(page);
  await startAllWorkers(page);
  await expect.poll(() => policies.size).toBeGreaterThan(4);
  await expect.poll(() => [...policies.keys()].some((url) => url.includes("worker"))).toBe(true);
  for (const policy of policies.values()) expect(policy).toContain("connect-src 'none'");
});

test("nothing can be sent from the page or from any worker", async ({ page }) => {
  await openLab(page);
  await startAllWorkers(page);
  expect(await page.evaluate(waysOut, ELSEWHERE)).toEqual([]);
  const image = await page.evaluate(async (elsewhere) => {
    const pixels = new Image();
    const failed = new Promise((resolve) => {
      pixels.onerror = () => resolve("refused");
      pixels.onload = () => resolve("loaded");
    });
    pixels.src = `${elsewhere}?pixels`;
    return failed;
  }, ELSEWHERE);
  expect(image).toBe("refused");
  for (const worker of page.workers()) {
    expect(await worker.evaluate(waysOut, ELSEWHERE), worker.url()).toEqual([]);
  }
});
