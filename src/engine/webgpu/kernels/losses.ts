import { VECTOR_CHANNEL } from "../../../nets/shared-layout.ts";
import type { LossKernelName, LossVariant } from "../../plan/ir/loss-kernels.ts";
import { VECTOR, vectorsFor } from "../../plan/ir/view.ts";
import { LOSS_SIGNATURES } from "../../plan/operations/losses.ts";
import { defineKernels, type TextOf } from "../ir/define-kernel.ts";
import { LANES, repeat } from "../ir/kernel.ts";
import { scalar } from "../ir/scalar.ts";
import { overPixels } from "./loss-kernel.ts";

/** Vectors with the level logits of the shared network. */
const LEVEL_VECTORS = vectorsFor(VECTOR_CHANNEL);

type LossText<Name extends LossKernelName> = TextOf<LossVariant<Name>>;

const PROBABILITY = `
fn probability(logit: f32) -> f32 {
  let small = exp(-abs(logit));
  return select(small, 1.0, logit >= 0.0) / (1.0 + small);
}`;

const maskLossSums: LossText<"mask loss sums"> = {
  explanation: `A thread accumulates four sums in a strided loop over the pixels: cross-entropy, probability times
mask, probability, and mask. The loss follows from them. Pixels with a mask below 0 are ignored.`,
  declarations: PROBABILITY,
  body: overPixels(`
    let logit = output_at(pixel, 0u).x;
    let truth = mask[pixel];
    let p = probability(logit);
    let entropy = max(logit, 0.0) - logit * truth + log(1.0 + exp(-abs(logit)));
    sums += select(vec4f(0), vec4f(entropy, p * truth, p, truth), truth >= 0.0);`),
};

const maskLossGradient: LossText<"mask loss gradient"> = ({ crossEntropyWeight, diceWeight, smoothing }) => ({
  explanation: `A thread computes the gradient for the logit of one pixel from the total sums.`,
  declarations: PROBABILITY,
  body: `
  let truth = mask[pixel];
  let p = probability(output_at(pixel, 0u).x);
  let upper = 2.0 * total[0].y + ${smoothing};
  let lower = total[0].z + total[0].w + ${smoothing};
  let forProbability = -${diceWeight} * (2.0 * truth * lower - upper) / (lower * lower);
  let forEntropy = ${crossEntropyWeight} * (p - truth) * ${scalar("lossScale")};
  let value = select(0.0, forEntropy + forProbability * p * (1.0 - p), truth >= 0.0);
  store_gradient(pixel, 0u, vec4f(value, 0, 0, 0));`,
});

const directionLoss: LossText<"direction loss"> = ({ gradient }) => ({
  variant: gradient ? "value and gradient" : "value",
  explanation: `A strided loop over the pixels. For each pixel, a thread computes the angle between output and target
as atan2 of their cross and dot product, accumulates its weighted square, and writes the gradient, which has the
magnitude 2 angle / length and is perpendicular to the output. A zero output has no direction: it counts as a right
angle and has no gradient.`,
  body: overPixels(`
    let p = output_at(pixel, 0u).xy;
    let u = unit_vectors[pixel];
    let share = weight[pixel] * valid[pixel] * ${scalar("lossScale")};
    let across = p.y * u.x - p.x * u.y;
    let along = dot(p, u);
    let squared = across * across + along * along;
    let angle = atan2(select(1.0, across, squared > 0.0), along);
    sums.x += share * angle * angle;
    ${
      gradient
        ? `let slope = share * 2.0 * angle / select(1.0, squared, squared > 0.0);
    let forAcross = slope * along;
    let forAlong = -slope * across;
    let pull = vec2f(forAlong * u.x - forAcross * u.y, forAlong * u.y + forAcross * u.x);
    store_gradient(pixel, 0u, vec4f(pull, 0, 0));`
        : ""
    }`),
});

const arccosineLoss: LossText<"arccosine loss"> = ({ limit, gradient }) => ({
  variant: gradient ? "value and gradient" : "value",
  explanation: `A strided loop over the pixels. For each pixel, a thread computes the arccosine of the dot product of
output and target, limited to just within -1 and 1, accumulates its weighted square, and writes the gradient, which is
along the target and 0 outside the limits.`,
  body: overPixels(`
    let u = unit_vectors[pixel];
    let share = weight[pixel] * valid[pixel] * ${scalar("lossScale")};
    let along = dot(output_at(pixel, 0u).xy, u);
    let cosine = clamp(along, -${limit}, ${limit});
    let sine = sqrt((1.0 - cosine) * (1.0 + cosine));
    let angle = atan2(sine, cosine);
    sums.x += share * angle * angle;
    ${
      gradient
        ? `let slope = select(0.0, -2.0 * share * angle / sine, abs(along) <= ${limit});
    store_gradient(pixel, 0u, vec4f(slope * u, 0, 0));`
        : ""
    }`),
});

