import { LabError } from "../errors.ts";
import type { Gate } from "../recipe/recipe.ts";
import { instanceChoice } from "./choice.ts";
import { type InstanceChoice, METHODS, type Method } from "./parameters.ts";

/** Fitted parameters, by the mask that gated the pipeline and by method. */
export interface FittedChoices
  extends Readonly<Record<Gate, Readonly<Partial<Record<Method, InstanceChoice>>>>> {
  /**
   * The methods fitted on training images, which the validation images took no part in; the others were fitted
   * on validation images, by versions before this field.
   */
  readonly onTraining: Readonly<Record<Gate, readonly Method[]>>;
  /** Smallest cell in px by the training images of the networks (`smallestCell`); null if unknown. */
  readonly smallestCell: number | null;
}

export const NOTHING_FITTED: FittedChoices = {
  true: {},
  predicted: {},
  onTraining: { true: [], predicted: [] },
  smallestCell: null,
};

/** These parameters and one more method, fitted on training images. */
export function withFitted(fitted: FittedChoices, gate: Gate, choice: InstanceChoice): FittedChoices {
  const methods = new Set([...fitted.onTraining[gate], choice.method]);
  return {
    ...fitted,
    [gate]: { ...fitted[gate], [choice.method]: choice },
    onTraining: { ...fitted.onTraining, [gate]: [...methods] },
  };
}

/**
 * Plain JSON of fitted parameters: `{gate: {method: {parameter: value}}}`, `onTraining: {gate: [method]}` and
 * `smallestCell`.
 */
export type FittedJson = Readonly<Record<string, unknown>>;

/** Characters of an untrusted name that a message quotes at most. */
const LONGEST_NAME = 40;
/** Entries of an untrusted list that are read at most. */
const MOST_METHODS = 100;

/** Fitted parameters as JSON; the inverse of `parseFittedChoices`. */
export function fittedJson(fitted: FittedChoices): FittedJson {
  const of = (gate: Gate) =>
    Object.fromEntries(Object.entries(fitted[gate]).map(([method, { parameters }]) => [method, parameters]));
  const { onTraining, smallestCell } = fitted;
  return { true: of("true"), predicted: of("predicted"), onTraining, smallestCell };
}

function refuse(what: string): never {
  throw new LabError(`These fitted parameters cannot be used: ${what}.`);
}

function fields(value: unknown, where: string): Readonly<Record<string, unknown>> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    refuse(`${where} is not a set of named values`);
  }
  return value as Readonly<Record<string, unknown>>;
}

function methodOf(name: unknown): Method {
  const method = METHODS.find((known) => known === name);
  return method ?? refuse(`there is no method "${String(name).slice(0, LONGEST_NAME)}"`);
}

function methodsOf(value: unknown, gate: Gate): readonly Method[] {
  if (!Array.isArray(value)) refuse(`onTraining of ${gate} is not a list of methods`);
  return [...new Set(value.slice(0, MOST_METHODS).map(methodOf))];
}

function smallestOf(value: unknown): number | null {
  const isSize = typeof value === "number" && Number.isInteger(value) && value >= 0;
  return value === null || isSize ? value : refuse("smallestCell is not a whole number of pixels");
}

function choicesOf(value: unknown, gate: Gate): FittedChoices[Gate] {
  const choices: Partial<Record<Method, InstanceChoice>> = {};
  for (const [name, parameters] of Object.entries(fields(value, gate))) {
    const method = methodOf(name);
    choices[method] = instanceChoice(method, fields(parameters, name));
  }
  return choices;
}

/**
 * Parses and validates fitted parameters from an untrusted source.
 * Throws a LabError that names the fault: an unknown method or parameter, or a value out of range.
 */
export function parseFittedChoices(value: unknown): FittedChoices {
  const gates = fields(value, "all of it");
  const onTraining = fields(gates.onTraining ?? {}, "onTraining");
  return {
    true: choicesOf(gates.true ?? {}, "true"),
    predicted: choicesOf(gates.predicted ?? {}, "predicted"),
    onTraining: {
      true: methodsOf(onTraining.true ?? [], "true"),
      predicted: methodsOf(onTraining.predicted ?? [], "predicted"),
    },
    smallestCell: smallestOf(gates.smallestCell ?? null),
  };
}
