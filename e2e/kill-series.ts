import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { encode } from "fast-png";
import type { Page } from "playwright";
import { labInPage } from "../cli/lab-in-page.ts";
import { loadImages } from "../cli/load-images.ts";
import { waitForLab } from "../cli/wait-for-lab.ts";
import { createRandom, type Random } from "../src/core/augment/random.ts";
import type { Stage } from "../src/core/recipe/recipe.ts";
import type { ListedRun } from "../src/core/runs/listed-run.ts";
import { stepsOf } from "../src/core/runs/run-record.ts";
import { runToResume } from "../src/core/runs/run-to-resume.ts";
import { sameValue } from "../src/core/same-value.ts";
import { loadDrawnImages } from "./drawn-images.ts";
import { interruptedFiles } from "./interrupted-files.ts";
import { drawKillMoment, IMPORTED, type KillMoment } from "./kill-moment.ts";
import { type KillableBrowser, startKillableBrowser } from "./killable-browser.ts";
import { SMALL_RECIPE } from "./small-recipe.ts";
import { followVisit, type VisitReport } from "./visit-reports.ts";
import { withoutTimes } from "./without-times.ts";

const STAGES: readonly Stage[] = ["semantic", "direction"];
const STEPS = 12;
/** Networks whose checkpoint takes a while to write. */
const RECIPE = {
  ...SMALL_RECIPE,
  cropsPerImage: 1,
  networks: { semantic: { F: 16, depth: 2 }, direction: { m: 1 / 16 }, energy: { m: 1 / 32 } },
};
/** Expected time from a pause to its checkpoint before there has been one, ms. */
const FIRST_WRITE = 20;
const STEP_TIMES = "direction-lab.step-times";
const SETTINGS = "direction-lab.settings";
/** Images without a mask, which no run uses. */
const IMAGE_SIDE = 16;

/** Where the browser is, and how it is killed. */
export interface KillSeriesOptions {
  readonly executablePath: string;
  /** Address of the page. */
  readonly address: string;
  readonly kills: number;
  /** Whether the run in progress is trained to its end and compared with an uninterrupted one. */
  readonly compares: boolean;
  /** Of the random moments. */
  readonly seed: number;
}

/** What a series of kills has shown. Times are not in it: they depend on the machine. */
export interface KillSeriesResult {
  readonly kills: number;
  /** Kills while the page opened, during an import, and during a training. */
  readonly during: Readonly<Record<KillMoment["during"], number>>;
  /** Kills while at least one file was being written. */
  readonly duringWrites: number;
  /** How often each file was being written. */
  readonly interrupted: Readonly<Record<string, number>>;
  /** Resumptions of a run, and runs that reached their end. */
  readonly resumed: number;
  readonly finished: number;
}

/** What the page has reported as stored so far, in all visits. */
class Reported {
  readonly images = new Set<string>();
  readonly finished = new Set<string>();
  /** The newest run of which a checkpoint was stored, unless it has finished; and its steps up to there. */
  unfinished: { readonly run: string; readonly steps: number } | null = null;

  take({ run, phase, lastCheckpoint, images }: VisitReport): void {
    for (const id of images) this.images.add(id);
    if (run === null) return;
    if (phase === "finished") {
      this.finished.add(run);
      this.unfinished = null;
    } else if (lastCheckpoint) {
      const { stage, step } = lastCheckpoint;
      const steps = STAGES.indexOf(stage) * STEPS + step;
      this.unfinished = { run, steps };
    }
  }

  /** A run that has ended between its last report and a kill, and of which everything is stored, is finished. */
  takeEnd(runs: readonly ListedRun[]): void {
    if (this.unfinished === null || !isComplete(runs, this.unfinished.run)) return;
    this.finished.add(this.unfinished.run);
    this.unfinished = null;
  }
}

/** Whether a run is stored as finished, with all its steps and the weights after them. */
function isComplete(runs: readonly ListedRun[], id: string): boolean {
  const record = runs.find((run) => run.id === id)?.record;
  if (record?.status.kind !== "finished" || stepsOf(record) !== STAGES.length * STEPS) return false;
  return STAGES.every((stage) =>
    record.weights.some((one) => one.stage === stage && one.choice === "last" && one.step === STEPS),
  );
}

/** The stored runs in words. */
function described(runs: readonly ListedRun[]): string {
  const each = runs.map(({ id, record, files }) => {
    const stages = record?.stageRecords.map(({ stage, steps, of }) => `${stage} ${steps}/${of}`);
    const state = record
      ? `${record.status.kind}, ended at ${record.endedAt}, ${stages?.join(", ")}`
      : "no record";
    return `${id}: ${state}; ${files.map(({ name, bytes }) => `${name} ${bytes}`).join(", ")}`;
  });
  return `Stored are:\n${each.join("\n")}`;
}

