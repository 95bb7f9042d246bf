import { LabError } from "../errors.ts";
import type { Gate } from "../recipe/recipe.ts";
import { instanceChoice } from "./choice.ts";
import { type InstanceChoice, METHODS, type Method } from "./parameters.ts";

/** Parameters fitted on validation images, by the mask that gated the pipeline and by method. */
export type FittedChoices = Readonly<Record<Gate, Readonly<Partial<Record<Method, InstanceChoice>>>>>;

export const NOTHING_FITTED: FittedChoices = { true: {}, predicted: {} };

/** Plain JSON of fitted parameters: `{gate: {method: {parameter: value}}}`. */
export type FittedJson = Readonly<Record<string, Readonly<Record<string, object>>>>;

/** Fitted parameters as JSON; the inverse of `parseFittedChoices`. */
export function fittedJson(fitted: FittedChoices): FittedJson {
  const of = (gate: Gate) =>
    Object.fromEntries(Object.entries(fitted[gate]).map(([method, { parameters }]) => [method, parameters]));
  return { true: of("true"), predicted: of("predicted") };
}

function fields(value: unknown, where: string): Readonly<Record<string, unknown>> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new LabError(`These fitted parameters cannot be used: ${where} is not a set of named values.`);
  }
  return value as Readonly<Record<string, unknown>>;
}

function choicesOf(value: unknown, gate: Gate): FittedChoices[Gate] {
  const choices: Partial<Record<Method, InstanceChoice>> = {};
  for (const [name, parameters] of Object.entries(fields(value, gate))) {
    const method = METHODS.find((known) => known === name);
    if (!method) {
      throw new LabError(
        `These fitted parameters cannot be used: there is no method "${name.slice(0, 40)}".`,
      );
    }
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
  return {
    true: choicesOf(gates.true ?? {}, "true"),
    predicted: choicesOf(gates.predicted ?? {}, "predicted"),
  };
}
