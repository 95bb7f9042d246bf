import { defineConfig } from "@playwright/test";
import { findChromium } from "./scripts/chromium.mjs";

const PORT = 4173;
const MINUTE = 60_000;

const chromium = findChromium();

export default defineConfig({
  testDir: "e2e",
  // Software WebGPU uses every core: two tests at once would only wait for each other.
  workers: 1,
  timeout: 15 * MINUTE,
  expect: { timeout: MINUTE },
  forbidOnly: true,
  reporter: [["list"]],
  use: {
    baseURL: `http://127.0.0.1:${PORT}`,
    browserName: "chromium",
    viewport: { width: 1280, height: 800 },
    launchOptions: {
      ...(chromium ? { executablePath: chromium } : {}),
      args: ["--enable-unsafe-webgpu"],
    },
  },
  webServer: {
    command: `node node_modules/vite/bin/vite.js preview --port ${PORT} --strictPort`,
    url: `http://127.0.0.1:${PORT}/`,
    reuseExistingServer: false,
  },
});
