import { inputNodes } from "../../nets/graph.ts";
import type { NumberArray } from "../../nets/weights.ts";
import type { ExecutorOptions, NamedArrays } from "../executor.ts";
import { metricResults, metricTargets } from "../plan/lower-metrics.ts";
import { type StepNumbers, stepScalars } from "../plan/lower-update.ts";
import type { ReadyPlan } from "./runner.ts";

/** Inputs and requested results of one run of a plan. */
export interface Work {
  readonly inputs?: NamedArrays;
  /** An output to evaluate, in place of the inputs. */
  readonly output?: NumberArray;
  /** Absent for predictions. */
  readonly targets?: NamedArrays;
  /** Absent if no kernel reads them. */
  readonly numbers?: StepNumbers;
  readonly results: readonly string[];
}

/** Uploads the inputs of a plan; `writeScalars` writes the buffer of step scalars. */
export function uploadWork(
  plan: ReadyPlan,
  { inputs, output, targets, numbers, results }: Work,
  { graph, loss, optimiser }: Pick<ExecutorOptions, "graph" | "loss" | "optimiser">,
  writeScalars: (values: Float32Array<ArrayBuffer>) => void,
): void {
  if (inputs) {
    for (const { name } of inputNodes(graph)) plan.upload(`input ${name}`, inputs[name].data);
  }
  if (output) plan.upload("output", output.data);
  if (targets) {
    const ofLoss = Object.keys(loss.targets);
    const names = results.includes(metricResults(loss.task)[0])
      ? new Set([...ofLoss, ...Object.keys(metricTargets(loss.task))])
      : ofLoss;
    for (const name of names) plan.upload(`target ${name}`, targets[name].data);
  }
  if (numbers) writeScalars(stepScalars(optimiser, numbers));
}
