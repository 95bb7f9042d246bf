import { spawn, spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { cpus, loadavg } from "node:os";
import { join } from "node:path";
import { ROOT } from "../scripts/prepare.mjs";
import { stageLoss } from "../src/core/losses/loss.ts";
import { NETS, SIZE } from "./bench-nets.ts";
import { readEngineResults } from "./engine-results.ts";

const THREADS = [1, 2];
const REPEATS = 25;
const SCRIPT = join(ROOT, "bench", "pytorch-steps.py");

/** Times of PyTorch with one network, in ms. */
interface TorchTimes {
  readonly name: string;
  readonly layout: "default" | "channels last";
  readonly firstMs: number;
  readonly bestMs: number;
  readonly medianMs: number;
}

interface TorchVersion {
  readonly torch: string;
  /** Vector instructions that it uses. */
  readonly capability: string;
}

/** A Python that has PyTorch: that of the environment variable PYTHON, or the first on the path; null if none has. */
function findPython(): string | null {
  const names = process.env.PYTHON ? [process.env.PYTHON] : ["python3", "python"];
  const hasTorch = (name: string) =>
    spawnSync(name, ["-c", "import torch"], { stdio: "ignore" }).status === 0;
  return names.find(hasTorch) ?? null;
}

/** The lines of JSON that the script writes for all networks. */
function runScript(python: string, threads: number): Promise<[TorchVersion, ...TorchTimes[]]> {
  const child = spawn(python, [SCRIPT], {
    stdio: ["pipe", "pipe", "inherit"],
    env: { ...process.env, OMP_NUM_THREADS: String(threads) },
  });
  const nets = Object.entries(NETS).map(([name, { graph, stage }]) => ({
    name,
    graph,
    loss: stageLoss(stage),
  }));
  child.stdin.end(JSON.stringify({ ...SIZE, threads, repeats: REPEATS, nets }));
  const output: Buffer[] = [];
  child.stdout.on("data", (chunk: Buffer) => output.push(chunk));
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => {
      if (code !== 0) return reject(new Error(`${python} ended with ${code}`));
      const lines = Buffer.concat(output).toString().trim().split("\n");
      resolve(lines.map((line) => JSON.parse(line)) as [TorchVersion, ...TorchTimes[]]);
    });
  });
}

const inMilliseconds = (best: number, median: number) => `${best.toFixed(0)} / ${median.toFixed(0)} ms`;

/** Prints PyTorch's times of a network beside those of the CPU engine from its last benchmark. */
function print(name: string, threads: number, times: readonly TorchTimes[]): void {
  const net = readEngineResults()?.nets.find((net) => net.name === name);
  const own = net?.cpuMs.find((column) => column.threads === threads);
  const fastest = Math.min(...times.map(({ bestMs }) => bestMs));
  console.log(
    [
      name.padEnd(22),
      `${threads} ${threads === 1 ? "thread" : "threads"}`,
      ...times.map(({ layout, bestMs, medianMs }) => `${layout} ${inMilliseconds(bestMs, medianMs)}`),
      ...(own
        ? [
            `CPU engine ${inMilliseconds(own.bestMs, own.medianMs)}`,
            `best over best of PyTorch ${(own.bestMs / fastest).toFixed(2)}`,
          ]
        : []),
    ].join("  "),
  );
}

/**
 * Times the networks of the engine's benchmark in PyTorch on the CPU, best and median step, prints a table and writes
 * `bench/results/pytorch.json`. Says so when there is no PyTorch.
 */
export async function benchPytorch(): Promise<void> {
  const python = findPython();
  if (!python) {
    console.log(
      "PyTorch was not measured: no Python with torch was found. Install it with pip install torch, or set the environment variable PYTHON to a Python that has it.",
    );
    return;
  }
  const runs = [];
  let version: TorchVersion | null = null;
  for (const threads of THREADS) {
    const [found, ...times] = await runScript(python, threads);
    version = found;
    runs.push({ threads, load: loadavg()[0], times });
    for (const name of Object.keys(NETS)) {
      print(
        name,
        threads,
        times.filter((own) => own.name === name),
      );
    }
  }
  const folder = join(ROOT, "bench", "results");
  mkdirSync(folder, { recursive: true });
  const results = { ...version, cores: cpus().length, runs };
  writeFileSync(join(folder, "pytorch.json"), `${JSON.stringify(results, null, 2)}\n`);
}