const energyLoss: LossText<"energy loss"> = ({ levelCosts, smallest, gradient }) => {
  const levels = levelCosts.length;
  const logit = (level: number) => `logits${Math.floor(level / VECTOR)}.${LANES[level % VECTOR]}`;
  const all = (text: (level: number) => string, separator = "\n") => repeat(levels, text, separator);
  return {
    variant: `${levels} levels, ${gradient ? "value and gradient" : "value"}`,
    explanation: `A strided loop over the pixels. For each pixel, a thread computes the softmax of the levels,
accumulates the binary cross-entropy of each level times its cost, and writes the gradient through the softmax.`,
    body: overPixels(`
    let share = mask[pixel] * weight[pixel] * ${scalar("lossScale")};
    let truth = u32(level[pixel]);
${repeat(vectorsFor(levels), (v) => `    let logits${v} = output_at(pixel, ${v}u);`)}
    var largest = ${logit(0)};
${all((k) => `    largest = max(largest, ${logit(k)});`)}
    var total = 0.0;
${all((k) => `    let e${k} = exp(${logit(k)} - largest); total += e${k};`)}
    var cost = 0.0;
    var pull = 0.0;
${all(
  (k) => `    let y${k} = e${k} / total;
    let isTrue${k} = truth == ${k}u;
    let chance${k} = select(1.0 - y${k}, y${k}, isTrue${k});
    cost -= f32(${levelCosts[k]}) * log(max(chance${k}, ${smallest}));
    let slope${k} = select(1.0, -1.0, isTrue${k}) * f32(${levelCosts[k]}) / max(chance${k}, ${smallest}) * f32(chance${k} >= ${smallest});
    pull += slope${k} * y${k};`,
)}
    sums.x += share * cost;
${
  gradient
    ? repeat(
        vectorsFor(levels),
        (v) =>
          `    store_gradient(pixel, ${v}u, share * vec4f(${repeat(
            VECTOR,
            (lane) => {
              const k = v * VECTOR + lane;
              return k < levels ? `y${k} * (slope${k} - pull)` : "0";
            },
            ", ",
          )}));`,
      )
    : ""
}`),
  };
};

/** Level logits of a pixel, then its vector and mask logit in one more vector. */
const SHARED_OUTPUT = `
${repeat(LEVEL_VECTORS, (v) => `    let logits${v} = output_at(pixel, ${v}u);`)}
    let rest = output_at(pixel, ${LEVEL_VECTORS}u);
    let apart = rest.xy - unit_vectors[pixel];
    let truth = mask[pixel];
    let p = probability(rest.z);
    let taught = u32(max(level[pixel], 0.0));
    let highest = ${repeat(LEVEL_VECTORS - 1, () => "max(", "")}logits0${repeat(LEVEL_VECTORS - 1, (v) => `, logits${v + 1})`, "")};
    let largest = max(max(highest.x, highest.y), max(highest.z, highest.w));
${repeat(LEVEL_VECTORS, (v) => `    let powers${v} = exp(logits${v} - largest);`)}
    let together = ${repeat(LEVEL_VECTORS, (v) => `powers${v}`, " + ")};
    let whole = together.x + together.y + together.z + together.w;`;

const sharedLossSums: LossText<"shared loss sums"> = ({ crossEntropyWeight, vectorWeight, levelWeight }) => ({
  explanation: `A thread accumulates four sums in a strided loop over the pixels: the weighted costs of mask, vector and
level, probability times mask, probability, and mask. The loss follows from them. Pixels with a mask below 0 are
ignored.`,
  declarations: PROBABILITY,
  body: overPixels(`${SHARED_OUTPUT}
    let entropy = max(rest.z, 0.0) - rest.z * truth + log(1.0 + exp(-abs(rest.z)));
    let own = output_at(pixel, taught / ${VECTOR}u)[taught % ${VECTOR}u];
    let surprise = log(whole) + largest - own;
    let cost = ${crossEntropyWeight} * entropy + ${vectorWeight} * vector_weight[pixel] * dot(apart, apart)
      + ${levelWeight} * level_weight[pixel] * surprise;
    sums += select(vec4f(0), vec4f(cost, p * truth, p, truth), truth >= 0.0);`),
});

const sharedLossGradient: LossText<"shared loss gradient"> = (constants) => ({
  explanation: `A thread computes the gradient for all channels of one pixel from the total sums.`,
  declarations: PROBABILITY,
  body: `${SHARED_OUTPUT}
    let upper = 2.0 * total[0].y + ${constants.smoothing};
    let lower = total[0].z + total[0].w + ${constants.smoothing};
    let isTaught = f32(truth >= 0.0);
    let forLevel = isTaught * ${constants.levelWeight} * level_weight[pixel] * ${scalar("lossScale")};
${repeat(
  LEVEL_VECTORS,
  (v) =>
    `    store_gradient(pixel, ${v}u, forLevel * (powers${v} / whole - vec4f(vec4u(taught) == vec4u(${repeat(VECTOR, (lane) => `${v * VECTOR + lane}u`, ", ")}))));`,
)}
    let forVector = isTaught * 2.0 * ${constants.vectorWeight} * vector_weight[pixel] * ${scalar("lossScale")};
    let forProbability = -${constants.diceWeight} * (2.0 * truth * lower - upper) / (lower * lower);
    let forEntropy = ${constants.crossEntropyWeight} * (p - truth) * ${scalar("lossScale")};
    let forMask = isTaught * (forEntropy + forProbability * p * (1.0 - p));
    store_gradient(pixel, ${LEVEL_VECTORS}u, vec4f(forVector * apart, forMask, 0));`,
});

const TEXTS: { readonly [Name in LossKernelName]: LossText<Name> } = {
  "mask loss sums": maskLossSums,
  "mask loss gradient": maskLossGradient,
  "direction loss": directionLoss,
  "arccosine loss": arccosineLoss,
  "energy loss": energyLoss,
  "shared loss sums": sharedLossSums,
  "shared loss gradient": sharedLossGradient,
};

/** The kernels of all losses. */
export const LOSS_KERNELS = defineKernels(LOSS_SIGNATURES, TEXTS);
