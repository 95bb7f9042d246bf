import { expect, test } from "vitest";
import { WholeImage } from "../../core/augment/source-image.ts";
import { wholeSample } from "../../core/augment/whole-sample.ts";
import { type Batch, stackBatch, type ValidationImage } from "../../core/dataset/sampling/batch.ts";
import { ARCCOSINE_LOSS } from "../../core/losses/arccosine-loss.ts";
import { stageLoss } from "../../core/losses/loss.ts";
import { wholeBox } from "../../core/raster/plane.ts";
import { RECIPES } from "../../core/recipe/presets.ts";
import { STAGES, type Stage } from "../../core/recipe/recipe.ts";
import { initialise } from "../../nets/initialise.ts";
import { stageGraph } from "../../nets/stage-graph.ts";
import type { Executor, NamedArrays } from "../executor.ts";
import { recipeArrays } from "../shared-arrays.ts";
import { stageArrays } from "../stage-arrays.ts";
import { startBackend } from "../tfjs/backend.ts";
import { createTfjsExecutor } from "../tfjs/tfjs-executor.ts";
import { CellCount, canCountCells } from "./count-cells.ts";
import { validate } from "./validation.ts";

const size = { rows: 32, columns: 32 };
/** The narrowest: tfjs is slow on the CPU. */
const NETWORKS = {
  semantic: { F: 2, depth: 2 },
  direction: { m: 1 / 32 },
  energy: { m: 1 / 32 },
  shared: { F: 2, depth: 2, logChannel: false },
};

/** A disk on a textured background, or only the background for a radius of 0. */
async function imageOf(radius: number): Promise<ValidationImage> {
  const labels = Int32Array.from({ length: 32 * 32 }, (_, pixel) =>
    (Math.floor(pixel / 32) - 16) ** 2 + ((pixel % 32) - 16) ** 2 < radius ** 2 ? 1 : 0,
  );
  const image = Float32Array.from(labels, (id, pixel) => id + 0.1 * (pixel % 7));
  const place = { of: size, box: wholeBox(size) };
  const source = new WholeImage({ image: { ...place, data: image }, labels: { ...place, data: labels } }, 1);
  const sample = await wholeSample(source, { border: "open", multiple: 16 });
  return { ...stackBatch([{ sample, stale: null }]), labels: sample.labels };
}

const NONE_EARLIER = { semantic: null, direction: null };

const withCell = await imageOf(9);
const empty = await imageOf(0);

async function executorOf(stage: Stage) {
  await startBackend(["cpu"]);
  const graph = stageGraph(stage, NETWORKS);
  const { optimiser } = RECIPES.tiny.stages[stage];
  return createTfjsExecutor({ graph, loss: stageLoss(stage), optimiser, weights: initialise(graph, 1) });
}

test.each(STAGES)("images without cells keep all metrics of the %s stage finite", async (stage) => {
  const executor = await executorOf(stage);
  const validated = (...images: ValidationImage[]) =>
    validate(
      stage,
      executor,
      (async function* () {
        yield* images;
      })(),
      async (batch) => recipeArrays(stage, batch, null, RECIPES.tiny),
      canCountCells(stage, NONE_EARLIER) ? new CellCount(stage, NONE_EARLIER, "true") : null,
    );
  const alone = await validated(withCell);
  const both = await validated(empty, withCell, empty);
  for (const value of Object.values(both ?? {})) {
    if (typeof value === "number") expect(value).toSatisfy(Number.isFinite);
  }
  if (stage === "semantic" || stage === "shared") {
    expect(both?.loss).not.toBe(alone?.loss);
    expect((await validated(empty))?.loss).toSatisfy(Number.isFinite);
  } else {
    expect(both).toMatchObject({ loss: alone?.loss });
    // Without cells, and with none found in the ground-truth mask, each of the two images scores 1.
    if (alone?.kaggle !== undefined) expect(both?.kaggle).toBeCloseTo((alone.kaggle + 2) / 3, 12);
    expect(await validated(empty)).toBeNull();
  }
  executor.dispose();
});

test.each(STAGES)("steps on crops without cells stay finite in the %s stage", async (stage) => {
  const executor = await executorOf(stage);
  for (let step = 0; step < 2; step++) {
    const { inputs, targets } = recipeArrays(stage, empty, null, RECIPES.tiny);
    const { loss, gradientNorm } = await executor.step(inputs, targets, 1e-2);
    expect([loss, gradientNorm].every(Number.isFinite)).toBe(true);
  }
  for (const { data } of Object.values(await executor.readWeights())) {
    expect(data.every(Number.isFinite)).toBe(true);
  }
  executor.dispose();
});

test.each(["semantic", "direction", "joint", "shared"] as const)(
  "cells of the %s stage are counted in the evaluated output, without another prediction",
  async (stage) => {
    const executor = await executorOf(stage);
    let predictions = 0;
    const counting: Executor = Object.assign(Object.create(executor), {
      evaluate: executor.evaluate.bind(executor),
      predict(inputs: NamedArrays) {
        predictions += 1;
        return executor.predict(inputs);
      },
    });
    const cells = new CellCount(stage, NONE_EARLIER, "true");
    const images = (async function* () {
      yield withCell;
    })();
    await validate(
      stage,
      counting,
      images,
      async (batch) => recipeArrays(stage, batch, null, RECIPES.tiny),
      cells,
    );
    expect(predictions).toBe(0);
    const separate = new CellCount(stage, NONE_EARLIER, "true");
    await separate.add(withCell, executor, null);
    expect(cells.scores()).toEqual(separate.scores());
    executor.dispose();
  },
);

test("a summed loss is validated beside that of an output of zeros", async () => {
  await startBackend(["cpu"]);
  const graph = stageGraph("direction", { ...NETWORKS, direction: { m: 1 / 32, head: "relu" } });
  const { optimiser } = RECIPES.tiny.stages.direction;
  const zero = Object.fromEntries(
    Object.entries(initialise(graph, 1)).map(([name, { shape, data }]) => [
      name,
      { shape, data: data.map(() => 0) },
    ]),
  );
  const executor = createTfjsExecutor({ graph, loss: ARCCOSINE_LOSS, optimiser, weights: zero });
  const images = (async function* () {
    yield withCell;
    yield empty;
  })();
  const prepare = async (batch: Batch) => stageArrays("direction", batch, null);
  const validation = await validate("direction", executor, images, prepare, null, ARCCOSINE_LOSS);
  executor.dispose();
  const weights = withCell.weight.reduce((sum, weight, pixel) => sum + weight * withCell.valid[pixel], 0);
  expect(validation?.zeroOutputLoss).toBeCloseTo((Math.PI / 2) ** 2 * weights, 3);
  expect(validation?.loss).toBeCloseTo(validation?.zeroOutputLoss ?? 0, 3);
  expect(validation?.angleRmsDegrees).toBeCloseTo(90, 5);
});
