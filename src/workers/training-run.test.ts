import fc from "fast-check";
import { beforeAll, expect, it } from "vitest";
import { WholeImage } from "../core/augment/source-image.ts";
import { wholeBox } from "../core/raster/plane.ts";
import { EARLY_STOPPING } from "../core/recipe/early-stopping.ts";
import { parseRecipe } from "../core/recipe/parse-recipe.ts";
import { RECIPES } from "../core/recipe/presets.ts";
import { type Recipe, STAGES, type Stage } from "../core/recipe/recipe.ts";
import { scheduleOf } from "../core/recipe/schedules.ts";
import type { CurveRow } from "../core/runs/curve-row.ts";
import { engineInNode } from "../engine/wasm/testing/engine-under-test.ts";
import { createWasmExecutor } from "../engine/wasm/wasm-executor.ts";
import type { WasmEngine } from "../engine/wasm/wasm-runner.ts";
import { CheckpointWriter } from "./checkpoint-writer.ts";
import { whileKept } from "./kept-run.ts";
import { NetworkStore } from "./network-store.ts";
import { Pace } from "./pace.ts";
import { type Endpoint, serve } from "./rpc.ts";
import type { RunCheckpoint } from "./run-checkpoint.ts";
import { RunSamples } from "./run-samples.ts";
import type { RunSampleCalls } from "./sample.protocol.ts";
import type { StartedEngine } from "./started-engine.ts";
import type { StageReport, TrainArguments, TrainEvent } from "./train.protocol.ts";
import { TrainingRun } from "./training-run.ts";
import { readRunCheckpoint } from "./unpack-run-checkpoint.ts";

const SIDE = 32;
const STEPS = 6;
const NAMES = ["a", "b", "c", "d"];
const ENGINE = { engine: "compiled CPU", adapter: null, tiling: "cpu" } as const;

/** Callbacks that act within few epochs. */
const CALLBACKS: Readonly<Record<Stage, object>> = {
  semantic: {},
  direction: { schedule: { ...scheduleOf("plateau", 1e-2), patience: 0, threshold: 0.5 } },
  energy: { earlyStopping: { ...EARLY_STOPPING, patience: 1, minDelta: 10 } },
  joint: { optimiser: { kind: "sgd" } },
  shared: {},
};

/** Several epochs in few steps, the gate of the Direction Net predicted, cells counted in every epoch. */
const RECIPE: Recipe = parseRecipe({
  ...RECIPES.tiny,
  crop: 16,
  batch: 2,
  cropsPerImage: 1,
  gate: "predicted",
  keep: "best",
  countCellsEvery: 1,
  networks: {
    semantic: { F: 2, depth: 1 },
    direction: { m: 1 / 32 },
    energy: { m: 1 / 32 },
    shared: { F: 2, depth: 1 },
  },
  stages: Object.fromEntries(
    STAGES.map((stage) => [stage, { ...RECIPES.tiny.stages[stage], ...CALLBACKS[stage], steps: STEPS }]),
  ),
});

/** An image with a disk whose radius depends on its name. */
function imageOf(name: string): WholeImage {
  const size = { rows: SIDE, columns: SIDE };
  const radius = 8 + NAMES.indexOf(name);
  const labels = Int32Array.from({ length: SIDE * SIDE }, (_, pixel) =>
    Math.hypot(Math.floor(pixel / SIDE) - SIDE / 2, (pixel % SIDE) - SIDE / 2) < radius ? 1 : 0,
  );
  const data = Float32Array.from(labels, (id, pixel) => id + 0.1 * (pixel % 7));
  const place = { of: size, box: wholeBox(size) };
  return new WholeImage({ image: { ...place, data }, labels: { ...place, data: labels } }, 1);
}

const recorded = (name: string) => ({ id: name, name, rows: SIDE, columns: SIDE, cells: 1 });
const IMAGES = { training: NAMES.slice(0, 3).map(recorded), validation: NAMES.slice(3).map(recorded) };

/** Ports to sample workers, all in this thread. */
function openPorts(count: number) {
  const channels = Array.from({ length: count }, () => new MessageChannel());
  for (const { port2 } of channels) {
    let samples: RunSamples | null = null;
    const begun = () =>
      samples ?? new RunSamples({ open: async (id) => imageOf(id) }, { recipe: RECIPE, images: [] });
    const refuse = async () => Promise.reject(new Error("not in this test"));
    serve<RunSampleCalls>(port2 as unknown as Endpoint, {
      show: refuse,
      wholeImage: refuse,
      firstSample: refuse,
      async beginRun(run) {
        samples = new RunSamples({ open: async (id) => imageOf(id) }, run);
        return null;
      },
      trainingBatch: (step) => begun().batch(step),
      validationBatch: ({ imageId, part }) => begun().validationImage(imageId, part),
    });
    port2.start();
  }
  return {
    ports: channels.map(({ port1 }) => port1),
    close: () => {
      for (const { port1, port2 } of channels) for (const port of [port1, port2]) port.close();
    },
  };
}

