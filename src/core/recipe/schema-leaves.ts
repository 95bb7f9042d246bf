import type * as v from "valibot";
import { type Fields, hasFields } from "./has-fields.ts";
import type { RecipePath } from "./recipe-path.ts";
import { recipeSchema } from "./recipe-schema.ts";

/** What the schema of a recipe allows for one of its values. */
export type AllowedValues =
  | {
      readonly kind: "number";
      readonly low: number;
      /** Excluded if `isOpen`. */
      readonly high: number;
      readonly isOpen: boolean;
      /** 1 for whole numbers; null for any number. */
      readonly multipleOf: number | null;
      /** What may be set in place of a number: a word, or null for none. */
      readonly others: readonly (string | null)[];
    }
  | { readonly kind: "choice"; readonly values: readonly (string | boolean)[] };

/** A single value in a recipe. */
export interface SchemaLeaf {
  readonly path: RecipePath;
  readonly allowed: AllowedValues;
}

/** The parts of a schema that are read here. */
interface Schema {
  readonly type: string;
  readonly wrapped?: Schema;
  readonly entries?: Readonly<Record<string, Schema>>;
  readonly options?: readonly unknown[];
  readonly literal?: unknown;
  readonly requirement?: unknown;
  readonly pipe?: readonly Schema[];
}

const ANY_NUMBER = {
  kind: "number",
  low: Number.NEGATIVE_INFINITY,
  high: Number.POSITIVE_INFINITY,
  isOpen: false,
  multipleOf: null,
  others: [],
} as const satisfies AllowedValues;

type NumberValues = Extract<AllowedValues, { readonly kind: "number" }>;

/** The limits that the checks of a schema set; `pipe` contains the schema that they follow. */
function limited(values: NumberValues, pipe: readonly Schema[]): NumberValues {
  let { low, high, isOpen, multipleOf } = values;
  for (const { type, requirement, pipe: inner } of pipe) {
    const limit = Number(requirement);
    if (inner)
      ({ low, high, isOpen, multipleOf } = limited({ ...values, low, high, isOpen, multipleOf }, inner));
    else if (type === "min_value") low = Math.max(low, limit);
    else if (type === "max_value") high = Math.min(high, limit);
    else if (type === "lt_value") [high, isOpen] = [limit, true];
    else if (type === "integer") multipleOf = Math.max(1, multipleOf ?? 1);
    else if (type === "multiple_of") multipleOf = limit;
  }
  return { ...values, low, high, isOpen, multipleOf };
}

const schemasIn = (options: readonly unknown[] = []) => options as readonly Schema[];

/** The values that a schema without fields allows; null if it has fields or allows only one. */
function allowedBy({ type, options, pipe = [] }: Schema): AllowedValues | null {
  if (type === "boolean") return { kind: "choice", values: [false, true] };
  if (type === "picklist") return { kind: "choice", values: (options ?? []).map(String) };
  if (type === "number") return limited(ANY_NUMBER, pipe);
  if (type !== "union") return null;
  const others = schemasIn(options).flatMap((one) => (one.type === "literal" ? [String(one.literal)] : []));
  const number = schemasIn(options).find((one) => one.type === "number");
  const allowed = number ? allowedBy(number) : null;
  return allowed?.kind === "number" ? { ...allowed, others } : allowed;
}

/** The schema of the kind that a value has. */
function variantOf({ options }: Schema, value: Fields): Schema | undefined {
  return schemasIn(options).find(({ entries }) => entries?.kind?.literal === value.kind);
}

function leavesBelow(schema: Schema, path: RecipePath, value: unknown): readonly SchemaLeaf[] {
  const { type, wrapped, entries } = schema;
  if (type === "nullable" && wrapped) {
    const inner = leavesBelow(wrapped, path, value);
    // Where the value itself may be absent, and not a part of it.
    return inner.map((leaf) =>
      leaf.path.length === path.length && leaf.allowed.kind === "number"
        ? { ...leaf, allowed: { ...leaf.allowed, others: [...leaf.allowed.others, null] } }
        : leaf,
    );
  }
  if (wrapped) return leavesBelow(wrapped, path, value);
  if (type === "variant" && hasFields(value)) {
    const chosen = variantOf(schema, value);
    return chosen ? leavesBelow(chosen, path, value) : [];
  }
  if (entries) {
    if (!hasFields(value)) return [];
    return Object.entries(entries).flatMap(([name, inner]) =>
      leavesBelow(inner, [...path, name], value[name]),
    );
  }
  const allowed = allowedBy(schema);
  return allowed ? [{ path, allowed }] : [];
}

/**
 * Every single value of a recipe, in the order of its schema, with what the schema allows for it. Fields of other kinds
 * (of optimisers, schedules, ...) than those of this recipe are not among them.
 */
export function schemaLeaves(recipe: Fields): readonly SchemaLeaf[] {
  return leavesBelow(recipeSchema as v.GenericSchema as unknown as Schema, [], recipe);
}
