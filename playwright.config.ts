import { defineConfig } from "@playwright/test";
import { KNOWN_DEVICE } from "./e2e/known-device.ts";
import { findChromium } from "./scripts/chromium.mjs";

const PORT = Number(process.env.PORT ?? 4173);
const MINUTE = 60_000;

const SETUP = "known-device.setup.ts";
const WITHOUT_WEBGPU = "without-webgpu.spec.ts";
/** Finds an address of documentation on this machine: to the browser a page of another one, which is not secure. */
const INSECURE_ADDRESS = "--host-resolver-rules=MAP 192.0.2.1 127.0.0.1";

const chromium = findChromium();

/** What a browser with such flags is started by. */
const startedWith = (...args: string[]) => ({
  launchOptions: { ...(chromium ? { executablePath: chromium } : {}), args },
});

const WITH_WEBGPU = startedWith("--enable-unsafe-webgpu");

export default defineConfig({
  testDir: "e2e",
  // The first part of the name says how the browser draws: screenshots of other machines lie beside.
  snapshotPathTemplate: "{testDir}/baselines/{arg}{ext}",
  // Software WebGPU takes turns with the page, its workers and Node: one journey leaves half of two cores idle.
  workers: 2,
  fullyParallel: true,
  timeout: 15 * MINUTE,
  expect: { timeout: MINUTE },
  forbidOnly: true,
  // One that passes only then is listed at the end of `npm test`.
  retries: 1,
  reporter: [["list"]],
  use: {
    baseURL: `http://127.0.0.1:${PORT}`,
    browserName: "chromium",
    viewport: { width: 1280, height: 800 },
  },
  projects: [
    // Without --enable-unsafe-webgpu there is no WebGPU adapter, and without GL there is no WebGL either.
    { name: "webgl", testMatch: WITHOUT_WEBGPU, use: startedWith(INSECURE_ADDRESS) },
    { name: "cpu", testMatch: WITHOUT_WEBGPU, use: startedWith(INSECURE_ADDRESS, "--use-gl=disabled") },
    { name: "known device", testMatch: SETUP, use: WITH_WEBGPU },
    {
      name: "webgpu",
      testIgnore: WITHOUT_WEBGPU,
      use: { ...WITH_WEBGPU, storageState: KNOWN_DEVICE },
      dependencies: ["known device"],
    },
  ],
  webServer: {
    command: `node node_modules/vite/bin/vite.js preview --port ${PORT} --strictPort`,
    url: `http://127.0.0.1:${PORT}/`,
    reuseExistingServer: false,
    timeout: 5 * MINUTE,
  },
});