let wasm: WasmEngine;
beforeAll(async () => {
  wasm = await engineInNode(1);
});

const engines = {
  start: async (): Promise<StartedEngine> => Promise.reject(new Error("not needed")),
  create: (options: Parameters<typeof createWasmExecutor>[0]) => createWasmExecutor(options, wasm),
  record: () => ENGINE,
};

/** How a run is interrupted. */
interface Interruption {
  /** Event after which the run is stopped, from 0. */
  readonly event: number;
  /** Pause for a moment before. */
  readonly pauses: boolean;
  readonly workers: number;
}

/** What a test takes part in. */
interface Watched {
  /** Clock of the checkpoints. */
  readonly now?: (() => number) | undefined;
  readonly keeper?: ConstructorParameters<typeof TrainingRun>[1]["keeper"];
  readonly onEvent?: (event: TrainEvent) => void;
}

/** Runs until an interruption, and returns the curves so far with everything that is kept. */
async function run(
  stages: readonly Stage[],
  resumed: Blob | null,
  { event: last, pauses, workers }: Interruption,
  recipe = RECIPE,
  { now, keeper = null, onEvent = () => {} }: Watched = {},
) {
  const store = new NetworkStore(engines);
  const pace = new Pace(false, false);
  const checkpoint = resumed && (await readRunCheckpoint({ name: "checkpoint.bin", file: resumed }));
  if (checkpoint) store.takeContent(checkpoint.networks, null);
  let file = null as Blob | null;
  const problems: unknown[] = [];
  const stored: (Stage | undefined)[] = [];
  class Recorded extends CheckpointWriter {
    override store(checkpoint: RunCheckpoint): void {
      stored.push(checkpoint.progress.at(-1)?.stage);
      super.store(checkpoint);
    }
  }
  const writer = new Recorded(
    {
      async write(parts) {
        file = new Blob([...parts]);
      },
      async discard() {
        file = null;
      },
    },
    ({ problem }) => problem !== null && problems.push(problem),
    now,
  );
  const { ports, close } = openPorts(workers);
  const args: TrainArguments = {
    recipe,
    stages,
    ...IMAGES,
    run: { id: "run-m1abcdef-0000", startedAt: 1, source: null },
    resumed: null,
    keepsPrevious: false,
    stopAfter: null,
    ports,
    singleStep: false,
    isWatched: false,
    tunings: null,
    kept: null,
  };
  const rows: CurveRow[] = [];
  let events = 0;
  const emit = (event: TrainEvent) => {
    onEvent(event);
    if (event.kind === "restored" || event.kind === "stage") rows.push(...event.rows);
    if (event.kind === "step" || event.kind === "epoch") rows.push(event);
    if (events === last && pauses) pace.control({ kind: "pause" });
    if (events === last) setTimeout(() => pace.control({ kind: "stop" }), pauses ? 5 : 0);
    events += 1;
  };
  const context = {
    store,
    engines: { ...engines, start: async () => ({}) as StartedEngine },
    pace,
    writer,
    keeper,
    resumed: checkpoint,
    emit,
  };
  const outcome = await whileKept(null, writer, () => new TrainingRun(args, context).run());
  close();
  expect(problems).toEqual([]);
  return { outcome, rows, file, stored, networks: store.content() };
}

const NEVER: Interruption = { event: Number.POSITIVE_INFINITY, pauses: false, workers: 1 };

const withoutTimes = <Row extends object>(row: Row) => ({
  ...row,
  ...("stepMilliseconds" in row ? { stepMilliseconds: 0, dataWaitMilliseconds: 0, memoryBytes: 0 } : {}),
});

function comparable({ outcome, rows, networks }: Awaited<ReturnType<typeof run>>) {
  return {
    reports: outcome.reports.map((report: StageReport) => withoutTimes(report)),
    rows: rows.map(withoutTimes),
    networks: [...networks.networks].map(([name, { weights }]) => [name, weights]),
    chained: networks.chained,
  };
}

const anInterruption = fc.record({
  event: fc.integer({ min: 0, max: 50 }),
  pauses: fc.boolean(),
  workers: fc.integer({ min: 1, max: 3 }),
});

