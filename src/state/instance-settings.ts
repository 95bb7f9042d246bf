import { create } from "zustand";
import { instanceChoice } from "../core/instances/choice.ts";
import { type FittedChoices, NOTHING_FITTED } from "../core/instances/fitted-choices.ts";
import { defaultMethod, missingNetworks } from "../core/instances/method-needs.ts";
import { type InstanceChoice, METHODS, type Method } from "../core/instances/parameters.ts";
import { defaultGate } from "../core/recipe/gate-of.ts";
import type { Gate, Stage } from "../core/recipe/recipe.ts";

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
  /** What a person chose; the rest follows what is trained and which images there are. */
  readonly byHand: { readonly scope: boolean; readonly gate: boolean; readonly method: boolean };
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
  byHand: { scope: false, gate: false, method: false },
}));

const { getState, setState } = useInstanceSettings;

/** The method chosen, with its parameters. */
export function chosenInstances(): InstanceChoice {
  const { method, choices } = getState();
  return choices[method];
}

/** Notes that a person chose something: it no longer follows what is trained. */
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

/** Parameters that were fitted to the mask before give way. */
function takeGate(gate: Gate): void {
  setState(({ gate: before, choices, fitted }) => {
    const next = METHODS.map((method) => {
      const fits = choices[method] === fitted[before][method];
      return [method, fitted[gate][method] ?? (fits ? FIRST_CHOICES[method] : choices[method])];
    });
    return { gate, choices: Object.fromEntries(next) as Record<Method, InstanceChoice> };
  });
}

/** Chooses whether predictions are averaged over the eight turns of an image. */
export function chooseTurns(turns: boolean): void {
  setState({ turns });
}

/** Chooses the method. */
export function chooseMethod(method: Method): void {
  noteChosen("method");
  setState({ method });
}

/**
 * Follows what is trained: the predicted mask as soon as there is a U-Net, and the method that reads the most, unless a
 * person chose others that the networks allow.
 */
export function followNetworks(trained: readonly Stage[]): void {
  const { gate, method, byHand } = getState();
  const gateStays = byHand.gate && (gate === "true" || trained.includes("semantic"));
  if (!gateStays && gate !== defaultGate(trained)) takeGate(defaultGate(trained));
  if (trained.length === 0) return;
  const methodStays = byHand.method && missingNetworks(method, trained).length === 0;
  if (!methodStays) setState({ method: defaultMethod(trained) });
}

/** Takes parameters for the method they are of, and chooses it. */
export function takeChoice(choice: InstanceChoice): void {
  noteChosen("method");
  setParameters(choice);
}

function setParameters(choice: InstanceChoice): void {
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

/** Keeps parameters that were fitted from `start` on, and uses them unless other ones were chosen meanwhile. */
export function keepFitted(gate: Gate, start: InstanceChoice, choice: InstanceChoice): void {
  setState(({ fitted }) => ({
    fitted: { ...fitted, [gate]: { ...fitted[gate], [choice.method]: choice } },
  }));
  if (getState().gate === gate && chosenInstances() === start) setParameters(choice);
}

/** Forgets what was fitted: it was to networks that have changed. The parameters stay as they are. */
export function forgetFitted(): void {
  setState({ fitted: NOTHING_FITTED });
}

/** The parameters of a method with a gate: fitted ones where there are any, else the first values. */
export function bestKnown(gate: Gate, method: Method): InstanceChoice {
  return getState().fitted[gate][method] ?? FIRST_CHOICES[method];
}

/** Takes fitted parameters that came with weights, in place of all before; those of the gate chosen are used. */
export function takeFitted(fitted: FittedChoices): void {
  setState(({ gate }) => ({ fitted, choices: { ...FIRST_CHOICES, ...fitted[gate] } }));
}
