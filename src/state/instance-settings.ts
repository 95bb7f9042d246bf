import { create } from "zustand";
import { instanceChoice } from "../core/instances/choice.ts";
import { defaultChoice } from "../core/instances/default-choice.ts";
import { type FittedChoices, NOTHING_FITTED, withFitted } from "../core/instances/fitted-choices.ts";
import {
  defaultMethod,
  defaultTestTimeAugmentation,
  missingQuantities,
} from "../core/instances/method-needs.ts";
import { type InstanceChoice, METHODS, type Method } from "../core/instances/parameters.ts";
import { defaultGate } from "../core/recipe/gate-of.ts";
import { predictsQuantity } from "../core/recipe/pipelines.ts";
import type { Gate, Stage } from "../core/recipe/recipe.ts";
import { sameValue } from "../core/same-value.ts";

/** The images whose cells are found: those of a set, or all but the excluded. */
export type Scope = "validation" | "prediction" | "all";

/** The method, its parameters and the images in scope. */
export interface InstanceSettings {
  readonly scope: Scope;
  readonly gate: Gate;
  /** Average over the eight rotations and reflections of each image (test-time augmentation). */
  readonly testTimeAugmentation: boolean;
  readonly method: Method;
  /** The parameters of each method. */
  readonly choices: Readonly<Record<Method, InstanceChoice>>;
  readonly fitted: FittedChoices;
  /** Settings chosen by the user; the others follow the trained networks and the available images. */
  readonly byHand: Readonly<Record<"scope" | "gate" | "method" | "testTimeAugmentation", boolean>>;
}

type Choices = Readonly<Record<Method, InstanceChoice>>;

/** The default parameters of every method. */
function firstChoices({ smallestCell }: FittedChoices): Choices {
  const choices = METHODS.map((method) => [method, defaultChoice(method, smallestCell)]);
  return Object.fromEntries(choices) as Choices;
}

/** Settings of the cell search. */
export const useInstanceSettings = create<InstanceSettings>(() => ({
  scope: "validation",
  gate: "true",
  testTimeAugmentation: false,
  method: "cut",
  choices: firstChoices(NOTHING_FITTED),
  fitted: NOTHING_FITTED,
  byHand: { scope: false, gate: false, method: false, testTimeAugmentation: false },
}));

const { getState, setState } = useInstanceSettings;

/** The chosen method with its parameters. */
export function chosenInstances(): InstanceChoice {
  const { method, choices } = getState();
  return choices[method];
}

/** Records that the user chose a setting, which then no longer follows the trained networks. */
function noteChosen(what: keyof InstanceSettings["byHand"]): void {
  setState(({ byHand }) => ({ byHand: { ...byHand, [what]: true } }));
}

/** Chooses the images whose cells are found. */
export function chooseScope(scope: Scope): void {
  noteChosen("scope");
  setState({ scope });
}

/** Chooses the mask that gates the pipeline. */
export function chooseGate(gate: Gate): void {
  noteChosen("gate");
  takeGate(gate);
}

/** Parameters fitted to the previous mask are replaced. */
function takeGate(gate: Gate): void {
  setState(({ gate: before, choices, fitted }) => {
    const first = firstChoices(fitted);
    const next = METHODS.map((method) => {
      const fits = choices[method] === fitted[before][method];
      return [method, fitted[gate][method] ?? (fits ? first[method] : choices[method])];
    });
    return { gate, choices: Object.fromEntries(next) as Choices };
  });
}

/** Chooses whether predictions are averaged over the eight rotations and reflections of an image. */
export function chooseTestTimeAugmentation(testTimeAugmentation: boolean): void {
  noteChosen("testTimeAugmentation");
  setState({ testTimeAugmentation });
}

/** Chooses the method. */
export function chooseMethod(method: Method): void {
  noteChosen("method");
  setState({ method });
}

/**
 * Follows the networks in use: the predicted mask as soon as one predicts it, the method that reads the
 * most outputs, and test-time augmentation where it helps, unless the user chose others that the networks allow.
 */
export function followNetworks(trained: readonly Stage[]): void {
  const { gate, method, byHand } = getState();
  const gateStays = byHand.gate && (gate === "true" || predictsQuantity(trained, "mask"));
  if (!gateStays && gate !== defaultGate(trained)) takeGate(defaultGate(trained));
  if (trained.length === 0) return;
  if (!byHand.testTimeAugmentation) {
    setState({ testTimeAugmentation: defaultTestTimeAugmentation(trained) });
  }
  const methodStays = byHand.method && missingQuantities(method, trained).length === 0;
  if (!methodStays) setState({ method: defaultMethod(trained) });
}

/** Sets the parameters of a method, and chooses that method. */
export function takeChoice(choice: InstanceChoice): void {
  noteChosen("method");
  setParameters(choice);
}

function setParameters(choice: InstanceChoice): void {
  setState(({ choices }) => ({ method: choice.method, choices: { ...choices, [choice.method]: choice } }));
}

/**
 * Changes one parameter of the chosen method.
 * @throws LabError if there is no such parameter or the value is out of range
 */
export function changeParameter(name: string, value: number | boolean): void {
  const { method, parameters } = chosenInstances();
  takeChoice(instanceChoice(method, { ...parameters, [name]: value }));
}

/** Resets the parameters of the chosen method to their defaults. */
export function resetParameters(): void {
  const { method, fitted } = getState();
  takeChoice(defaultChoice(method, fitted.smallestCell));
}

/**
 * Keeps parameters that were fitted starting from `start`, and uses them unless others were chosen in the
 * meantime.
 */
export function keepFitted(gate: Gate, start: InstanceChoice, choice: InstanceChoice): void {
  setState(({ fitted }) => ({ fitted: withFitted(fitted, gate, choice) }));
  if (getState().gate === gate && chosenInstances() === start) setParameters(choice);
}

/** Discards fitted parameters after a change of the networks. The current parameters stay. */
export function forgetFitted(): void {
  // Until the run has ended, its defaults are those of the networks before.
  setState(({ fitted: { smallestCell } }) => ({ fitted: { ...NOTHING_FITTED, smallestCell } }));
}

/** Takes the smallest cell of new training images; parameters that were at their default follow it. */
export function takeSmallestCell(smallestCell: number | null): void {
  setState((settings) => {
    const fitted = { ...settings.fitted, smallestCell };
    const [before, first] = [firstChoices(settings.fitted), firstChoices(fitted)];
    const follows = METHODS.filter(
      (method) =>
        sameValue(settings.choices[method], before[method]) && !sameValue(first[method], before[method]),
    );
    if (follows.length === 0) return { fitted };
    const next = follows.map((method) => [method, first[method]]);
    return { fitted, choices: { ...settings.choices, ...Object.fromEntries(next) } };
  });
}

/** The parameters of a method with a gate: fitted ones if there are any, else the defaults. */
export function bestKnown(gate: Gate, method: Method): InstanceChoice {
  return getState().fitted[gate][method] ?? defaultChoice(method, getState().fitted.smallestCell);
}

/** Replaces all fitted parameters by those imported with weights, and uses those of the chosen gate. */
export function takeFitted(fitted: FittedChoices): void {
  setState(({ gate }) => ({ fitted, choices: { ...firstChoices(fitted), ...fitted[gate] } }));
}