/** Kills the browser at random moments, and checks after each start that nothing is lost that the page reported as stored. */
class KillSeries {
  readonly #options: KillSeriesOptions;
  readonly #random: Random;
  readonly #folder = mkdtempSync(join(tmpdir(), "lab-kills-"));
  readonly #reported = new Reported();
  readonly #during = { opening: 0, import: 0, training: 0 };
  readonly #interrupted = new Map<string, number>();
  #duringWrites = 0;
  /** What the page has stored beside images and runs, by key; a killed browser often has not stored it. */
  #beside: Readonly<Record<string, string>> = {};
  #resumed = 0;
  #kills = 0;
  #runSeed = 0;

  constructor(options: KillSeriesOptions) {
    this.#options = options;
    this.#random = createRandom(options.seed);
  }

  async run(): Promise<KillSeriesResult> {
    const { kills, compares, seed } = this.#options;
    try {
      await this.#visit((page) => this.#begin(page));
      while (this.#kills < kills) await this.#visit((page) => this.#untilKilled(page));
      await this.#visit((page) => (compares ? this.#compareWithUninterrupted(page) : this.#open(page)));
    } catch (error) {
      const message = `After kill ${this.#kills} of the series with seed ${seed}: ${error instanceof Error ? error.message : error}`;
      throw new Error(message, { cause: error });
    } finally {
      await removeLater(this.#folder);
    }
    return {
      kills,
      during: this.#during,
      duringWrites: this.#duringWrites,
      interrupted: Object.fromEntries([...this.#interrupted].sort()),
      resumed: this.#resumed,
      finished: this.#reported.finished.size,
    };
  }

  async #visit(work: (page: Page) => Promise<void>): Promise<void> {
    const browser = await startKillableBrowser(this.#options.executablePath, join(this.#folder, "profile"));
    try {
      await this.#countInterrupted(browser);
      await work(browser.page);
    } finally {
      await browser.kill();
    }
  }

  async #countInterrupted({ page }: KillableBrowser): Promise<void> {
    const names = await interruptedFiles(page, this.#options.address);
    // A page that knows none runs the networks for a second.
    await page.evaluate((stored) => Object.assign(localStorage, stored), this.#beside);
    if (names.length > 0) this.#duringWrites += 1;
    for (const name of names) this.#interrupted.set(name, (this.#interrupted.get(name) ?? 0) + 1);
  }

  async #begin(page: Page): Promise<void> {
    await this.#open(page);
    await loadDrawnImages(page);
    for (const { id } of (await labInPage(page).call("dataset")).records) this.#reported.images.add(id);
    await page.waitForFunction((key) => (localStorage.getItem(key) ?? "[]") !== "[]", STEP_TIMES);
    // In this view nothing is computed for the screen.
    await page.keyboard.press("d");
    await page.waitForFunction((key) => localStorage.getItem(key)?.includes('"pairing"'), SETTINGS);
    this.#beside = await page.evaluate(
      (keys) => Object.fromEntries(keys.map((key) => [key, localStorage.getItem(key) ?? ""])),
      [STEP_TIMES, SETTINGS],
    );
  }

  async #untilKilled(page: Page): Promise<void> {
    const { during, count, time } = drawKillMoment(this.#random);
    this.#during[during] += 1;
    let unit = 1;
    if (during === "opening") await page.goto(this.#options.address, { waitUntil: "commit" });
    else unit = await this.#act(page, during, count);
    await setTimeout(time * unit);
    this.#kills += 1;
  }

  /**
   * Opens the page, checks it, and imports or trains until the page has reported enough. Returns the unit of the time
   * from then to the kill, ms.
   */
  async #act(page: Page, what: "import" | "training", least: number): Promise<number> {
    await this.#open(page);
    const before = this.#reported.images.size;
    const countIn = ({ pauses, images }: VisitReport) =>
      what === "import" ? images.length - before : pauses;
    let isEnough = () => {};
    const enough = new Promise<void>((resolve) => {
      isEnough = resolve;
    });
    let last: VisitReport | null = null;
    let pausedAt = 0;
    let writing = FIRST_WRITE;
    await followVisit(page, (report) => {
      this.#reported.take(report);
      if (report.pauses !== last?.pauses) pausedAt = performance.now();
      if (report.lastCheckpoint !== null && !sameValue(report.lastCheckpoint, last?.lastCheckpoint))
        writing = performance.now() - pausedAt;
      last = report;
      if (countIn(report) >= least || report.phase === "finished") isEnough();
    });
    const acting = what === "import" ? this.#import(page) : this.#train(page);
    await Promise.race([enough, acting.then(() => enough)]);
    return what === "import" ? 1 : writing;
  }

  /** Imports images without masks that no earlier visit has imported. */
  async #import(page: Page): Promise<void> {
    const folder = join(this.#folder, `import-${this.#kills}`, "images");
    mkdirSync(folder, { recursive: true });
    for (let index = 0; index < IMPORTED; index++) {
      const data = Uint8Array.from({ length: IMAGE_SIDE ** 2 }, () => this.#random.integer(256));
      const image = encode({ width: IMAGE_SIDE, height: IMAGE_SIDE, data, channels: 1, depth: 8 });
      writeFileSync(join(folder, `spare_${this.#kills}_${index}.png`), image);
    }
    await loadImages(labInPage(page), { path: join(folder, ".."), slice: null, time: null });
  }

  /** Trains the run that the page offers to resume, or a new one. */
  async #train(page: Page): Promise<void> {
    const offered = await offeredSummary(page);
    if (offered) this.#resumed += 1;
    // A run that was killed before its first checkpoint has used the last seed.
    else this.#runSeed += 1;
    await trainFrom(page, this.#runSeed, offered !== null);
  }

  /** Opens the page, and checks that everything is there that it has reported as stored. */
  async #open(page: Page): Promise<void> {
    await page.goto(this.#options.address);
    await waitForLab(page);
    const { runs, sentences, images } = await storedState(page);
    if (sentences.length > 0) throw new Error(`The page complains: ${sentences.join(" ")}`);
    const lostImages = [...this.#reported.images].filter((id) => !images.includes(id));
    if (lostImages.length > 0) throw new Error(`Images are lost: ${lostImages.join()}`);
    for (const id of this.#reported.finished) {
      if (!isComplete(runs, id))
        throw new Error(`The finished run ${id} is not complete. ${described(runs)}`);
    }
    const last = runToResume(runs);
    if (last) await page.waitForFunction(() => window.directionLab.offered().offered !== null);
    const summary = await offeredSummary(page);
    this.#reported.takeEnd(runs);
    const { unfinished } = this.#reported;
    const isThere = summary?.run.id === unfinished?.run && (summary?.steps ?? 0) >= (unfinished?.steps ?? 0);
    if (unfinished && !isThere) {
      const found = summary ? `step ${summary.steps} of ${summary.run.id}` : "nothing";
      throw new Error(
        `Of step ${unfinished.steps} of the run ${unfinished.run}, ${found} is offered. ${described(runs)}`,
      );
    }
  }

  /** Finishes the run in progress, whose curves must be those of a run that was never interrupted. */
  async #compareWithUninterrupted(page: Page): Promise<void> {
    await this.#open(page);
    const curves = async () => withoutTimes(await page.evaluate(() => window.directionLab.curvesCsv()));
    await this.#train(page);
    const interrupted = await curves();
    await trainFrom(page, this.#runSeed, false);
    const whole = await curves();
    const at = whole.findIndex((row, index) => row !== interrupted[index]);
    if (at < 0 && interrupted.length === whole.length) return;
    throw new Error(
      `The curves differ from those of an uninterrupted run in row ${at}:\n${whole[0]}\n${interrupted[at]}\n${whole[at]}`,
    );
  }
}

/** Removes a profile. Processes that the killed browser started may write to it a little longer. */
async function removeLater(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 }).catch(
    (error: NodeJS.ErrnoException) => {
      // What is left in the folder for temporary files decides nothing.
      if (error.code !== "ENOTEMPTY") throw error;
    },
  );
}

function offeredSummary(page: Page) {
  return page.evaluate(() => window.directionLab.offered().offered?.summary ?? null);
}

/** The stored runs, after all their files were read; what the page complains about; and the images. */
async function storedState(page: Page) {
  await page.waitForFunction(() => window.directionLab.runs().place !== null);
  return page.evaluate(async () => {
    await window.directionLab.verifyRuns();
    const { place, runs, failure } = window.directionLab.runs();
    const { problems, failure: notKept } = window.directionLab.kept();
    const { records, error } = window.directionLab.dataset();
    const damages = runs.map((run) => (run.kind === "damaged" ? run.reason : null));
    const sentences = [
      place === "stored" ? null : "There is no store.",
      ...[failure, notKept, error, window.directionLab.offered().error, ...problems, ...damages],
    ];
    return {
      runs,
      sentences: sentences.filter((sentence) => sentence !== null),
      images: records.map(({ id }) => id),
    };
  });
}

/** Trains the recipe with a seed to its end: the run that is offered, or a new one. */
async function trainFrom(page: Page, seed: number, isResumed: boolean): Promise<void> {
  await page.evaluate(
    async ({ run, resumes }) => {
      window.directionLab.prepare(run);
      await (resumes
        ? window.directionLab.resume({ isShown: false })
        : window.directionLab.train({ isShown: false }));
      const { phase, error } = window.directionLab.run();
      const changes = resumes ? window.directionLab.changes() : [];
      if (phase !== "finished") throw new Error([error, ...changes].join(" "));
    },
    { run: { recipe: RECIPE, seed, steps: STEPS, stages: STAGES }, resumes: isResumed },
  );
}

/** Runs a series of kills in a new profile. Throws an Error with the seed and the number of kills if something is lost. */
export function runKillSeries(options: KillSeriesOptions): Promise<KillSeriesResult> {
  return new KillSeries(options).run();
}
