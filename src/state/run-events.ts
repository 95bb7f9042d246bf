import { imageValuesOf } from "../core/recipe/image-values.ts";
import { type Gate, networksOf, type Recipe } from "../core/recipe/recipe.ts";
import { stageTitle } from "../core/recipe/stages.ts";
import { stagePlan } from "../core/schedule/stage-plan.ts";
import type { TrainEvent } from "../workers/train.protocol.ts";
import { probeDevice } from "./device.ts";
import { useOriginsStore, withOrigin } from "./network-origins.ts";
import { runLog, useRunStore } from "./run.ts";
import { useRunsStore } from "./runs.ts";
import { expectedMilliseconds, secondsLeftAt } from "./seconds-left.ts";
import { showFields } from "./shown-fields.ts";
import { learnStepTime } from "./step-times.ts";
import { showLastStep, stepPace, takeStep } from "./step-updates.ts";
import { showRecord } from "./stored-runs.ts";
import { markTrained } from "./trained-stages.ts";
import { useViewStore } from "./view.ts";

const { getState, setState } = useRunStore;

function epochMessage(
  { stage, step, validation }: Extract<TrainEvent, { kind: "epoch" }>,
  gate: Gate,
): string {
  const gated = networksOf(stage).includes("direction") ? ` by the ${gate} mask` : "";
  const start = `${stageTitle(stage)}${gated}, ${step} steps`;
  if (!validation) return `${start}: no validation image`;
  if (validation.iou !== undefined) return `${start}: validation mask IoU ${validation.iou.toFixed(3)}`;
  if (validation.angleRmsDegrees !== undefined) {
    return `${start}: validation angle error ${validation.angleRmsDegrees.toFixed(1)} degrees`;
  }
  if (validation.levelAccuracy !== undefined) {
    return `${start}: validation level accuracy ${(100 * validation.levelAccuracy).toFixed(1)} %`;
  }
  return `${start}: validation loss ${validation.loss.toFixed(3)}`;
}

/** The run in progress, as far as its events depend on it. */
export interface StartedRun {
  readonly recipe: Recipe;
  /** Whether it pauses after its first step. */
  readonly startsPaused: boolean;
}

/** Shows the stages that were finished before a run was interrupted. */
function restoreStages(
  { reports, rows, seen }: Extract<TrainEvent, { kind: "restored" }>,
  recipe: Recipe,
): void {
  const stages = reports.map(({ stage }) => stage);
  for (const stage of stages) {
    runLog.replaceStage(
      stage,
      rows.filter((row) => row.stage === stage),
    );
  }
  const startedAt = getState().startedAt ?? 0;
  useOriginsStore.setState(({ origins }) => ({
    origins: withOrigin(origins, stages, { kind: "run", startedAt }),
  }));
  markTrained(seen);
  const plans = stages.flatMap((stage) => {
    const last = rows.findLast((row) => row.stage === stage && row.step > 0);
    return last ? [[stage, stagePlan(recipe, stage, last.step / last.epoch)] as const] : [];
  });
  setState(({ curveRuns, plans: others, logRevision }) => ({
    reports,
    plans: { ...others, ...Object.fromEntries(plans) },
    curveRuns: { ...curveRuns, ...Object.fromEntries(stages.map((stage) => [stage, startedAt])) },
    logRevision: logRevision + 1,
  }));
}

/** Updates the stores from the events of a run in the train worker. */
export function takeRunEvent(event: TrainEvent, { recipe, startsPaused }: StartedRun): void {
  if (event.kind !== "step") showLastStep();
  switch (event.kind) {
    case "restored":
      restoreStages(event, recipe);
      break;
    case "checkpoint":
      setState(({ checkpoints, lastCheckpoint }) => ({
        ...(event.problem === null
          ? { checkpoints: checkpoints + 1, lastCheckpoint: { stage: event.stage, step: event.step } }
          : { checkpoints, lastCheckpoint }),
        checkpointProblem: event.problem,
      }));
      break;
    case "stage": {
      const { step } = event;
      const expected = expectedMilliseconds({ stage: event.stage, step });
      stepPace.restart(expected);
      runLog.replaceStage(event.stage, event.rows);
      setState(({ curveRuns, plans, startedAt, logRevision }) => ({
        stage: event.stage,
        plans: { ...plans, [event.stage]: stagePlan(recipe, event.stage, event.stepsPerEpoch) },
        curveRuns: { ...curveRuns, [event.stage]: startedAt ?? 0 },
        logRevision: logRevision + 1,
        totalSteps: event.steps,
        parameters: event.parameters,
        step,
        epoch: event.rows.at(-1)?.epoch ?? 0,
        stepMilliseconds: null,
        dataWaitMilliseconds: null,
        secondsLeft: secondsLeftAt({ stage: event.stage, step }, expected),
        message: `${stageTitle(event.stage)}: preparing ${event.parameters} parameters for ${event.backend}; the first step takes longest`,
      }));
      if (getState().phase === "starting") setState({ phase: startsPaused ? "paused" : "running" });
      break;
    }
    case "compiling":
      setState({ compiling: event.done < event.all ? { done: event.done, all: event.all } : null });
      break;
    case "step":
      takeStep(event);
      break;
    case "epoch":
      runLog.add(event);
      setState(({ logRevision }) => ({
        logRevision: logRevision + 1,
        message: epochMessage(event, recipe.gate),
      }));
      break;
    case "resume":
      runLog.dropAfter(event.stage, event.step);
      stepPace.interrupt();
      void probeDevice();
      setState(({ logRevision }) => ({
        step: event.step,
        compiling: null,
        logRevision: logRevision + 1,
        message: `The GPU was lost: ${stageTitle(event.stage)} continues from step ${event.step} on ${event.backend}`,
      }));
      break;
    case "view":
      if (useViewStore.getState().source === "training") {
        const title = `Training sample, ${stageTitle(event.stage)} step ${event.step}`;
        const { normalisation } = recipe;
        const { prediction } = event;
        showFields({ ...event.shown, labelled: true, pixelSize: null, normalisation, prediction, title });
      }
      break;
    case "kept":
      markTrained({ [event.stage]: imageValuesOf(recipe) });
      break;
    case "run":
      showRecord(event.record);
      break;
    case "notKept":
      useRunsStore.setState({ failure: event.sentence });
      break;
    case "stageEnd":
      learnStepTime(event.report.stage, recipe, event.report);
      setState(({ reports }) => ({ reports: [...reports, event.report] }));
  }
}