it("a run that is stopped at any moment goes on as if it had not been, with any number of sample workers", async () => {
  const whole = await run(STAGES, null, NEVER);
  expect(whole.outcome.stopped).toBe(false);
  expect(whole.outcome.reports).toHaveLength(STAGES.length);
  expect(whole.outcome.reports.map(({ stopped }) => stopped !== null)).toEqual([
    false,
    false,
    true,
    false,
    false,
  ]);
  const rates = whole.rows.flatMap((row) =>
    row.kind === "step" && row.stage === "direction" ? [row.rate] : [],
  );
  expect(rates.at(-1)).toBeLessThan(rates[0]);
  await fc.assert(
    fc.asyncProperty(fc.array(anInterruption, { minLength: 1, maxLength: 3 }), async (interruptions) => {
      let file = null as Blob | null;
      let last = whole;
      for (const interruption of [...interruptions, { ...NEVER, workers: 2 }]) {
        last = await run(STAGES, file, interruption);
        if (!last.outcome.stopped) break;
        file = last.file ?? file;
      }
      expect(last.outcome.stopped).toBe(false);
      expect(last.file).toBeNull();
      expect(comparable(last)).toEqual(comparable(whole));
    }),
    { numRuns: 3 },
  );
});

it("stores a checkpoint at the start of every stage, however long the last one took", async () => {
  // At every reading a minute has passed: no checkpoint is quick enough for another one soon.
  let minutes = 0;
  const { stored } = await run(STAGES, null, NEVER, RECIPE, { now: () => 60_000 * minutes++ });
  expect(new Set(stored)).toEqual(new Set(STAGES));
});

it("a second validation measures the same network on other parts, and changes nothing of the training", async () => {
  const validationsOf = ({ rows }: Awaited<ReturnType<typeof run>>) =>
    rows.flatMap((row) => (row.kind === "epoch" && row.validation ? [row.validation] : []));
  const once = await run(["direction"], null, NEVER, { ...RECIPE, gate: "true" });
  const second = { kind: "tiles", side: 16 } as const;
  const recipe = parseRecipe({ ...RECIPE, gate: "true", validation: { first: { kind: "none" }, second } });
  const twice = await run(["direction"], null, { ...NEVER, workers: 2 }, recipe);
  const plain = await run(["direction"], null, NEVER, {
    ...recipe,
    validation: { first: second, second: null },
  });
  const lossesOf = ({ rows }: typeof twice) => rows.flatMap((row) => (row.kind === "step" ? [row.loss] : []));
  expect(lossesOf(twice)).toEqual(lossesOf(once));
  expect(comparable(twice).networks).toEqual(comparable(once).networks);
  const [both, first, other] = [twice, once, plain].map(validationsOf);
  expect(both.length).toBeGreaterThan(2);
  both.forEach((validation, index) => {
    expect(validation).toMatchObject({ loss: first[index].loss, on: "whole" });
    expect(validation.second).toEqual({ ...other[index], on: "tiles 16 px" });
  });
});

it("a stage begins only when the last weights of the one before are stored", async () => {
  const order: string[] = [];
  const keeper = {
    keepWeights: ({ stage, choice }: { readonly stage: Stage; readonly choice: string }) =>
      void order.push(`${stage} ${choice}`),
    async stored() {
      await new Promise((resolve) => setTimeout(resolve, 5));
      order.push("stored");
    },
  };
  const onEvent = ({ kind }: TrainEvent) => {
    if (kind === "stage") order.push("begins");
  };
  await run(["semantic", "direction"], null, NEVER, RECIPE, { keeper, onEvent });
  const second = order.lastIndexOf("begins");
  expect(order.slice(0, second)).toContain("semantic last");
  expect(order[second - 1]).toBe("stored");
});

it("a stage that is resumed after its last step stores the weights of its checkpoint", async () => {
  const recipe: Recipe = { ...RECIPE, gate: "true", keep: "last" };
  let [events, lastStep] = [0, 0];
  const onEvent = (event: TrainEvent) => {
    if (event.kind === "step") lastStep = events;
    events += 1;
  };
  await run(["direction"], null, NEVER, recipe, { onEvent });
  const { file } = await run(["direction"], null, { ...NEVER, event: lastStep }, recipe);
  const checkpoint = file && (await readRunCheckpoint({ name: "checkpoint.bin", file }));
  expect(checkpoint?.training.state.steps).toBe(STEPS);
  const kept: number[] = [];
  const keeper = {
    keepWeights: ({ choice, step }: { readonly choice: string; readonly step: number }) =>
      void (choice === "last" && kept.push(step)),
    stored: async () => {},
  };
  await run(["direction"], file, NEVER, recipe, { keeper });
  expect(kept).toEqual([STEPS]);
});
