import { instanceChoice } from "../core/instances/choice.ts";
import {
  bestKnown,
  chooseGate,
  chooseScope,
  chooseTestTimeAugmentation,
  type InstanceSettings,
  takeChoice,
} from "./instance-settings.ts";

/** Cells to find, and the method. */
export interface ChosenCells
  extends Pick<InstanceSettings, "scope" | "gate" | "testTimeAugmentation" | "method"> {
  /** Parameters not given are as fitted, or have their defaults. */
  readonly parameters: Readonly<Record<string, number | boolean>>;
}

/** Chooses the cells to find, and how. Throws a LabError if a parameter is out of range. */
export function chooseCells({ scope, gate, testTimeAugmentation, method, parameters }: ChosenCells): void {
  chooseScope(scope);
  chooseGate(gate);
  chooseTestTimeAugmentation(testTimeAugmentation);
  // Fitted parameters from the weights apply unless others are given.
  takeChoice(instanceChoice(method, { ...bestKnown(gate, method).parameters, ...parameters }));
}
