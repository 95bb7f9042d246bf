import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { cpus, loadavg } from "node:os";
import { join, resolve } from "node:path";
import { scoreLabels } from "../../cli/score.ts";
import { ROOT } from "../../scripts/prepare.mjs";
import { CACHE, environmentOf, type Peer, PeerMissing } from "./environment.ts";
import { type SetName, writeSet } from "./sets.ts";

const DATA = resolve(ROOT, "..", "shared", "data");
const RESULTS = join(ROOT, "bench", "results", "peers.json");
const THREADS = "2";

/** What a peer's script says of its run; times in minutes of CPU time. */
interface PeerReport {
  readonly versions: Record<string, string>;
  readonly steps: number;
  readonly trainingMinutes: number;
  readonly fitMinutes?: number;
  readonly predictionMinutes: number;
}

/** One training of a peer, scored on the validation images. */
interface PeerRun extends PeerReport {
  readonly peer: Peer;
  readonly set: SetName;
  readonly minutes: number;
  readonly seed: number;
  readonly ap50: number;
  readonly kaggle: number;
  readonly machine: { readonly processor: string; readonly cores: number; readonly load: number };
}

/** Which runs are wanted. */
export interface PeerOptions {
  readonly peer: Peer;
  readonly sets: readonly SetName[];
  /** CPU time of training. */
  readonly minutes: number;
  readonly seed: number;
}

/** Trains and predicts in Python; returns the last line of its output. */
function runScript(python: string, peer: Peer, args: readonly string[]): Promise<PeerReport> {
  const script = join(ROOT, "bench", "peers", `${peer}_from_scratch.py`);
  const child = spawn(python, [script, ...args], {
    stdio: ["ignore", "pipe", "inherit"],
    env: {
      ...process.env,
      OMP_NUM_THREADS: THREADS,
      MKL_NUM_THREADS: THREADS,
      CUDA_VISIBLE_DEVICES: "",
      PYTHONDONTWRITEBYTECODE: "1",
    },
  });
  const output: Buffer[] = [];
  child.stdout.on("data", (chunk: Buffer) => output.push(chunk));
  return new Promise((done, reject) => {
    child.on("error", reject);
    child.on("close", (code) => {
      if (code !== 0) return reject(new Error(`${script} ended with ${code}`));
      done(JSON.parse(Buffer.concat(output).toString().trim().split("\n").at(-1)!) as PeerReport);
    });
  });
}

/** Keeps the runs of before; one of the same peer, set, minutes and seed is replaced. */
function save(run: PeerRun): void {
  const known = existsSync(RESULTS)
    ? (JSON.parse(readFileSync(RESULTS, "utf8")) as { runs: PeerRun[] })
    : { runs: [] };
  const keyOf = ({ peer, set, minutes, seed }: PeerRun) => `${peer} ${set} ${minutes} ${seed}`;
  const runs = [...known.runs.filter((other) => keyOf(other) !== keyOf(run)), run];
  mkdirSync(join(RESULTS, ".."), { recursive: true });
  writeFileSync(RESULTS, `${JSON.stringify({ runs }, null, 2)}\n`);
}

async function runPeer(python: string, set: SetName, options: PeerOptions): Promise<PeerRun> {
  const { peer, minutes, seed } = options;
  const images = join(CACHE, "sets", set);
  const found = join(CACHE, "found", `${peer}-${set}-${seed}`);
  rmSync(found, { recursive: true, force: true });
  const args = [images, found, "--minutes", String(minutes), "--seed", String(seed)];
  const report = await runScript(python, peer, args);
  const { ap50, kaggle } = await scoreLabels(join(images, "val", "masks"), found);
  const machine = { processor: cpus()[0].model, cores: cpus().length, load: loadavg()[0] };
  return { peer, set, minutes, seed, ap50, kaggle, ...report, machine };
}

function print({ peer, set, seed, ap50, kaggle, trainingMinutes, steps }: PeerRun): void {
  const scores = `AP50 ${ap50.toFixed(3)}  Kaggle mean ${kaggle.toFixed(3)}`;
  const time = `${trainingMinutes.toFixed(1)} CPU minutes`;
  console.log([peer.padEnd(9), set.padEnd(7), `seed ${seed}`, scores, time, `${steps} steps`].join("  "));
}

/**
 * Trains Cellpose or StarDist from random weights on the training images of docs/results.md for some CPU time, scores the cells
 * that it finds in the validation images like `lab score`, prints a line per run, and adds the runs to
 * `bench/results/peers.json`. Says so when the images, Python or its packages are missing.
 */
export async function benchPeer(options: PeerOptions): Promise<void> {
  if (!existsSync(DATA)) {
    console.log(
      `The peer was not run: the images are absent. The folder ${DATA} must contain dsb2018 and phase.`,
    );
    return;
  }
  for (const set of options.sets) await writeSet(set, DATA, join(CACHE, "sets", set));
  const { peer } = options;
  try {
    const python = environmentOf(peer);
    for (const set of options.sets) {
      const run = await runPeer(python, set, options);
      save(run);
      print(run);
    }
  } catch (error) {
    if (!(error instanceof PeerMissing)) throw error;
    console.log(`${peer} was skipped: ${error.message}`);
  }
}
