import { LabError } from "../errors.ts";
import type { Parameter } from "./parameter.ts";
import { INSTANCE_METHODS, type InstanceChoice, type Method } from "./parameters.ts";

function problemOf(name: string, parameter: Parameter, value: unknown): string | null {
  switch (parameter.kind) {
    case "switch":
      return typeof value === "boolean" ? null : `${name} must be true or false`;
    case "choice":
      return parameter.options.some((option) => option === value)
        ? null
        : `${name} must be ${parameter.options.join(" or ")}`;
    case "number": {
      const { low, high, step } = parameter;
      const fits = typeof value === "number" && value >= low && value <= high;
      if (fits && (!Number.isInteger(step) || Number.isInteger(value))) return null;
      return `${name} must be a ${Number.isInteger(step) ? "whole " : ""}number from ${low} to ${high}`;
    }
  }
}

/** Characters of an untrusted name that a message quotes at most. */
const LONGEST_NAME = 40;

/** Former names of parameters, which stored parameters may still use. */
const FORMER_NAMES: Readonly<Record<string, string>> = {
  rest: "leftovers",
  growth: "dilation",
  parting: "threshold",
  crowd: "minimumCount",
  bridge: "gapRadius",
};

/** Replaces former names by the current ones, if those are free. */
function renamed(given: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const entries = Object.entries(given).map(([name, value]) => {
    const now = Object.hasOwn(FORMER_NAMES, name) ? FORMER_NAMES[name] : name;
    return [Object.hasOwn(given, now) ? name : now, value];
  });
  return Object.fromEntries(entries);
}

/**
 * A method with its parameters; missing ones have their defaults.
 * Throws a LabError that names the first parameter that does not exist or is out of range.
 */
export function instanceChoice(
  method: Method,
  parameterValues: Readonly<Record<string, unknown>> = {},
): InstanceChoice {
  const given = renamed(parameterValues);
  const parameters: Readonly<Record<string, Parameter>> = INSTANCE_METHODS[method].parameters;
  const unknown = Object.keys(given).find((name) => !Object.hasOwn(parameters, name));
  if (unknown !== undefined) {
    const names = Object.keys(parameters).join(", ");
    throw new LabError(
      `"${unknown.slice(0, LONGEST_NAME)}" is not a parameter of the method ${method}. It has ${names}.`,
    );
  }
  const values = Object.entries(parameters).map(([name, parameter]) => {
    const value = Object.hasOwn(given, name) ? given[name] : parameter.initial;
    const problem = problemOf(name, parameter, value);
    if (problem) throw new LabError(`Of the method ${method}, ${problem}.`);
    return [name, value];
  });
  // Names and value types were checked above.
  return { method, parameters: Object.fromEntries(values) } as InstanceChoice;
}
