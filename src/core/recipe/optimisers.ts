import * as v from "valibot";
import { numberFrom } from "../number-range.ts";
import { numberField, type RecipeFields, schemasOf, switchField } from "./recipe-field.ts";

/** Range of the norm to which gradients are clipped. */
export const SMALLEST_CLIP_NORM = 1e-6;
export const LARGEST_CLIP_NORM = 1e6;

/** Text of the page about an optimiser. */
interface FieldText {
  readonly label: string;
  /** A short sentence. */
  readonly detail: string;
  /** Highest learning rate at which these networks still learn in practice. */
  readonly usualRate: number;
}

function optimiser<Kind extends string, F extends RecipeFields>(kind: Kind, text: FieldText, fields: F) {
  const schema = v.strictObject({
    kind: v.literal(kind),
    ...schemasOf(fields),
    /** Gradient clipping: upper limit of the norm over all parameters; absent: no clipping. */
    clipNorm: v.exactOptional(numberFrom(SMALLEST_CLIP_NORM, LARGEST_CLIP_NORM)),
  });
  return { ...text, fields, schema };
}

/** Decay rate of a running mean. */
const beta = (initial: number, step: number, label: string, explanation: string) =>
  numberField({ initial, low: 0, high: 1, isOpen: true, control: { label, explanation, step } });

const weightDecay = (initial: number) =>
  numberField({ initial, low: 0, high: 1, control: { label: "Weight decay", step: 0.001 } });

/** PyTorch's defaults. */
const ADAM = {
  beta1: beta(0.9, 0.01, "Beta 1", "Decay rate of the first moment."),
  beta2: beta(0.999, 0.001, "Beta 2", "Decay rate of the second moment."),
  epsilon: numberField({ initial: 1e-8, low: 1e-16, high: 1, control: null }),
};

/**
 * All optimisers: their text and the fields of their recipes, with ranges and defaults. The formulas are in
 * `OPTIMISER_SPECS` of the engine.
 */
export const OPTIMISERS = {
  adam: optimiser(
    "adam",
    { label: "Adam", detail: "As in PyTorch; weight decay is added to the gradient", usualRate: 0.05 },
    { ...ADAM, weightDecay: weightDecay(0) },
  ),
  adamw: optimiser(
    "adamw",
    { label: "AdamW", detail: "Weight decay is decoupled from the gradient", usualRate: 0.05 },
    { ...ADAM, weightDecay: weightDecay(0.01) },
  ),
  sgd: optimiser(
    "sgd",
    { label: "SGD", detail: "With momentum", usualRate: 0.5 },
    {
      momentum: numberField({
        initial: 0.9,
        low: 0,
        high: 1,
        isOpen: true,
        control: { label: "Momentum", step: 0.05 },
      }),
      nesterov: switchField("Nesterov", true),
      weightDecay: weightDecay(0),
    },
  ),
};

export type OptimiserKind = keyof typeof OPTIMISERS;

/** All kinds, in the order of the table. */
export const OPTIMISER_KINDS = Object.keys(OPTIMISERS) as OptimiserKind[];

/** An optimiser with its parameters in a recipe. */
export type OptimiserRecipe<Kind extends OptimiserKind = OptimiserKind> = {
  readonly [K in Kind]: Readonly<v.InferOutput<(typeof OPTIMISERS)[K]["schema"]>> & { readonly kind: K };
}[Kind];

/** Schema of the optimiser of a recipe. */
export const optimiserSchema = v.variant(
  "kind",
  OPTIMISER_KINDS.map((kind) => OPTIMISERS[kind].schema),
);

/** An optimiser of this kind with its defaults. */
export function defaultOptimiser<Kind extends OptimiserKind>(kind: Kind): OptimiserRecipe<Kind>;
export function defaultOptimiser(kind: OptimiserKind): OptimiserRecipe {
  return v.parse(optimiserSchema, { kind });
}
