import { playwright } from "@vitest/browser-playwright";
import { defineConfig } from "vitest/config";

const REFERENCE_TESTS = "src/**/*.reference.test.ts";
const BROWSER_TESTS = "src/**/*.browser.test.ts";
const REFERENCE_MINUTES = 10;

const reference = process.env.REFERENCE ?? "";

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "node",
          environment: "node",
          include: ["src/**/*.test.ts", "cli/**/*.test.ts", "scripts/**/*.test.ts"],
          exclude: [REFERENCE_TESTS, BROWSER_TESTS],
        },
      },
      {
        test: {
          name: "reference-node",
          environment: "node",
          include: [REFERENCE_TESTS],
          testTimeout: REFERENCE_MINUTES * 60_000,
        },
      },
      {
        server: { fs: { strict: false } },
        test: {
          name: "reference-browser",
          include: [BROWSER_TESTS],
          testTimeout: REFERENCE_MINUTES * 60_000,
          provide: { reference },
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            instances: [{ browser: "chromium" }],
            provider: playwright({
              launchOptions: {
                ...(process.env.CHROMIUM ? { executablePath: process.env.CHROMIUM } : {}),
                args: ["--enable-unsafe-webgpu", "--no-sandbox"],
              },
            }),
          },
        },
      },
    ],
  },
});
