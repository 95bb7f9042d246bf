import { inputNodes } from "../../nets/graph.ts";
import type { ExecutorOptions, NamedArrays } from "../executor.ts";
import { metricTargetNames } from "./plan/lower-metrics.ts";
import { type StepNumbers, stepScalars } from "./plan/lower-update.ts";
import type { CompiledPlan } from "./runtime/compiled-plan.ts";

/** What one submit of a plan is given and gives. */
export interface Work {
  readonly inputs?: NamedArrays;
  /** None for predictions. */
  readonly targets?: NamedArrays;
  /** None where nothing reads them. */
  readonly numbers?: StepNumbers;
  readonly results: readonly string[];
}

/** Uploads what a plan is given; `writeScalars` fills the buffer of the step's numbers. */
export function uploadWork(
  plan: CompiledPlan,
  { inputs, targets, numbers, results }: Work,
  { graph, loss, optimiser }: Pick<ExecutorOptions, "graph" | "loss" | "optimiser">,
  writeScalars: (values: Float32Array<ArrayBuffer>) => void,
): void {
  if (inputs) {
    for (const { name } of inputNodes(graph)) plan.upload(`input ${name}`, inputs[name].data);
  }
  if (targets) {
    const ofLoss = Object.keys(loss.targets);
    const names = results.includes("metrics")
      ? new Set([...ofLoss, ...metricTargetNames(loss.task)])
      : ofLoss;
    for (const name of names) plan.upload(`target ${name}`, targets[name].data);
  }
  if (numbers) writeScalars(stepScalars(optimiser, numbers));
}
