import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import process from "node:process";
import { ROOT } from "../../scripts/prepare.mjs";
import { run as runProgram } from "../../scripts/run.mjs";
import { RECIPES } from "../../src/core/recipe/presets.ts";
import { withStart } from "../../src/core/starts/with-start.ts";
import { type SetName, writeSet } from "../peers/sets.ts";
import { fewImagesChart } from "./chart.ts";
import { COUNTS, copyImages, type FewImages, START_IMAGES } from "./images.ts";

const DATA = resolve(ROOT, "..", "shared", "data");
const CACHE = join(ROOT, "node_modules", ".cache", "few-images");
const RESULTS = join(ROOT, "bench", "results", "few-images.json");
const CHART = join(ROOT, "docs", "images", "few-images.svg");

/** Crops of an epoch of a whole run: validations take long, and cells are found at the end. */
const CROPS = 1600;

/** Which points are wanted. */
export interface FewImagesOptions {
  readonly sets: readonly SetName[];
  /** Seeds from 1 to this number. */
  readonly seeds: number;
  readonly steps: number;
}

interface Scores {
  readonly ap50: number;
  readonly kaggle: number;
}

async function lab(...args: readonly string[]): Promise<void> {
  if (!(await runProgram(process.execPath, [join(ROOT, "scripts", "lab.mjs"), ...args], { aside: true })))
    throw new Error(`lab ${args.join(" ")} failed; the reason is above.`);
}

const readJson = (path: string): unknown => JSON.parse(readFileSync(path, "utf8"));

/** Trains the start of a set, from images that no point of its line is trained on; returns the path of its weights. */
async function makeStart(set: SetName): Promise<string> {
  const out = join(CACHE, `start-${set}`);
  const weights = join(out, "weights.zip");
  if (existsSync(join(out, "report.json"))) return weights;
  const images = START_IMAGES[set];
  const folder = join(CACHE, `images-start-${set}`);
  if (images) copyImages(join(CACHE, set), images, folder);
  const recipe = join(ROOT, "docs", "recipes", `start-${set}.json`);
  await lab("train", ...(images ? [folder] : []), "--recipe", recipe, "--out", out);
  return weights;
}

/** The start as it is. */
async function scoreStart(set: SetName): Promise<Scores> {
  const out = join(CACHE, `found-${set}`);
  await lab("predict", join(CACHE, set, "val"), "--weights", await makeStart(set), "--out", out);
  return (readJson(join(out, "predictions.json")) as { evaluation: Scores }).evaluation;
}

async function train({ set, from, images, seed, steps }: Omit<FewImages, keyof Scores>): Promise<Scores> {
  const name = `${set}-${from}-${images}-${seed}`;
  const [folder, out] = [join(CACHE, `images-${name}`), join(CACHE, name)];
  copyImages(join(CACHE, set), [0, images], folder);
  const few = { ...RECIPES.few, cropsPerImage: Math.ceil(CROPS / images), countCellsEvery: 0 };
  const recipe = from === "start" ? { ...withStart(few, set), startFrom: "own" } : few;
  mkdirSync(out, { recursive: true });
  writeFileSync(join(out, "recipe.json"), JSON.stringify(recipe));
  const start = from === "start" ? ["--weights", await makeStart(set)] : [];
  const options = ["--recipe", join(out, "recipe.json"), "--seed", String(seed), "--steps", String(steps)];
  await lab("train", folder, ...options, ...start, "--out", out);
  const { evaluation } = readJson(join(out, "report.json")) as {
    evaluation: readonly (Scores & { readonly gate: string; readonly method: string })[];
  };
  const found = evaluation.find(({ gate, method }) => gate === "predicted" && method === "depth");
  if (!found) throw new Error(`${out} has no scores of cells.`);
  return found;
}

function pointsOf({ sets, seeds, steps }: FewImagesOptions): Omit<FewImages, keyof Scores>[] {
  const start = sets.map((set) => ({ set, from: "start", images: 0, seed: 1, steps: 0 }) as const);
  const trained = Array.from({ length: seeds }, (_, index) => index + 1).flatMap((seed) =>
    sets.flatMap((set) =>
      (["scratch", "start"] as const).flatMap((from) =>
        COUNTS[set][from].map((images) => ({ set, from, images, seed, steps })),
      ),
    ),
  );
  return [...start, ...trained];
}

const keyOf = ({ set, from, images, seed, steps }: Omit<FewImages, keyof Scores>) =>
  [set, from, images, seed, steps].join(" ");

function known(): readonly FewImages[] {
  return existsSync(RESULTS) ? (readJson(RESULTS) as { points: FewImages[] }).points : [];
}

/**
 * Trains the recipe `few` with increasing numbers of training images, from scratch and from a start that has seen none of
 * them, and scores the cells that it finds in the validation images of docs/results.md. Each point is added to
 * `bench/results/few-images.json`, whose points are not measured again, and `docs/images/few-images.svg` is drawn. Says so
 * when the images are missing.
 */
export async function benchFewImages(options: FewImagesOptions): Promise<void> {
  if (!existsSync(DATA)) {
    console.log(
      `Nothing was trained: the images are absent. The folder ${DATA} must contain dsb2018 and phase.`,
    );
    return;
  }
  for (const set of options.sets) await writeSet(set, DATA, join(CACHE, set));
  mkdirSync(dirname(RESULTS), { recursive: true });
  const done = new Map(known().map((point) => [keyOf(point), point]));
  for (const wanted of pointsOf(options)) {
    if (done.has(keyOf(wanted))) continue;
    const { ap50, kaggle } = await (wanted.images === 0 ? scoreStart(wanted.set) : train(wanted));
    done.set(keyOf(wanted), { ...wanted, ap50, kaggle });
    writeFileSync(RESULTS, `${JSON.stringify({ points: [...done.values()] }, null, 2)}\n`);
    console.log(`${keyOf(wanted)}  AP50 ${ap50.toFixed(3)}  Kaggle mean ${kaggle.toFixed(3)}`);
  }
  writeFileSync(CHART, fewImagesChart([...done.values()]));
}
