import type { UpdateConstants, UpdateKernelName } from "../../optimisers/optimiser-specs.ts";
import type { VariantOf } from "../../plan/ir/signature.ts";
import { UPDATE_SIGNATURES } from "../../plan/operations/update.ts";
import { defineKernels, type TextOf } from "../ir/define-kernel.ts";
import { GRADIENT_SUMS } from "../ir/gradient-sums.ts";
import { scalar } from "../ir/scalar.ts";

type UpdateText<Name extends UpdateKernelName> = TextOf<
  VariantOf<UpdateConstants<Name>> & { readonly clips: boolean }
>;

/**
 * WGSL of a thread's gradient vector, scaled if the recipe clips gradients. A factor of 1 is not applied: the
 * compiler could fuse the product with the following addition, which changes the rounding.
 */
function clippedGradient(clips: boolean): string {
  if (!clips) return "gradients[thread]";
  const factor = `${GRADIENT_SUMS}.y`;
  return `select(gradients[thread] * ${factor}, gradients[thread], ${factor} == 1.0)`;
}

const adam: UpdateText<"Adam"> = ({ beta1, beta2, epsilon, clips }) => ({
  variant: clips ? "clips" : "",
  explanation: `A thread updates one vector of parameters and its two moments. One dispatch covers all parameters.`,
  body: `
  let before = parameters[thread] * ${scalar("keep")};
  let pull = ${clippedGradient(clips)} + before * ${scalar("l2")};
  let mean = means[thread] * ${beta1} + pull * ${1 - beta1};
  let square = squares[thread] * ${beta2} + pull * pull * ${1 - beta2};
  means[thread] = mean;
  squares[thread] = square;
  parameters[thread] = before - ${scalar("stepSize")} * mean / (sqrt(square) * ${scalar("rootScale")} + ${epsilon});`,
});

const sgd: UpdateText<"SGD"> = ({ momentum, nesterov, weightDecay, clips }) => ({
  variant: clips ? "clips" : "",
  explanation: `A thread updates one vector of parameters and its velocity. One dispatch covers all parameters.`,
  body: `
  let pull = ${clippedGradient(clips)} + parameters[thread] * ${weightDecay};
  let velocity = velocities[thread] * ${momentum} + pull;
  velocities[thread] = velocity;
  parameters[thread] -= ${scalar("rate")} * ${nesterov ? `(pull + velocity * ${momentum})` : "velocity"};`,
});

const TEXTS: { readonly [Name in UpdateKernelName]: UpdateText<Name> } = { Adam: adam, SGD: sgd };

/** The kernels of all optimisers. */
export const UPDATE_KERNELS = defineKernels(UPDATE_SIGNATURES, TEXTS);
