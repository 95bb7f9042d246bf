import * as v from "valibot";
import { MONITORED, type MonitoredScore } from "./monitored-scores.ts";

/** The control of a number on the page; null for a field that only a recipe file sets. */
interface NumberControl {
  readonly label: string;
  readonly explanation?: string;
  /** "%" for a fraction, which the page shows in per cent. */
  readonly unit?: string;
  readonly step: number;
}

/** A number from `low` to `high`; `high` is excluded if `isOpen`. */
interface NumberRange {
  readonly initial: number;
  readonly low: number;
  readonly high: number;
  readonly isOpen?: boolean;
  readonly isWhole?: boolean;
  readonly control: NumberControl | null;
}

/** A number in a recipe. */
export function numberField(range: NumberRange) {
  const { low, high, isOpen = false, isWhole = false } = range;
  const upTo = isOpen ? v.ltValue<number, number>(high) : v.maxValue<number, number>(high);
  const number = v.pipe(v.number(), v.minValue(low), upTo);
  return { kind: "number", ...range, schema: isWhole ? v.pipe(number, v.integer()) : number } as const;
}

/** True or false in a recipe. */
export function switchField(label: string, initial: boolean, explanation?: string) {
  return { kind: "switch", label, explanation, initial, schema: v.boolean() } as const;
}

/** An option of a choice. */
interface ChoiceOption<Value extends string> {
  readonly value: Value;
  readonly label: string;
  readonly detail?: string;
}

/** One of some words in a recipe. */
export function choiceField<Value extends string>(
  label: string,
  options: readonly [ChoiceOption<Value>, ...ChoiceOption<Value>[]],
  explanation?: string,
) {
  const [{ value: initial }] = options;
  const schema = v.picklist(options.map(({ value }) => value));
  return { kind: "choice", label, explanation, options, initial, schema } as const;
}

/** A monitored score in a recipe. */
export function scoreField(explanation: string, initial: MonitoredScore = "loss") {
  return {
    kind: "score",
    label: "Monitored score",
    explanation,
    initial,
    schema: v.picklist(MONITORED),
  } as const;
}

/** A field of a part of the recipe: schema, default value and control. */
export type RecipeField =
  | ReturnType<typeof numberField>
  | ReturnType<typeof switchField>
  | ReturnType<typeof scoreField>
  | ReturnType<typeof choiceField<string>>;

/** The fields of a part of the recipe, by name. */
export type RecipeFields = Readonly<Record<string, RecipeField>>;

/** Label of the control of a field; null for a field that has none on the page. */
export function labelOf(field: RecipeField): string | null {
  return field.kind === "number" ? (field.control?.label ?? null) : field.label;
}

/** Schemas of fields, each with its default. */
export function schemasOf<F extends RecipeFields>(fields: F) {
  const schemas = Object.entries(fields).map(([name, { schema, initial }]) => [
    name,
    v.exactOptional<v.GenericSchema, unknown>(schema, initial),
  ]);
  return Object.fromEntries(schemas) as {
    readonly [Name in keyof F]: v.ExactOptionalSchema<F[Name]["schema"], F[Name]["initial"]>;
  };
}
