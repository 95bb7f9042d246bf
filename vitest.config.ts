import { existsSync } from "node:fs";
import { resolve, sep } from "node:path";
import { playwright } from "@vitest/browser-playwright";
import { defineConfig } from "vitest/config";
import { findChromium } from "./scripts/chromium.mjs";
import { wasmKernels } from "./src/engine/wasm/build/wasm-kernels-plugin.mjs";
import { bundledWorker } from "./src/workers/testing/bundled-worker-plugin.mjs";

const REFERENCE_TESTS = "src/**/*.reference.test.ts";
const BROWSER_TESTS = "src/**/*.browser.test.ts";
/** Thousands of damaged files, in little memory. */
const FUZZ_TESTS = "src/**/*.fuzz.test.ts";
/** They read whole folders of `../shared/data`. */
const REAL_TESTS = "{src,cli}/**/*.real.test.ts";
const REAL_MINUTES = 5;
const FUZZ_MEGABYTES = 512;
const REFERENCE_MINUTES = 10;
const FUZZ_MINUTES = Number(process.env.FUZZ_MINUTES ?? 5);
/** Steps of the training whose memory must not grow. */
const SOAK_STEPS = Number(process.env.SOAK_STEPS ?? 300);
/** Trainings on the CPU: steps of the one whose memory must not grow, and threads killed. */
const CPU_SOAK = {
  steps: Number(process.env.CPU_SOAK_STEPS ?? 300),
  kills: Number(process.env.CPU_SOAK_KILLS ?? 6),
  minutes: Number(process.env.CPU_SOAK_MINUTES ?? 1),
};
/** A unit test that takes longer hangs; no test fails because the machine is busy. */
const HANG_SECONDS = 60;

/** A test or a hook, which prepares tests, hangs if it takes longer. */
const hangsAfter = (milliseconds: number) => ({ testTimeout: milliseconds, hookTimeout: milliseconds });

const chromium = findChromium();

/** Folder of reference numbers; "" when it is absent, which skips the tests that need it by name. */
const folder = resolve(import.meta.dirname, process.env.REFERENCE ?? "../shared/reference_nets");
const reference = existsSync(folder) ? folder.split(sep).join("/") : "";
/** Found at start, so that the page is not loaded anew in the middle of a test. */
const TFJS = [
  "core",
  "core/dist/register_all_gradients",
  "backend-cpu",
  "backend-webgl",
  "backend-webgpu",
  "converter",
];
const READERS = [
  "@thi.ng/rle-pack",
  "@zip.js/zip.js",
  "fast-png",
  "fflate",
  "fzstd",
  "jpeg-js",
  "papaparse",
  "saxes",
  "valibot",
];

/** Pages and workers with these headers may share memory. */
const ISOLATED = {
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Embedder-Policy": "require-corp",
};

declare module "vitest" {
  interface ProvidedContext {
    readonly reference: string;
    readonly soakSteps: number;
    readonly cpuSoak: { readonly steps: number; readonly kills: number; readonly minutes: number };
  }
}

/** A test that is left alone by `.only`, or that checks nothing because its loop is empty, fails everywhere. */
const STRICT = {
  allowOnly: false,
  expect: { requireAssertions: true },
  setupFiles: [resolve(import.meta.dirname, "src/core/testing/equal-arrays.ts")],
};

export default defineConfig({
  test: {
    // Runs side by side would share its file, and one that reads it while another writes it fails.
    cache: false,
    // By default one processor core is left free, which on two cores is half of them.
    maxWorkers: "100%",
    projects: [
      {
        plugins: [wasmKernels()],
        test: {
          ...STRICT,
          name: "node",
          environment: "node",
          // Every file would load the modules it shares with others again, a third of the time of all tests.
          isolate: false,
          include: ["src/**/*.test.ts", "cli/**/*.test.ts", "scripts/**/*.test.ts"],
          exclude: [REFERENCE_TESTS, BROWSER_TESTS, FUZZ_TESTS, REAL_TESTS],
          ...hangsAfter(HANG_SECONDS * 1000),
          provide: { cpuSoak: CPU_SOAK },
        },
      },
      {
        plugins: [wasmKernels()],
        test: {
          ...STRICT,
          name: "real",
          environment: "node",
          include: [REAL_TESTS],
          ...hangsAfter(REAL_MINUTES * 60_000),
        },
      },
      {
        plugins: [wasmKernels()],
        test: {
          ...STRICT,
          name: "fuzz",
          environment: "node",
          include: [FUZZ_TESTS],
          setupFiles: [
            ...STRICT.setupFiles,
            "src/io/read/testing/watch-allocations.ts",
            "src/io/read/testing/fuzz-seed.ts",
          ],
          execArgv: [`--max-old-space-size=${FUZZ_MEGABYTES}`],
          ...hangsAfter(FUZZ_MINUTES * 60_000),
        },
      },
      {
        plugins: [wasmKernels()],
        test: {
          ...STRICT,
          name: "reference-node",
          environment: "node",
          include: [REFERENCE_TESTS],
          provide: { reference },
          ...hangsAfter(REFERENCE_MINUTES * 60_000),
        },
      },
      {
        plugins: [
          wasmKernels(),
          bundledWorker("/src/workers/decode.worker.ts"),
          bundledWorker("/src/workers/sample.worker.ts"),
        ],
        server: { fs: { strict: false }, headers: ISOLATED },
        optimizeDeps: { include: [...TFJS.map((name) => `@tensorflow/tfjs-${name}`), ...READERS] },
        test: {
          ...STRICT,
          name: "reference-browser",
          include: [BROWSER_TESTS],
          // All files in one page, which loads modules and compiles kernels once.
          isolate: false,
          ...hangsAfter(REFERENCE_MINUTES * 60_000),
          provide: { reference, soakSteps: SOAK_STEPS },
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            instances: [{ browser: "chromium" }],
            provider: playwright({
              launchOptions: {
                ...(chromium ? { executablePath: chromium } : {}),
                args: ["--enable-unsafe-webgpu", "--no-sandbox"],
              },
            }),
          },
        },
      },
    ],
  },
});
