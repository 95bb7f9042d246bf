import { create } from "zustand";
import { RECIPES } from "../core/recipe/presets.ts";
import { NETWORKS, type Recipe, type Stage } from "../core/recipe/recipe.ts";
import { trainingFlops } from "../nets/count.ts";
import { stageGraph } from "../nets/stage-graph.ts";
import { networkKey } from "../workers/started-engine.ts";
import type { TimedStep } from "../workers/timing.protocol.ts";
import type { StageReport } from "../workers/train.protocol.ts";
import { useDatasetStore } from "./dataset.ts";
import { useDeviceStore } from "./device.ts";
import { isActive, useRunStore } from "./run.ts";
import { type StepTime, storedStepTimes, storeStepTimes, withStepTimes } from "./stored-step-times.ts";
import { useTuningStore } from "./tuning.ts";
import { trainWorker } from "./workers.ts";

/** Measured times of training steps, on this device and others that this browser has used. */
export const useStepTimes = create<{ readonly times: readonly StepTime[] }>(() => ({
  times: storedStepTimes(),
}));

/** Engine and device that train now, as stored with a time; null until known. */
export function deviceKey(): string | null {
  const { report } = useDeviceStore.getState();
  return report && [report.backend, report.adapter.description, navigator.hardwareConcurrency].join("; ");
}

function timeOf(device: string, { recipe, stage }: TimedStep, milliseconds: number): StepTime {
  const { batch, crop, networks } = recipe;
  const flops = trainingFlops(stageGraph(stage, networks), { batch, rows: crop, columns: crop });
  return { device, stage, network: networkKey({ stage, recipe }), flops, milliseconds };
}

function learn(newer: readonly StepTime[]): void {
  const times = withStepTimes(useStepTimes.getState().times, newer);
  storeStepTimes(times);
  useStepTimes.setState({ times });
}

/** Fewer steps say little about the next run. */
const MIN_STEPS = 10;

/** Learns the time of a step from a stage that has ended. */
export function learnStepTime(stage: Stage, recipe: Recipe, report: StageReport): void {
  const device = deviceKey();
  const milliseconds = report.stepMilliseconds + report.dataWaitMilliseconds;
  if (device === null || report.steps < MIN_STEPS || !(milliseconds > 0)) return;
  learn([timeOf(device, { recipe, stage }, milliseconds)]);
}

/** Two sizes of each network, the quickest steps first: larger ones follow from both. */
const STEPS: readonly TimedStep[] = [RECIPES.tiny, RECIPES.quick].flatMap((recipe) =>
  NETWORKS.map((stage) => ({ recipe, stage })),
);

/** No further network is timed after this time, ms. */
const BUDGET = 800;

async function measure(device: string, signal: AbortSignal): Promise<void> {
  const times = await trainWorker().call("timeSteps", { steps: STEPS, milliseconds: BUDGET }, { signal });
  if (deviceKey() !== device) return;
  learn(times.map((milliseconds, index) => timeOf(device, STEPS[index], milliseconds)));
}

/** The device whose steps are to be timed now: an idle one, unknown so far, for which there are labelled images. */
function deviceToMeasure(): string | null {
  const device = deviceKey();
  const { records, importing } = useDatasetStore.getState();
  if (device === null || importing || !records.some(({ labelled }) => labelled)) return null;
  if (isActive(useRunStore.getState().phase) || useTuningStore.getState().progress) return null;
  return useStepTimes.getState().times.some((time) => time.device === device) ? null : device;
}

/** The images are drawn first: at the same time, steps would appear slower than they are. */
const QUIET_MILLISECONDS = 400;

/** Times a few steps as soon as there is something to train and the device is idle; a run cancels it. */
export function watchStepTimes(): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let cancel: AbortController | null = null;
  const start = async () => {
    const device = deviceToMeasure();
    if (device === null || cancel) return;
    cancel = new AbortController();
    // Without times there is no estimate, and the next change tries again.
    await measure(device, cancel.signal).catch(() => {});
    cancel = null;
  };
  const check = () => {
    clearTimeout(timer);
    if (deviceToMeasure() === null) cancel?.abort();
    else timer = setTimeout(start, QUIET_MILLISECONDS);
  };
  useDatasetStore.subscribe(({ records, importing }, before) => {
    if (records !== before.records || importing !== before.importing) check();
  });
  useDeviceStore.subscribe(check);
  useTuningStore.subscribe(({ progress }, before) => {
    if ((progress === null) !== (before.progress === null)) check();
  });
  useRunStore.subscribe(({ phase }, before) => {
    if (isActive(phase) !== isActive(before.phase)) check();
  });
}
