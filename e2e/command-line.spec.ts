import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "@playwright/test";
import { scoreLabels } from "../cli/score.ts";
import type { Evaluation } from "../src/core/instances/evaluation.ts";
import { writeDrawnImages } from "./drawn-images.ts";
import { openArchive } from "./plain-tfjs.ts";
import { SHARED_DATA, SHARED_DATA_ABSENT, WITHOUT_SHARED_DATA } from "./shared-data.ts";
import { SMALL_RECIPE } from "./small-recipe.ts";
import { withoutTimes } from "./without-times.ts";

const ROOT = fileURLToPath(new URL("..", import.meta.url));

let out = "";

test.beforeEach(() => {
  out = mkdtempSync(join(tmpdir(), "lab-"));
});

test.afterEach(() => {
  rmSync(out, { recursive: true });
});

function lab(...args: string[]) {
  return spawnSync(process.execPath, [join(ROOT, "scripts/lab.mjs"), ...args], {
    cwd: ROOT,
    encoding: "utf8",
    env: { ...process.env, INIT_CWD: ROOT },
  });
}

/** Part of the report about one gate and method. */
type Reported = Pick<Evaluation, "gate" | "method" | "images">;

interface ReportedStage {
  readonly stage: string;
  readonly firstLoss: number;
  readonly lastLoss: number;
  readonly stepMilliseconds: number;
  readonly engine: { readonly engine: string; readonly tiling: string };
  readonly validation: Readonly<Record<string, number>>;
}

/** Checks the output of a run, and returns the stages of its report. */
function expectTrained(images: number, stages: readonly string[]): ReportedStage[] {
  const report = JSON.parse(readFileSync(join(out, "report.json"), "utf8"));
  expect(report).toMatchObject({ version: 1, seed: 7, dataset: { images, refused: [] } });
  expect(report.dataset.train + report.dataset.validation).toBe(images);
  expect(report.adapter.length).toBeGreaterThan(0);
  const reported: ReportedStage[] = report.stages;
  expect(reported.map(({ stage }) => stage)).toEqual(stages);
  for (const { firstLoss, lastLoss, stepMilliseconds, engine } of reported) {
    expect(lastLoss).toBeLessThan(firstLoss);
    expect(stepMilliseconds).toBeGreaterThan(0);
    expect(["cpu", "gpu"]).toContain(engine.tiling);
  }
  const archive = openArchive(readFileSync(join(out, "weights.zip")));
  for (const stage of stages) expect(archive).toHaveProperty([`${stage}/model.json`]);
  const engines = JSON.parse(new TextDecoder().decode(archive["engine.json"]));
  expect(engines).toEqual(Object.fromEntries(reported.map(({ stage, engine }) => [stage, engine])));
  expect(readFileSync(join(out, "curves.csv"), "utf8").split("\n")[0]).toContain("stepMilliseconds");
  return reported;
}

test("trains on the built-in sample", () => {
  const options = ["--recipe", "tiny", "--stages", "direction", "--steps", "80", "--seed", "7", "--out", out];
  const { status, stderr, stdout } = lab("train", ...options);
  expect(stderr).toMatch(/compiled (?:CPU, \d+ threads?|WebGPU)/);
  expect(status, stderr).toBe(0);
  expect(stdout).toBe("");
  const [direction] = expectTrained(24, ["direction"]);
  expect(direction.validation.angleRmsDegrees).toBeLessThan(180);
});

