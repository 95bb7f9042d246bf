import { cpus, loadavg } from "node:os";
import { chromium, type Page } from "playwright";
import { createServer } from "vite";
import { findOrInstallChromium, HOW_TO_GET_CHROMIUM } from "../scripts/chromium.mjs";
import { ROOT } from "../scripts/prepare.mjs";
import type {} from "./engine-page.ts";
import { type EngineRow, readEngineResults, writeEngineResults } from "./engine-results.ts";

const FLAGS = ["--enable-unsafe-webgpu", "--enable-features=Vulkan", "--ignore-gpu-blocklist"];

/** Number of measured steps: tfjs takes many seconds per step on a software adapter. */
const REPEATS = { compiled: 9, cpu: 40, webgl: 4, webgpu: 2 };

const THREADS = [1, 2];

const inMilliseconds = (value: number | null) => (value === null ? "-" : value.toFixed(value < 10 ? 1 : 0));

/** Measures the engines on one network; `open` loads the page anew. */
async function measureNet(name: string, page: Page, open: () => Promise<void>) {
  await open();
  const compiled = await page.evaluate(([name, repeats]) => window.engineBench?.compiled(name, repeats), [
    name,
    REPEATS.compiled,
  ] as const);
  if (!compiled) throw new Error(`${name} could not be measured`);
  const cpuMs = [];
  for (const threads of THREADS) {
    await open();
    const times = await page.evaluate((wanted) => window.engineBench?.cpu(wanted), {
      name,
      threads,
      exact: false,
      repeats: REPEATS.cpu,
    });
    if (!times) throw new Error(`${name} could not be measured on the CPU`);
    cpuMs.push({ threads, ...times, timesFaster: compiled.compiledBestMs / times.bestMs });
  }
  const cpuGflops = Math.max(...cpuMs.map(({ gflops }) => gflops));
  const peak = Math.max(...cpuMs.map(({ peakGflops }) => peakGflops));
  return { ...compiled, cpuMs, cpuGflops, cpuShareOfPeak: cpuGflops / peak };
}

function print(net: EngineRow): void {
  console.log(
    [
      net.name.padEnd(22),
      `${net.gflopPerStep.toFixed(2)} GF`,
      `compiled ${inMilliseconds(net.compiledMs)} ms (first ${inMilliseconds(net.firstMs)})`,
      `JS ${inMilliseconds(net.jsMs)} ms`,
      `tfjs WebGL ${inMilliseconds(net.tfjsWebglMs)} ms`,
      `tfjs WebGPU ${inMilliseconds(net.tfjsWebgpuMs)} ms`,
      `${net.dispatches} dispatches`,
      `${(net.peakBytes / 1e6).toFixed(0)} MB`,
      `matmul ${net.matmulGflops.toFixed(2)} GF/s`,
      `R ${net.R.toFixed(2)}`,
    ].join("  "),
  );
  for (const { threads, bestMs, medianMs, dispatchesMs, firstMs, timesFaster } of net.cpuMs) {
    const columns = [
      `  CPU, ${threads} ${threads === 1 ? "thread" : "threads"}`.padEnd(22),
      `best ${inMilliseconds(bestMs)} ms, median ${inMilliseconds(medianMs)} ms (first ${inMilliseconds(firstMs)})`,
      `sum of dispatches ${inMilliseconds(dispatchesMs)} ms`,
      `${timesFaster.toFixed(1)} times as fast as compiled`,
    ];
    console.log(columns.join("  "));
  }
  console.log(
    `  convolutions ${net.cpuGflops.toFixed(1)} GF/s in one thread, ${(100 * net.cpuShareOfPeak).toFixed(0)} % of the core's peak`,
  );
}

/**
 * Measures the engines in Chromium, prints a table and writes `bench/results/engine.json`. Without `peers`, the
 * times of tfjs from the last run are kept if adapter and Chromium are the same.
 */
export async function benchEngine({ peers }: { readonly peers: boolean }): Promise<void> {
  const executablePath = await findOrInstallChromium();
  if (!executablePath) throw new Error(HOW_TO_GET_CHROMIUM);
  const server = await createServer({
    root: ROOT,
    server: { port: 0, host: "127.0.0.1" },
    logLevel: "error",
  });
  await server.listen();
  const browser = await chromium.launch({ executablePath, args: FLAGS });
  try {
    const page = await browser.newPage();
    const open = async () => {
      await page.goto(`${server.resolvedUrls?.local[0]}bench/engine.html`);
      await page.waitForFunction(() => window.engineBench);
    };
    await open();
    const adapter = (await page.evaluate(() => window.engineBench?.adapter())) ?? "none";
    const names = await page.evaluate(() => window.engineBench?.nets ?? []);
    const versions = { chromium: browser.version(), node: process.version };
    const last = readEngineResults();
    const isSame = last?.adapter === adapter && last.versions.chromium === versions.chromium;
    const nets: EngineRow[] = [];
    for (const name of names) {
      const measured = await measureNet(name, page, open);
      const known = isSame ? last.nets.find((net) => net.name === name) : undefined;
      const peer = async (backend: "webgpu" | "webgl") => {
        await open();
        return page.evaluate(
          ([name, backend, repeats]) => window.engineBench?.tfjs(name, backend, repeats) ?? null,
          [name, backend, REPEATS[backend]] as const,
        );
      };
      const net = {
        ...measured,
        tfjsWebglMs: peers ? await peer("webgl") : (known?.tfjsWebglMs ?? null),
        tfjsWebgpuMs: peers ? await peer("webgpu") : (known?.tfjsWebgpuMs ?? null),
      };
      nets.push(net);
      const matmulGflops = Math.max(...nets.map((net) => net.matmulGflops));
      const machine = { load: loadavg()[0], cores: cpus().length };
      // Written after each of them: an interrupted run leaves its results so far.
      writeEngineResults({ adapter, versions, machine, matmulGflops, nets });
      print(net);
    }
  } finally {
    await browser.close();
    await server.close();
  }
}
