import { mkdirSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { dirname, join } from "node:path";
import { preview } from "vite";
import { type KillSeriesResult, runKillSeries } from "../e2e/kill-series.ts";
import { findOrInstallChromium, HOW_TO_GET_CHROMIUM } from "../scripts/chromium.mjs";
import { buildPage, ROOT } from "../scripts/prepare.mjs";

const RESULTS = join(ROOT, "bench", "results", "kills.json");
/** Kills in one profile: a store of many runs takes longer to check than to fill. */
const KILLS_PER_SERIES = 25;

/** Options of the benchmark. */
export interface KillsBenchOptions {
  readonly kills: number;
  /** Of the first series; each following one has the next. */
  readonly seed: number;
}

function sum(results: readonly KillSeriesResult[], of: (result: KillSeriesResult) => number): number {
  return results.reduce((total, result) => total + of(result), 0);
}

/** All series together. */
function total(results: readonly KillSeriesResult[]) {
  const files = [...new Set(results.flatMap(({ interrupted }) => Object.keys(interrupted)))].sort();
  return {
    kills: sum(results, ({ kills }) => kills),
    during: {
      opening: sum(results, ({ during }) => during.opening),
      import: sum(results, ({ during }) => during.import),
      training: sum(results, ({ during }) => during.training),
    },
    duringWrites: sum(results, ({ duringWrites }) => duringWrites),
    interrupted: Object.fromEntries(
      files.map((file) => [file, sum(results, ({ interrupted }) => interrupted[file] ?? 0)]),
    ),
    resumed: sum(results, ({ resumed }) => resumed),
    finished: sum(results, ({ finished }) => finished),
  };
}

/**
 * Kills the browser process at random moments, checks after every start that nothing is lost that the page had reported as
 * stored, and writes `bench/results/kills.json`.
 */
export async function benchKills({ kills, seed }: KillsBenchOptions): Promise<void> {
  if (!(await buildPage())) throw new Error("The page could not be built; the reason is above.");
  const executablePath = await findOrInstallChromium();
  if (!executablePath) throw new Error(HOW_TO_GET_CHROMIUM);
  const server = await preview({ root: ROOT, preview: { port: 0 }, logLevel: "error" });
  const address = server.resolvedUrls?.local[0] ?? "";
  const results: KillSeriesResult[] = [];
  try {
    for (let done = 0; done < kills; done += KILLS_PER_SERIES) {
      const options = {
        executablePath,
        address,
        compares: true,
        kills: Math.min(KILLS_PER_SERIES, kills - done),
        seed: seed + results.length,
      };
      results.push(await runKillSeries(options));
      console.log(`${done + options.kills} kills, seed ${options.seed}:`, JSON.stringify(results.at(-1)));
    }
  } finally {
    await server.close();
  }
  const machine = { cores: cpus().length, processor: cpus()[0]?.model };
  mkdirSync(dirname(RESULTS), { recursive: true });
  writeFileSync(
    RESULTS,
    `${JSON.stringify({ machine, seeds: results.map((_, index) => seed + index), ...total(results) }, null, 2)}\n`,
  );
}
