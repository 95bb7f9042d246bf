import type { Page } from "@playwright/test";
import { RECIPES } from "../src/core/recipe/presets.ts";
import type { CurveRow } from "../src/core/runs/curve-row.ts";
import type { RunRecord } from "../src/core/runs/run-record.ts";
import { exampleRecord } from "../src/core/runs/testing/example-record.ts";
import { RunFiles } from "../src/workers/run-files.ts";
import { MemoryTree } from "../src/workers/testing/memory-runs.ts";

/** A run to be stored as if it had been trained in an earlier visit. */
export interface DrawnRunSpec {
  readonly name: string;
  readonly seed: number;
  /** Peak learning rate; runs that differ in it are no repetitions. */
  readonly rate: number;
  /** Steps of the only stage, Direction. */
  readonly steps: number;
  /** Angle, degrees, at which the run ends, and noise of its loss. */
  readonly end: number;
  readonly noise: number;
}

const STEPS_PER_EPOCH = 50;

/** Numbers in [-1, 1) by a formula of their index and seed. */
function noiseAt(index: number, seed: number): number {
  const value = Math.sin(index * 12.9898 + seed * 78.233) * 43758.5453;
  return 2 * (value - Math.floor(value)) - 1;
}

/** Curves of a run whose angle falls from 90 degrees to its end. */
export function drawnRows({ steps, end, noise, seed, rate }: DrawnRunSpec): CurveRow[] {
  const rows: CurveRow[] = [];
  const angleAt = (step: number) => end + (90 - end) * Math.exp((-4 * step) / steps);
  for (let step = 1; step <= steps; step++) {
    const mean = (angleAt(step) * Math.PI) / 180;
    rows.push({
      kind: "step",
      stage: "direction",
      step,
      epoch: step / STEPS_PER_EPOCH,
      loss: mean ** 2 * (1 + noise * noiseAt(step, seed)),
      gradientNorm: 1,
      rate: rate * Math.sin((Math.PI * step) / steps) + 1e-6,
      stepMilliseconds: 9 + noiseAt(step, seed + 1),
      dataWaitMilliseconds: 1,
      memoryBytes: 1e6,
    });
    if (step % STEPS_PER_EPOCH !== 0) continue;
    const angle = angleAt(step) * (1 + (noise / 8) * noiseAt(step, seed + 2)) + 1.5 * noiseAt(seed, 3);
    const kaggle = { kaggle: Math.max(0, 0.9 - angle / 80), ap50: Math.max(0, 1 - angle / 90) };
    rows.push({
      kind: "epoch",
      stage: "direction",
      step,
      epoch: step / STEPS_PER_EPOCH,
      meanLoss: mean ** 2,
      validation: {
        loss: ((angle * Math.PI) / 180) ** 2 * 1.1,
        angleRmsDegrees: angle,
        ...((step / STEPS_PER_EPOCH) % 2 === 0 ? kaggle : {}),
      },
    });
  }
  return rows;
}

/** The description of such a run. */
export function drawnRecord(spec: DrawnRunSpec, place: number): RunRecord {
  const { name, seed, rate, steps } = spec;
  const base = RECIPES.tiny;
  const startedAt = 1_796_000_000_000 + place * 60_000;
  const schedule = { kind: "constant", learningRate: rate } as const;
  return exampleRecord({
    id: `run-${startedAt.toString(36)}-${String(place).padStart(4, "0")}`,
    name,
    colour: place,
    startedAt,
    endedAt: startedAt + steps * 10,
    trainingMilliseconds: steps * 10,
    status: { kind: "finished" },
    recipe: {
      ...base,
      seed,
      stages: { ...base.stages, direction: { ...base.stages.direction, steps, schedule } },
    },
    stages: ["direction"],
    stageRecords: [
      { stage: "direction", steps, of: steps, epochs: steps / STEPS_PER_EPOCH, best: {}, engine: null },
    ],
    weights: [],
  });
}

/**
 * Stores runs in the browser of an opened lab, as of an earlier visit; reload it to list them. Returns their ids.
 */
export async function storeRuns(page: Page, specs: readonly DrawnRunSpec[]): Promise<readonly string[]> {
  const ids: string[] = [];
  for (const [place, spec] of specs.entries()) {
    const record = drawnRecord(spec, place);
    const folder = await new MemoryTree().open(record.id);
    const files = new RunFiles(record.id, folder);
    await files.writeImages({ training: [], validation: [] });
    await files.writeCurves(drawnRows(spec));
    await files.writeRecord(record);
    const texts = await Promise.all(
      (await folder.names()).map(async (name) => [name, await (await folder.read(name))?.text()] as const),
    );
    await page.evaluate(
      async ([id, contents]) => {
        const root = await navigator.storage.getDirectory();
        const runs = await root.getDirectoryHandle("runs", { create: true });
        const own = await runs.getDirectoryHandle(id, { create: true });
        for (const [name, text] of contents) {
          const stream = await (await own.getFileHandle(name, { create: true })).createWritable();
          await stream.write(text ?? "");
          await stream.close();
        }
      },
      [record.id, texts] as const,
    );
    ids.push(record.id);
  }
  return ids;
}
