import { spawn } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, type Page, test } from "@playwright/test";
import { labInPage } from "../cli/lab-in-page.ts";
import { loadLabelled, saveWeights, start } from "../cli/run-in-lab.ts";
import { MASK_FORMATS } from "../src/core/mask-formats.ts";
import { STAGES } from "../src/core/recipe/recipe.ts";
import { compileKernels } from "../src/engine/wasm/build/compile-kernels.mjs";
import { writeDrawnImages } from "./drawn-images.ts";
import { openLab } from "./lab-page.ts";
import { openArchive } from "./plain-tfjs.ts";
import { SMALL_RECIPE } from "./small-recipe.ts";

const LAB = fileURLToPath(new URL("../scripts/lab.mjs", import.meta.url));

let out = "";

test.beforeEach(() => {
  out = mkdtempSync(join(tmpdir(), "lab-"));
});

test.afterEach(() => {
  rmSync(out, { recursive: true });
});

function lab(...args: string[]): Promise<{ status: number | null; stdout: string; stderr: string }> {
  const child = spawn(process.execPath, [LAB, ...args]);
  const said = { stdout: "", stderr: "" };
  for (const stream of ["stdout", "stderr"] as const) {
    child[stream].on("data", (part) => {
      said[stream] += part;
    });
  }
  return new Promise((resolve) => child.on("close", (status) => resolve({ status, ...said })));
}

/** Lets the page have the exact kernels only, as Node has. Returns whether it asked for kernels. */
async function withExactKernels(page: Page): Promise<() => boolean> {
  const { relaxed } = await compileKernels();
  const kernels = Buffer.from(relaxed).toString("base64");
  let found = false;
  await page.context().route("**/*.js", async (route) => {
    const response = await route.fetch();
    const body = await response.text();
    found ||= body.includes(kernels);
    await route.fulfill({ response, body: body.replace(kernels, "") });
  });
  return () => found;
}

test("the command line trains and predicts the same bits as the page with exact kernels", async ({
  page,
}) => {
  const images = join(out, "cells");
  writeDrawnImages(images, 3, []);
  const options = ["--recipe", "tiny", "--stages", STAGES.join(), "--steps", "2", "--seed", "7"];
  const trained = await lab("train", images, ...options, "--out", join(out, "node"));
  expect(trained.status, trained.stderr).toBe(0);

  const isExact = await withExactKernels(page);
  await openLab(page);
  const inPage = labInPage(page);
  await loadLabelled(inPage, { path: images, slice: null, time: null });
  await inPage.call("prepare", { recipe: "tiny", seed: 7, steps: 2, stages: STAGES });
  await start(inPage, null, { path: images, slice: null, time: null }, false);
  expect(isExact()).toBe(true);
  await saveWeights(inPage, join(out, "page.zip"));
  const weights = (path: string) =>
    Object.entries(openArchive(readFileSync(join(out, path)))).filter(([name]) => name.endsWith(".bin"));
  expect(weights("page.zip").map(([name]) => name)).toHaveLength(4);
  for (const [index, [name, bytes]] of weights("page.zip").entries()) {
    expect(weights("node/weights.zip")[index][0]).toBe(name);
    expect(Buffer.compare(bytes, weights("node/weights.zip")[index][1]), name).toBe(0);
  }

  const method = { gate: "predicted", method: "components", testTimeAugmentation: false } as const;
  await inPage.call("findCells", { ...method, scope: "all", parameters: {} });
  await inPage.save(join(out, "masks.zip"), async () => {
    await inPage.call("exportMasks", MASK_FORMATS);
    return (await inPage.call("cells")).error;
  });
  const how = [
    "--weights",
    join(out, "node", "weights.zip"),
    "--gate",
    method.gate,
    "--method",
    method.method,
  ];
  const found = await lab("predict", images, ...how, "--no-tta", "--out", join(out, "found"));
  expect(found.status, found.stderr).toBe(0);
  // It tells where the networks come from.
  const { "README.txt": _, ...masks } = openArchive(readFileSync(join(out, "masks.zip")));
  expect(Object.keys(masks).length).toBeGreaterThan(10);
  for (const [name, bytes] of Object.entries(masks)) {
    expect(Buffer.compare(bytes, readFileSync(join(out, "found", name))), name).toBe(0);
  }
});

test("with --browser, an experiment goes on after a run that fails, and a second call does only what is left", async () => {
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
  const call = ["experiment", join(out, "sweep.json"), images, "--steps", "2", "--out", folder, "--browser"];
  const first = await lab(...call);
  expect(first.status, first.stderr).toBe(1);
  expect(first.stderr).toContain("1 of 2 runs failed: Gating mask predicted");
  expect(first.stdout).toContain("Gating mask true  finished      2");
  expect(readFileSync(join(folder, "plot.svg"), "utf8")).toMatch(/^<svg /);
  const second = await lab(...call);
  expect(second.status, second.stderr).toBe(1);
  expect(second.stderr).toContain("1 of 2 runs are done.");
  expect(JSON.parse(readFileSync(join(folder, "table.json"), "utf8")).rows).toMatchObject([
    { name: "Gating mask true", seeds: 1 },
  ]);

  const [run] = readdirSync(folder).filter((name) => /true/.test(name));
  const cells = ["--weights", join(folder, run, "weights.zip"), "--gate", "true", "--browser"];
  const found = await lab("predict", images, ...cells, "--out", join(out, "found"));
  expect(found.status, found.stderr).toBe(0);
  expect(readdirSync(join(out, "found"))).toContain("predictions.json");
});
