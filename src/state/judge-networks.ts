import { spreadImages } from "../core/dataset/sampling/spread-images.ts";
import { instanceChoice } from "../core/instances/choice.ts";
import { defaultMethod } from "../core/instances/method-needs.ts";
import type { InstanceChoice } from "../core/instances/parameters.ts";
import { predictsQuantity } from "../core/recipe/pipelines.ts";
import { judge } from "../core/verdict/verdict.ts";
import { useCellsStore } from "./cells.ts";
import { recordsInScope } from "./cells-scope.ts";
import { ignoreProgress, workQuietly } from "./cells-work.ts";
import { useDatasetStore } from "./dataset.ts";
import { useSetsStore } from "./image-sets.ts";
import { chosenInstances, useInstanceSettings } from "./instance-settings.ts";
import { networksInUse } from "./networks-in-use.ts";
import { useRecipeStore } from "./recipe.ts";
import { isActive, useRunStore } from "./run.ts";
import { score } from "./score-cells.ts";
import { whyNotMethod } from "./usable-instances.ts";
import { useVerdict } from "./verdict.ts";
import { type Measured, verdictNumbers } from "./verdict-numbers.ts";

const { getState, setState } = useVerdict;

/** Whether an evaluation is due. Work that the user waits for interrupts it, and it starts again. */
let wanted = false;
let timer: ReturnType<typeof setTimeout> | undefined;

/** Milliseconds of rest before an evaluation starts again: other follow-up work goes first. */
const REST = 1000;

function judgedChoice(): InstanceChoice {
  if (whyNotMethod() === null) return chosenInstances();
  return instanceChoice(defaultMethod(useRunStore.getState().trained));
}

function conclude(choice: InstanceChoice, measured: Measured | null): void {
  wanted = false;
  setState({ verdict: judge(verdictNumbers(choice, measured)), judging: false });
}

async function measure(choice: InstanceChoice, signal: AbortSignal): Promise<void> {
  const records = spreadImages(recordsInScope("validation"));
  const progress = { signal, reportProgress: ignoreProgress };
  try {
    const predicted = await score(records, "predicted", choice, progress);
    const trueMask = await score(records, "true", choice, progress);
    conclude(choice, { predicted, trueMask });
  } catch (error) {
    // Interrupted: it starts again.
    if (signal.aborted) return;
    conclude(choice, null);
    throw error;
  }
}

function start(): void {
  clearTimeout(timer);
  const { phase } = useRunStore.getState();
  if (!wanted || isActive(phase)) return;
  const choice = judgedChoice();
  if (!predictsQuantity(networksInUse(), "mask") || recordsInScope("validation").length === 0) {
    conclude(choice, null);
    return;
  }
  const { work, following } = useCellsStore.getState();
  // Would be aborted by this, and is not repeated. When it ends, this starts again.
  if (work || following) return;
  if (workQuietly((signal) => measure(choice, signal), { reports: false })) setState({ judging: true });
}

function startLater(): void {
  clearTimeout(timer);
  timer = setTimeout(start, REST);
}

/**
 * Judges the trained networks by the validation images, of which it evaluates a limited number. It yields to
 * all other work on cells.
 */
export function judgeNetworks(): void {
  if (useRunStore.getState().trained.length === 0) return;
  wanted = true;
  start();
}

function forget(): void {
  wanted = false;
  clearTimeout(timer);
  if (getState().verdict || getState().judging) setState({ verdict: null, judging: false });
}

/** Keeps the verdict true: it is dropped with its networks or images, and updated with the method. */
export function watchVerdict(): void {
  useRunStore.subscribe((now, before) => {
    const started = isActive(now.phase) && !isActive(before.phase);
    if (started || now.trained !== before.trained || now.seen !== before.seen) forget();
  });
  useDatasetStore.subscribe((now, before) => {
    if (now.records !== before.records) forget();
  });
  useSetsStore.subscribe((now, before) => {
    if (now.assigned !== before.assigned) forget();
  });
  useRecipeStore.subscribe(({ recipe }, { recipe: before }) => {
    if (recipe.seed !== before.seed || recipe.validationFraction !== before.validationFraction) forget();
  });
  useInstanceSettings.subscribe((now, before) => {
    const isSame =
      now.choices[now.method] === before.choices[before.method] &&
      now.testTimeAugmentation === before.testTimeAugmentation;
    if (isSame) return;
    if (getState().verdict?.share === null || !getState().verdict) return;
    wanted = true;
    startLater();
  });
  useCellsStore.subscribe((now) => {
    if (wanted && !now.work && !now.following) startLater();
  });
}