test("trains on image–label pairs with the given normalisation, then finds cells with the weights", async () => {
  test.skip(SHARED_DATA_ABSENT, WITHOUT_SHARED_DATA);
  const path = join(SHARED_DATA, "phase/pairs");
  const recipe = join(out, "recipe.json");
  writeFileSync(recipe, JSON.stringify(SMALL_RECIPE));
  const options = [
    "--recipe",
    recipe,
    "--stages",
    "energy,semantic",
    "--steps",
    "20",
    "--seed",
    "7",
    "--channel",
    "5",
    "--normalisation",
    "mean-std",
    "--out",
    out,
  ];
  const { status, stderr } = lab("train", path, ...options);
  expect(status, stderr).toBe(0);
  expect(stderr).toContain("No image has channel 5: the mean of the available channels is used instead.");
  const image = { channel: 4, normalisation: { kind: "meanStd" } };
  expect(JSON.parse(readFileSync(join(out, "report.json"), "utf8")).recipe).toMatchObject(image);
  const { "inputs.json": inputs } = openArchive(readFileSync(join(out, "weights.zip")));
  expect(JSON.parse(new TextDecoder().decode(inputs))).toEqual({
    semantic: image,
    energy: { unitVectors: "true" },
  });
  const [semantic, energy] = expectTrained(2, ["semantic", "energy"]);
  expect(semantic.validation.iou).toBeGreaterThanOrEqual(0);
  expect(energy.validation.levelAccuracy).toBeLessThanOrEqual(1);
  const { evaluation } = JSON.parse(readFileSync(join(out, "report.json"), "utf8"));
  const summary = evaluation.map(({ gate, method, images }: Reported) => `${gate} ${method} ${images}`);
  // Without a Direction Net there are no vectors, and thus no levels to cut.
  expect(summary).toEqual(["predicted components 1", "true components 1"]);

  expect(evaluation[1]).toMatchObject({ maskIou: null, maskDice: null });
  expect(stderr).toContain("components, predicted mask: Kaggle");

  const cells = join(out, "cells");
  const weights = ["--weights", join(out, "weights.zip"), "--out", cells];
  const found = lab("predict", path, ...weights, "--method", "components", "--parameters", "minimum=30");
  expect(found.status, found.stderr).toBe(0);
  expect(readdirSync(cells).sort()).toEqual([
    "README.txt",
    "coco.json",
    "images.csv",
    "masks",
    "measurements.csv",
    "predictions.json",
    "rois",
    "scores.csv",
    "submission.csv",
    "submission_dsb2018.csv",
    "tiff",
  ]);
  const predictions = JSON.parse(readFileSync(join(cells, "predictions.json"), "utf8"));
  expect(predictions).toMatchObject({
    gate: "predicted",
    method: "components",
    parameters: { minimum: 30 },
    evaluation: { gate: "predicted", method: "components", images: 2 },
  });
  // The scores of the page equal those of two folders of label images.
  const { kaggle, ap50, foundCells } = await scoreLabels(path, join(cells, "masks"));
  expect({ kaggle, ap50, foundCells }).toEqual({
    kaggle: predictions.evaluation.kaggle,
    ap50: predictions.evaluation.ap50,
    foundCells: predictions.evaluation.foundCells,
  });
});

test("a stopped run is resumed to the same weights and curves", () => {
  const images = join(out, "cells");
  writeDrawnImages(images, 3, []);
  const recipe = join(out, "recipe.json");
  writeFileSync(recipe, JSON.stringify(SMALL_RECIPE));
  const train = ["train", images, "--recipe", recipe, "--stages", "direction,energy", "--steps", "3"];
  const folder = (name: string) => join(out, name);
  const weightsIn = (name: string) => {
    const archive = openArchive(readFileSync(join(folder(name), "weights.zip")));
    return [archive["direction/weights.bin"], archive["energy/weights.bin"]];
  };
  expect(lab(...train, "--out", folder("whole")).status).toBe(0);
  const stopped = lab(...train, "--stop-after", "4", "--out", folder("stopped"));
  expect(stopped.status, stopped.stderr).toBe(3);
  expect(stopped.stderr).toContain("Stopped after 4 steps");
  expect(readdirSync(folder("stopped"))).toContain("checkpoint.bin");

  const resumed = lab("train", "--resume", folder("stopped"), "--out", folder("stopped"));
  expect(resumed.status, resumed.stderr).toBe(0);
  expect(weightsIn("stopped")).toEqual(weightsIn("whole"));
  expect(readdirSync(folder("stopped"))).not.toContain("checkpoint.bin");
  const curves = (name: string) => withoutTimes(readFileSync(join(folder(name), "curves.csv"), "utf8"));
  expect(curves("stopped")).toEqual(curves("whole"));
});

