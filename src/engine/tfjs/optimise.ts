import * as tf from "@tensorflow/tfjs-core";
import type { OptimiserKind, OptimiserRecipe } from "../../core/recipe/optimisers.ts";
import { CLIP_EPSILON } from "../optimisers/clip.ts";
import {
  type AdamRecipe,
  adamScalars,
  OPTIMISER_SPECS,
  type SgdRecipe,
} from "../optimisers/optimiser-specs.ts";

/**
 * Flat parameters and the optimiser state arrays of the same length: Adam's two moments, or SGD's velocity.
 */
export interface OptimiserState {
  readonly parameters: tf.Tensor1D;
  readonly memory: readonly tf.Tensor1D[];
}

/** The state after one update; `step` counts from 1. */
type Update<Kind extends OptimiserKind> = (
  recipe: OptimiserRecipe<Kind>,
  state: OptimiserState,
  gradient: tf.Tensor1D,
  step: number,
  rate: number,
) => OptimiserState;

/** State before the first step. Takes ownership of `parameters`. */
export function startState(recipe: OptimiserRecipe, parameters: tf.Tensor1D): OptimiserState {
  const { state } = OPTIMISER_SPECS[recipe.kind];
  return { parameters, memory: state.map(() => tf.zerosLike(parameters)) };
}

function adam(recipe: AdamRecipe, state: OptimiserState, gradient: tf.Tensor1D, step: number, rate: number) {
  const { beta1, beta2, epsilon } = recipe;
  const { stepSize, rootScale, keep, l2 } = adamScalars(recipe, step, rate);
  const before = keep === 1 ? state.parameters : tf.mul(state.parameters, keep);
  const pull = l2 === 0 ? gradient : tf.add(gradient, tf.mul(before, l2));
  const [first, second] = state.memory;
  const mean: tf.Tensor1D = tf.add(tf.mul(first, beta1), tf.mul(pull, 1 - beta1));
  const square: tf.Tensor1D = tf.add(tf.mul(second, beta2), tf.mul(tf.square(pull), 1 - beta2));
  const scale = tf.add(tf.mul(tf.sqrt(square), rootScale), epsilon);
  const parameters: tf.Tensor1D = tf.sub(before, tf.mul(tf.div(mean, scale), stepSize));
  return { parameters, memory: [mean, square] };
}

function sgd(recipe: SgdRecipe, state: OptimiserState, gradient: tf.Tensor1D, _: number, rate: number) {
  const { momentum, nesterov, weightDecay } = recipe;
  const pull = weightDecay === 0 ? gradient : tf.add(gradient, tf.mul(state.parameters, weightDecay));
  const velocity: tf.Tensor1D = tf.add(tf.mul(state.memory[0], momentum), pull);
  const direction = nesterov ? tf.add(pull, tf.mul(velocity, momentum)) : velocity;
  const parameters: tf.Tensor1D = tf.sub(state.parameters, tf.mul(direction, rate));
  return { parameters, memory: [velocity] };
}

const UPDATES: { readonly [Kind in OptimiserKind]: Update<Kind> } = { adam, adamw: adam, sgd };

function clipped(gradient: tf.Tensor1D, norm: tf.Scalar, maximum: number): tf.Tensor1D {
  return tf.mul(gradient, tf.minimum(1, tf.div(maximum, tf.add(norm, CLIP_EPSILON))));
}

/**
 * The state after step `step` (from 1). `norm` is the norm of the gradient. The caller disposes of the old
 * state's tensors.
 */
export function optimise<Kind extends OptimiserKind>(
  recipe: OptimiserRecipe<Kind>,
  state: OptimiserState,
  gradient: tf.Tensor1D,
  norm: tf.Scalar,
  step: number,
  rate: number,
): OptimiserState {
  const taken = recipe.clipNorm === undefined ? gradient : clipped(gradient, norm, recipe.clipNorm);
  return UPDATES[recipe.kind](recipe, state, taken, step, rate);
}
