import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "@playwright/test";
import { openArchive } from "./plain-tfjs.ts";
import { SHARED_DATA, SHARED_DATA_ABSENT, WITHOUT_SHARED_DATA } from "./shared-data.ts";

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

function expectTrained(images: number): void {
  const report = JSON.parse(readFileSync(join(out, "report.json"), "utf8"));
  expect(report).toMatchObject({ version: 1, seed: 7, dataset: { images, refused: [] } });
  expect(report.dataset.train + report.dataset.validation).toBe(images);
  expect(report.adapter.length).toBeGreaterThan(0);
  expect(report.stages.map(({ stage }: { stage: string }) => stage)).toEqual([
    "semantic",
    "direction",
    "energy",
  ]);
  for (const { firstLoss, lastLoss, stepMilliseconds } of report.stages) {
    expect(lastLoss).toBeLessThan(firstLoss);
    expect(stepMilliseconds).toBeGreaterThan(0);
  }
  const [semantic, direction, energy] = report.stages;
  expect(semantic.validation.iou).toBeGreaterThanOrEqual(0);
  expect(direction.validation.angleRmsDegrees).toBeLessThan(180);
  expect(energy.validation.levelAccuracy).toBeLessThanOrEqual(1);

  const archive = openArchive(readFileSync(join(out, "weights.zip")));
  for (const stage of ["semantic", "direction", "energy"])
    expect(archive).toHaveProperty(`${stage}/model.json`);
  expect(readFileSync(join(out, "curves.csv"), "utf8").split("\n")[0]).toContain("stepMilliseconds");
}

test("train on the built-in sample", () => {
  const { status, stderr } = lab("train", "--recipe", "tiny", "--steps", "25", "--seed", "7", "--out", out);
  expect(stderr).toContain("tfjs WebGPU");
  expect(status, stderr).toBe(0);
  expectTrained(24);
});

test("train on real pairs of images and labels", () => {
  test.skip(SHARED_DATA_ABSENT, WITHOUT_SHARED_DATA);
  const path = join(SHARED_DATA, "phase/pairs");
  const { status, stderr } = lab(
    "train",
    path,
    "--recipe",
    "tiny",
    "--steps",
    "25",
    "--seed",
    "7",
    "--out",
    out,
  );
  expect(status, stderr).toBe(0);
  expectTrained(2);
});

test("a folder without images is one clear sentence and exit code 1", () => {
  const { status, stderr, stdout } = lab("train", join(ROOT, "docs"), "--recipe", "tiny", "--out", out);
  expect(status).toBe(1);
  expect(stdout).toBe("");
  expect(stderr).toContain("No image with labels could be read");
  expect(existsSync(join(out, "report.json"))).toBe(false);
});

test.describe("bad use", () => {
  const BAD: [complaint: string, args: string[]][] = [
    ["Say what to do", []],
    ["no command", ["paint"]],
    ["no recipe", ["train", "--recipe", "huge"]],
    ["no stage", ["train", "--stages", "semantic,magic"]],
    ["--steps must be a whole number", ["train", "--steps", "0"]],
    ["--seed must be a whole number", ["train", "--seed", "1.5"]],
    ["Unknown option", ["train", "--colour"]],
    ["one PATH only", ["train", "a", "b"]],
    ["needs a PATH", ["fields"]],
    ["needs --out", ["fields", "x.png"]],
    ["--border must be open or closed", ["fields", "x.png", "--out", "y", "--border", "ajar"]],
  ];
  for (const [complaint, args] of BAD) {
    test(`lab ${args.join(" ")} says: ${complaint}`, () => {
      const { status, stderr } = lab(...args);
      expect(stderr).toContain(complaint);
      expect(status).toBe(2);
    });
  }
});
