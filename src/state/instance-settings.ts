import { create } from "zustand";
import { instanceChoice } from "../core/instances/choice.ts";
import { type FittedChoices, NOTHING_FITTED } from "../core/instances/fitted-choices.ts";
import { type InstanceChoice, METHODS, type Method } from "../core/instances/parameters.ts";
import type { Gate } from "../core/recipe/recipe.ts";

/** The images whose cells are found: those that validate, those without labels, or all. */
export type Scope = "validation" | "unlabelled" | "all";

/** How cells are found, and of which images. */
export interface InstanceSettings {
  readonly scope: Scope;
  readonly gate: Gate;
  /** Average over the eight turns of each image. */
  readonly turns: boolean;
  readonly method: Method;
  /** The parameters of each method. */
  readonly choices: Readonly<Record<Method, InstanceChoice>>;
  readonly fitted: FittedChoices;
}

const FIRST_CHOICES = Object.fromEntries(METHODS.map((method) => [method, instanceChoice(method)])) as Record<
  Method,
  InstanceChoice
>;

/** How cells are found. */
export const useInstanceSettings = create<InstanceSettings>(() => ({
  scope: "validation",
  gate: "true",
  turns: false,
  method: "cut",
  choices: FIRST_CHOICES,
  fitted: NOTHING_FITTED,
}));

const { getState, setState } = useInstanceSettings;

/** The method chosen, with its parameters. */
export function chosenInstances(): InstanceChoice {
  const { method, choices } = getState();
  return choices[method];
}

/** Chooses the images whose cells are found. */
export function chooseScope(scope: Scope): void {
  setState({ scope });
}

/** Chooses the mask that gates the pipeline; the parameters are those fitted to it, where there are any. */
export function chooseGate(gate: Gate): void {
  setState(({ choices, fitted }) => ({ gate, choices: { ...choices, ...fitted[gate] } }));
}

/** Chooses whether predictions are averaged over the eight turns of an image. */
export function chooseTurns(turns: boolean): void {
  setState({ turns });
}

/** Chooses the method. */
export function chooseMethod(method: Method): void {
  setState({ method });
}

/** Takes parameters for the method they are of, and chooses it. */
export function takeChoice(choice: InstanceChoice): void {
  setState(({ choices }) => ({ method: choice.method, choices: { ...choices, [choice.method]: choice } }));
}

/**
 * Changes one parameter of the method chosen.
 * @throws LabError when it has no such parameter or the value is out of its range
 */
export function changeParameter(name: string, value: number | boolean): void {
  const { method, parameters } = chosenInstances();
  takeChoice(instanceChoice(method, { ...parameters, [name]: value }));
}

/** Takes the parameters of the method chosen back to their first values. */
export function resetParameters(): void {
  takeChoice(FIRST_CHOICES[getState().method]);
}

/** Keeps fitted parameters for a gate, and uses them. */
export function keepFitted(gate: Gate, choice: InstanceChoice): void {
  setState(({ fitted }) => ({
    fitted: { ...fitted, [gate]: { ...fitted[gate], [choice.method]: choice } },
  }));
  takeChoice(choice);
}

/** Takes fitted parameters that came with weights, in place of all before; those of the gate chosen are used. */
export function takeFitted(fitted: FittedChoices): void {
  setState(({ gate }) => ({ fitted, choices: { ...FIRST_CHOICES, ...fitted[gate] } }));
}
