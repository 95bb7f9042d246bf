import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "playwright";
import { createServer } from "vite";
import { findOrInstallChromium, HOW_TO_GET_CHROMIUM } from "../scripts/chromium.mjs";
import { ROOT } from "../scripts/prepare.mjs";
import type {} from "./engine-page.ts";

const FLAGS = ["--enable-unsafe-webgpu", "--enable-features=Vulkan", "--ignore-gpu-blocklist"];

/** Number of measured steps: tfjs takes many seconds per step on a software adapter. */
const REPEATS = { compiled: 9, webgl: 4, webgpu: 2 };

const inMilliseconds = (value: number | null) => (value === null ? "-" : value.toFixed(value < 10 ? 1 : 0));

/** Measures the engines in Chromium, prints a table and writes `bench/results/engine.json`. */
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
    const adapter = await page.evaluate(() => window.engineBench?.adapter());
    const names = await page.evaluate(() => window.engineBench?.nets ?? []);
    const nets = [];
    const folder = join(ROOT, "bench", "results");
    mkdirSync(folder, { recursive: true });
    const versions = { chromium: browser.version(), node: process.version };
    for (const name of names) {
      await open();
      const compiled = await page.evaluate(([name, repeats]) => window.engineBench?.compiled(name, repeats), [
        name,
        REPEATS.compiled,
      ] as const);
      if (!compiled) throw new Error(`${name} could not be measured`);
      const peer = async (backend: "webgpu" | "webgl") => {
        if (!peers) return null;
        await open();
        return page.evaluate(
          ([name, backend, repeats]) => window.engineBench?.tfjs(name, backend, repeats) ?? null,
          [name, backend, REPEATS[backend]] as const,
        );
      };
      const net = { ...compiled, tfjsWebglMs: await peer("webgl"), tfjsWebgpuMs: await peer("webgpu") };
      nets.push(net);
      const matmulGflops = Math.max(...nets.map((net) => net.matmulGflops));
      const results = { adapter, versions, matmulGflops, nets };
      // Written after each of them: an interrupted run leaves its results so far.
      writeFileSync(join(folder, "engine.json"), `${JSON.stringify(results, null, 2)}\n`);
      console.log(
        [
          name.padEnd(22),
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
    }
  } finally {
    await browser.close();
    await server.close();
  }
}
