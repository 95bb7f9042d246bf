import type { OptimiserKind, OptimiserRecipe } from "../../core/recipe/optimisers.ts";

/** Scalars of an update that change from step to step, besides the learning rate. */
export const OPTIMISER_SCALARS = [
  /** Adam: learning rate / (1 - beta1^step) */
  "stepSize",
  /** Adam: 1 / sqrt(1 - beta2^step) */
  "rootScale",
  /** Factor of the parameters before AdamW's update: 1 - learning rate * weight decay. 1 for Adam. */
  "keep",
  /** Adam: coefficient of the L2 penalty, added to the gradient per unit of the parameter. 0 for AdamW. */
  "l2",
] as const;

export type OptimiserScalar = (typeof OPTIMISER_SCALARS)[number];

/** Types of a field of a recipe as a constant of a kernel, see `ConstantType`. */
type TypesOf<Value> = Value extends boolean ? "flag" : Value extends number ? "f32" | "f64" : never;

/** Properties of an optimiser that are independent of the engine. */
interface OptimiserSpec<Kind extends OptimiserKind, Kernel> {
  /** Name of the kernel; optimisers may share one. */
  readonly kernel: Kernel;
  /** Fields of the recipe for which the kernel is specialised. */
  readonly constants: {
    readonly [Name in keyof OptimiserRecipe<Kind>]?: TypesOf<OptimiserRecipe<Kind>[Name]>;
  };
  /** Names of the optimiser state arrays, each as long as the parameters and initialised to 0. */
  readonly state: readonly [string] | readonly [string, string];
  /** Scalars of step `step` (from 1) for a learning rate. */
  scalars(
    recipe: OptimiserRecipe<Kind>,
    step: number,
    rate: number,
  ): Readonly<Partial<Record<OptimiserScalar, number>>>;
}

export type AdamRecipe = OptimiserRecipe<"adam" | "adamw">;

/**
 * Adam (Kingma & Ba 2015) and AdamW (Loshchilov & Hutter 2019) as PyTorch defines them, for gradient g and
 * parameter p in step `step` (from 1), with the moments m and v as state:
 *
 *     p = keep p;   g = g + l2 p
 *     m = beta1 m + (1 - beta1) g;   v = beta2 v + (1 - beta2) g^2
 *     p = p - stepSize m / (rootScale sqrt(v) + epsilon)
 *
 * Epsilon is added outside the root and is not bias-corrected.
 */
export function adamScalars(
  recipe: AdamRecipe,
  step: number,
  rate: number,
): Readonly<Record<OptimiserScalar, number>> {
  const decoupled = recipe.kind === "adamw";
  return {
    stepSize: rate / (1 - recipe.beta1 ** step),
    rootScale: 1 / Math.sqrt(1 - recipe.beta2 ** step),
    keep: decoupled ? 1 - rate * recipe.weightDecay : 1,
    l2: decoupled ? 0 : recipe.weightDecay,
  };
}

/**
 * Gradient descent with momentum as PyTorch defines it (no dampening), for gradient g and parameter p, with
 * the velocity as optimiser state:
 *
 *     g = g + weightDecay p;   velocity = momentum velocity + g
 *     p = p - rate velocity                   plain
 *     p = p - rate (g + momentum velocity)    Nesterov
 *
 * Only the learning rate changes from step to step.
 */
export type SgdRecipe = OptimiserRecipe<"sgd">;

type OptimiserSpecs<Kernel> = { readonly [Kind in OptimiserKind]: OptimiserSpec<Kind, Kernel> };

const ADAM = {
  kernel: "Adam",
  constants: { beta1: "f64", beta2: "f64", epsilon: "f32" },
  state: ["means", "squares"],
  scalars: adamScalars,
} as const;

const SPECS = {
  adam: ADAM,
  adamw: ADAM,
  sgd: {
    kernel: "SGD",
    constants: { momentum: "f32", nesterov: "flag", weightDecay: "f32" },
    state: ["velocities"],
    scalars: () => ({}),
  },
} as const satisfies OptimiserSpecs<string>;

type Specs = (typeof SPECS)[OptimiserKind];

/** Names of the kernels that update parameters. */
export type UpdateKernelName = Specs["kernel"];

/** All optimisers. The updates themselves are implemented in one table per engine. */
export const OPTIMISER_SPECS: OptimiserSpecs<UpdateKernelName> = SPECS;

/** Types of the constants of such a kernel, by name. */
export type UpdateConstants<Name extends UpdateKernelName> = Extract<
  Specs,
  { readonly kernel: Name }
>["constants"];

/** The kernels of all optimisers. */
export const UPDATE_KERNELS: readonly UpdateKernelName[] = [
  ...new Set(Object.values(SPECS).map(({ kernel }) => kernel)),
];