test("stale vectors teach nothing where crops are turned, and the other three runs learn", () => {
  const images = join(out, "cells");
  writeDrawnImages(images, 4, []);
  const folder = join(out, "vectors");
  const options = ["--seeds", "1", "--steps", "24", "--out", folder];
  const { status, stdout, stderr } = lab("experiment", "stale-vectors", images, ...options);
  expect(status, stderr).toBe(0);
  expect(stdout).toContain("vectors-rotation-stale: Rotation: probability: 0 → 1; Stale vectors: off → on");
  const { rows } = JSON.parse(readFileSync(join(folder, "table.json"), "utf8"));
  const angles = rows.map((row: Record<string, unknown>) => [
    `${row.augmentation} ${row.vectors}`,
    (row.angleRmsDegrees as { mean: number }).mean,
  ]);
  const { "rotation stale": stale, ...others } = Object.fromEntries(angles);
  expect(Object.keys(others)).toEqual(["none recomputed", "none stale", "rotation recomputed"]);
  expect(stale).toBeGreaterThan(90);
  for (const angle of Object.values(others)) expect(angle).toBeLessThan(80);
  expect(readFileSync(join(folder, "plot.svg"), "utf8")).toMatch(/^<svg /);
});

test("a run that fails does not stop an experiment, and a second call does only what is left", () => {
  const images = join(out, "cells");
  writeDrawnImages(images, 3, []);
  const sweep = {
    version: 1,
    name: "gates",
    base: SMALL_RECIPE,
    // Without a U-Net there is no predicted mask.
    axes: [{ field: "gate", values: ["predicted", "true"] }],
    seeds: [1],
    stages: ["direction"],
  };
  writeFileSync(join(out, "sweep.json"), JSON.stringify(sweep));
  const folder = join(out, "gates");
  const call = ["experiment", join(out, "sweep.json"), images, "--steps", "2", "--out", folder];
  const first = lab(...call);
  expect(first.status, first.stderr).toBe(1);
  expect(first.stderr).toContain("1 of 2 runs failed: Gating mask predicted");
  expect(first.stdout).toContain("Gating mask true  finished      2");
  const second = lab(...call);
  expect(second.status, second.stderr).toBe(1);
  expect(second.stderr).toContain("1 of 2 runs are done.");
  expect(JSON.parse(readFileSync(join(folder, "table.json"), "utf8")).rows).toMatchObject([
    { name: "Gating mask true", seeds: 1 },
  ]);
});

test("a folder without images fails with one message and exit code 1", () => {
  const { status, stderr, stdout } = lab("train", join(ROOT, "docs"), "--recipe", "tiny", "--out", out);
  expect(status).toBe(1);
  expect(stdout).toBe("");
  expect(stderr).toContain("No image with labels could be read");
  expect(existsSync(join(out, "report.json"))).toBe(false);
});

test.describe("inspect", () => {
  test("prints a single object and exits with 0 if anything was read", () => {
    test.skip(SHARED_DATA_ABSENT, WITHOUT_SHARED_DATA);
    const path = join(SHARED_DATA, "phase/pairs");
    const { status, stdout, stderr } = lab("inspect", path, "--json", "--dump", out);
    expect(status, stderr).toBe(0);
    const { samples, refused } = JSON.parse(stdout);
    expect(refused).toEqual([]);
    expect(samples.map(({ name, cells }: { name: string; cells: number }) => [name, cells])).toEqual([
      ["phase_00", 90],
      ["phase_01", 95],
    ]);
    expect(readdirSync(out).sort()).toEqual(
      ["phase_00", "phase_01"].flatMap((name) => [`${name}.image.npy`, `${name}.labels.npy`]),
    );
    expect(lab("inspect", path).stdout).toContain("2 samples with 185 cells");
  });

  test("exits with 1 if nothing was read, with reasons in the object", () => {
    const path = join(ROOT, "docs/formats.md");
    const { status, stdout, stderr } = lab("inspect", path, join(out, "nowhere"), "--json");
    expect(status).toBe(1);
    expect(stderr).toContain("Nothing was read");
    const { samples, refused } = JSON.parse(stdout);
    expect(samples).toEqual([]);
    expect(refused).toHaveLength(2);
  });
});

test("an invalid command line exits with 2 and prints the usage", () => {
  const { status, stderr, stdout } = lab("train", "--recipe", "huge");
  expect(status).toBe(2);
  expect(stdout).toBe("");
  expect(stderr).toContain('no recipe "huge"');
  expect(stderr).toContain("npm run lab -- train [PATH]");
});
