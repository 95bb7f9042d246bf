import { writeFileSync } from "node:fs";
import { expect, type Page, test } from "@playwright/test";
import { loadDrawnImages } from "./drawn-images.ts";
import { KNOWN_DEVICE } from "./known-device.ts";
import { chooseEngine, openLab } from "./lab-page.ts";

const KEY = "direction-lab.step-times";

/** Engine and device in use, as stored with a time. */
const deviceOf = (page: Page) =>
  page.evaluate(() => {
    const { report } = window.directionLab.device();
    return [report?.backend, report?.adapter.description, navigator.hardwareConcurrency].join("; ");
  });

// A page that knows no time of its device runs the networks for a second as soon as it has images.
test("an earlier visit has timed the steps of this device", async ({ page }) => {
  const pageErrors = await openLab(page);
  const devices: string[] = [];
  for (const engine of ["tfjs", "webgpu", "cpu"] as const) {
    await chooseEngine(page, engine);
    devices.push(await deviceOf(page));
  }
  await loadDrawnImages(page);
  const stored = () => page.evaluate((key) => localStorage.getItem(key) ?? "[]", KEY);
  await expect.poll(stored).not.toBe("[]");
  // To journeys, the times of one engine are as good as those of another.
  const measured: object[] = JSON.parse(await stored());
  const value = JSON.stringify(devices.flatMap((device) => measured.map((time) => ({ ...time, device }))));
  const { origin } = new URL(page.url());
  const state = { cookies: [], origins: [{ origin, localStorage: [{ name: KEY, value }] }] };
  writeFileSync(KNOWN_DEVICE, JSON.stringify(state));
  expect(pageErrors).toEqual([]);
});
