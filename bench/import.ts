import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { type BrowserContext, chromium, type Page } from "playwright";
import { preview } from "vite";
import { waitForLab } from "../cli/wait-for-lab.ts";
import { dragFiles } from "../e2e/drag-files.ts";
import { findOrInstallChromium, HOW_TO_GET_CHROMIUM } from "../scripts/chromium.mjs";
import { buildPage, ROOT } from "../scripts/prepare.mjs";
import type {} from "../src/state/scripting.ts";
import { measureDecoding } from "./decode-speed.ts";
import { type LargeSet, LIVECELL, SARTORIUS, writeSet } from "./import-sets.ts";
import { watchMemory } from "./page-memory.ts";
import { processorSeconds } from "./processor-time.ts";

/** Options of the benchmark. */
export interface ImportBenchOptions {
  /** Number of images of the LIVECell-like set, with cells in proportion. */
  readonly images: number;
  /** LIVECell's own image size, which fills 10 GB of disk. */
  readonly fullSize: boolean;
  /** The part to measure, `sartorius`, `livecell` or `decoding`, or null for all. */
  readonly only: string | null;
  /** Where the generated sets are kept for the next time; null for a folder that is deleted afterwards. */
  readonly folder: string | null;
}

const RESULTS = join(ROOT, "bench", "results", "import.json");
const FULL = { rows: 520, columns: 704 };
const POLL_MILLISECONDS = 250;

/** State of the page's import, in numbers. */
const stateOf = (page: Page) =>
  page.evaluate(() => {
    const { importing, records, refused, alreadyThere, error } = window.directionLab.dataset();
    const cells = records.reduce((sum, record) => sum + record.cells, 0);
    return {
      importing: importing !== null,
      decoding: (importing?.total ?? 0) > 0,
      images: records.length,
      cells,
      refused: refused.length,
      alreadyThere,
      error,
    };
  });

/**
 * Imports a folder through the page like a user. The time of the processor counts all of the browser, summed over
 * the cores, whatever else the machine does.
 */
async function measureImport(page: Page, folder: string, set: LargeSet) {
  const memory = await watchMemory(page);
  const computedBefore = await processorSeconds(page.context());
  const start = performance.now();
  const secondsNow = () => (performance.now() - start) / 1000;
  // A lost drag is repeated.
  while (!(await dragFiles(page, [folder])));
  await page.waitForFunction(() => window.directionLab.dataset().importing, undefined, { timeout: 0 });
  let tableSeconds: number | null = null;
  let state = await stateOf(page);
  while (state.importing) {
    if (state.decoding) tableSeconds ??= secondsNow();
    await memory.measure();
    await page.waitForTimeout(POLL_MILLISECONDS);
    state = await stateOf(page);
  }
  const seconds = secondsNow();
  const computed = (await processorSeconds(page.context())) - computedBefore;
  if (state.images !== set.images || state.cells !== set.cells || state.refused > 0 || state.error) {
    throw new Error(`${set.name}: not all was imported: ${JSON.stringify(state)}`);
  }
  return {
    seconds,
    secondsUntilPaired: tableSeconds,
    imagesPerSecond: set.images / seconds,
    processorSeconds: computed,
    imagesPerProcessorSecond: set.images / computed,
    alreadyThere: state.alreadyThere,
    ...(await memory.end()),
  };
}

async function openPage(context: BrowserContext, address: string): Promise<Page> {
  const page = await context.newPage();
  await page.goto(address);
  await waitForLab(page);
  return page;
}

/** Time from a reload until the page lists all images of the store. */
async function measureReopening(page: Page, set: LargeSet): Promise<number> {
  const start = performance.now();
  await page.reload();
  await page.waitForFunction(
    (images) => "directionLab" in window && window.directionLab.dataset().records.length === images,
    set.images,
    { timeout: 0 },
  );
  return (performance.now() - start) / 1000;
}

/** `keep` is called with the measurements so far: an interrupted run leaves its results. */
async function measureSet(
  set: LargeSet,
  parent: string,
  address: string,
  executablePath: string,
  keep: (measured: object) => void,
): Promise<void> {
  console.log(`${set.name}: ${set.images} images of ${set.columns} x ${set.rows} px`);
  const { folder, tableBytes } = writeSet(set, parent);
  // A separate profile: without one the browser keeps the page's storage in memory.
  const context = await chromium.launchPersistentContext(join(parent, "profile"), { executablePath });
  try {
    const page = await openPage(context, address);
    const { name, images, cells, rows, columns } = set;
    const facts = { name, images, cells, rows, columns, tableMB: tableBytes / 1e6 };
    const cold = await measureImport(page, folder, set);
    console.log(`${name}, cold:`, cold);
    keep({ ...facts, cold });
    const again = await measureImport(page, folder, set);
    console.log(`${name}, again:`, again);
    keep({ ...facts, cold, again });
    keep({ ...facts, cold, again, reopenSeconds: await measureReopening(page, set) });
  } finally {
    await context.close();
    rmSync(join(parent, "profile"), { recursive: true, force: true });
  }
}

function shortened(value: unknown): unknown {
  return typeof value === "number" && !Number.isInteger(value) ? Number(value.toPrecision(4)) : value;
}

/** Merges results with those of earlier runs: a run of one part does not change the others. */
function keepResults(part: string, measured: object): void {
  const earlier = existsSync(RESULTS) ? JSON.parse(readFileSync(RESULTS, "utf8")) : {};
  const machine = { cores: cpus().length, processor: cpus()[0]?.model, node: process.version };
  const results = { ...earlier, machine, [part]: measured };
  mkdirSync(dirname(RESULTS), { recursive: true });
  writeFileSync(RESULTS, `${JSON.stringify(results, (_, value) => shortened(value), 2)}\n`);
}

async function measureSets(sets: readonly LargeSet[], parent: string): Promise<void> {
  if (!(await buildPage())) throw new Error("The page could not be built; the reason is above.");
  const executablePath = await findOrInstallChromium();
  if (!executablePath) throw new Error(HOW_TO_GET_CHROMIUM);
  const server = await preview({ root: ROOT, preview: { port: 0 }, logLevel: "error" });
  try {
    const address = server.resolvedUrls?.local[0] ?? "";
    for (const set of sets) {
      await measureSet(set, parent, address, executablePath, (measured) => keepResults(set.name, measured));
    }
  } finally {
    await server.close();
  }
}

/**
 * Draws two large sets in a temporary folder, imports them through the page in Chromium, first into an empty
 * store and then again, measures decoding in comparison with direct library calls, and writes
 * `bench/results/import.json`.
 */
export async function benchImport({ images, fullSize, only, folder }: ImportBenchOptions): Promise<void> {
  const isWanted = (part: string) => only === null || only === part;
  if (isWanted("decoding")) {
    const decoding = await measureDecoding();
    console.table(decoding);
    keepResults("decoding", decoding);
  }
  const cells = Math.round((LIVECELL.cells * images) / LIVECELL.images);
  const livecell = { ...LIVECELL, images, cells, ...(fullSize ? FULL : {}) };
  const sets = [SARTORIUS, livecell].filter(({ name }) => isWanted(name));
  if (sets.length === 0) return;
  const parent = folder ?? mkdtempSync(join(tmpdir(), "direction-lab-bench-"));
  try {
    await measureSets(sets, parent);
  } finally {
    if (folder === null) rmSync(parent, { recursive: true, force: true });
  }
}
