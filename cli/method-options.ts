import { LabError } from "../src/core/errors.ts";
import { instanceChoice } from "../src/core/instances/choice.ts";
import { type InstanceChoice, METHODS } from "../src/core/instances/parameters.ts";
import { UsageError } from "./command.ts";

/** The options that choose a method; their defaults depend on the command. */
export const METHOD_OPTIONS = {
  method: { type: "string", value: METHODS.join("|") },
  parameters: { type: "string", value: "NAME=VALUE,..." },
} as const;

function typed(name: string, text: string): number | boolean {
  if (text === "true" || text === "false") return text === "true";
  const value = Number(text);
  if (text.trim() !== "" && Number.isFinite(value)) return value;
  throw new UsageError(`--parameters needs a number, true or false for ${name}, but has "${text}".`);
}

/** `level=2,leftovers=false` as names and values. Throws a UsageError. */
export function parametersFrom(text: string): Record<string, number | boolean> {
  const parts = text.split(",").filter((part) => part.trim() !== "");
  return Object.fromEntries(
    parts.map((part) => {
      const [name, value] = part.split("=");
      if (value === undefined) throw new UsageError(`--parameters needs NAME=VALUE, but has "${part}".`);
      return [name.trim(), typed(name.trim(), value)];
    }),
  );
}

/** The method of this name with these parameters, and defaults for the others. Throws a UsageError. */
export function choiceFrom(
  name: string,
  parameters: Readonly<Record<string, number | boolean>>,
): InstanceChoice {
  const method = METHODS.find((known) => known === name);
  if (!method) throw new UsageError(`There is no method "${name}". The methods are ${METHODS.join(", ")}.`);
  try {
    return instanceChoice(method, parameters);
  } catch (error) {
    throw error instanceof LabError ? new UsageError(error.message, { cause: error }) : error;
  }
}
