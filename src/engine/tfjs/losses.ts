import * as tf from "@tensorflow/tfjs-core";
import type { ArccosineLoss } from "../../core/losses/arccosine-loss.ts";
import type { DirectionLoss } from "../../core/losses/direction-loss.ts";
import type { EnergyLoss } from "../../core/losses/energy-loss.ts";
import type { Loss, LossKind } from "../../core/losses/loss.ts";
import type { MaskLoss } from "../../core/losses/mask-loss.ts";
import type { SharedLoss } from "../../core/losses/shared-loss.ts";
import { VECTOR_CHANNEL } from "../../nets/shared-layout.ts";
import type { NamedTensors } from "./forward.ts";

const CHANNEL_AXIS = 3;

function maskLoss({ constants }: MaskLoss, logits: tf.Tensor4D, { mask }: NamedTensors): tf.Scalar {
  return maskCost(constants, logits, mask);
}

function maskCost(constants: MaskLoss["constants"], logits: tf.Tensor4D, mask: tf.Tensor): tf.Scalar {
  const { crossEntropyWeight, diceWeight, smoothing } = constants;
  const taught = tf.cast(tf.greaterEqual(mask, 0), "float32");
  const truth = tf.relu(mask);
  const entropy = tf.mul(tf.sub(tf.softplus(logits), tf.mul(logits, truth)), taught);
  const crossEntropy = tf.div(tf.sum(entropy), tf.maximum(tf.sum(taught), 1));
  const probability = tf.mul(tf.sigmoid(logits), taught);
  const both = tf.sum(tf.mul(probability, truth));
  const either = tf.add(tf.sum(probability), tf.sum(truth));
  const overlap = tf.div(tf.add(tf.mul(both, 2), smoothing), tf.add(either, smoothing));
  return tf.add(tf.mul(crossEntropy, crossEntropyWeight), tf.mul(tf.sub(1, overlap), diceWeight));
}

function weightedMean(values: tf.Tensor, weight: tf.Tensor, floor: number): tf.Scalar {
  return tf.div(tf.sum(tf.mul(values, weight)), tf.maximum(tf.sum(weight), floor));
}

/**
 * Squared angle in square radians from the cross and dot product; (pi/2)^2 with zero gradient if both are 0.
 * The gradient is explicit because that of atan2(0, 0) is NaN, both products are 0 at every background pixel,
 * and 0 * NaN is NaN. Squaring removes the sign of the angle, which makes abs(cross) unnecessary.
 */
function squaredAngle(cross: tf.Tensor4D, dot: tf.Tensor4D): tf.Tensor4D {
  return tf.customGrad((crossValues, dotValues, save) => {
    const [crossProduct, dotProduct] = [crossValues as tf.Tensor, dotValues as tf.Tensor];
    const squaredLength = tf.add(tf.square(crossProduct), tf.square(dotProduct));
    const hasAngle = tf.greater(squaredLength, 0);
    const one = tf.onesLike(crossProduct);
    const angle = tf.atan2(tf.where(hasAngle, crossProduct, one), dotProduct);
    const slope = tf.div(tf.mul(angle, 2), tf.where(hasAngle, squaredLength, one));
    (save as tf.GradSaveFunc)([crossProduct, dotProduct, slope]);
    return {
      value: tf.square(angle),
      gradFunc: (dy: tf.Tensor, [crossSaved, dotSaved, slopeSaved]: tf.Tensor[]) => {
        const pull = tf.mul(dy, slopeSaved);
        return [tf.mul(pull, dotSaved), tf.neg(tf.mul(pull, crossSaved))];
      },
    };
  })(cross, dot) as tf.Tensor4D;
}

function directionLoss(loss: DirectionLoss, output: tf.Tensor4D, targets: NamedTensors): tf.Scalar {
  const [p0, p1] = tf.split(output, 2, CHANNEL_AXIS);
  const [u0, u1] = tf.split(targets.unit_vectors as tf.Tensor4D, 2, CHANNEL_AXIS);
  const dot: tf.Tensor4D = tf.add(tf.mul(p0, u0), tf.mul(p1, u1));
  const cross: tf.Tensor4D = tf.sub(tf.mul(p1, u0), tf.mul(p0, u1));
  return weightedMean(squaredAngle(cross, dot), tf.mul(targets.weight, targets.valid), loss.floor);
}

function arccosineLoss({ constants }: ArccosineLoss, output: tf.Tensor4D, targets: NamedTensors): tf.Scalar {
  const { limit } = constants;
  const along = tf.sum(tf.mul(output, targets.unit_vectors), CHANNEL_AXIS, true);
  const angle = tf.acos(tf.clipByValue(along, -limit, limit));
  const costs = tf.mul(tf.square(angle), tf.mul(targets.weight, targets.valid));
  return tf.div(tf.sum(costs), output.shape[0]);
}

function energyLoss(loss: EnergyLoss, logits: tf.Tensor4D, targets: NamedTensors): tf.Scalar {
  const { levelCosts, smallest } = loss.constants;
  const levels = levelCosts.length;
  const isLevel = tf.cast(tf.equal(targets.level, tf.range(0, levels)), "float32");
  const probability = tf.softmax(logits, CHANNEL_AXIS);
  const logOf = (values: tf.Tensor) => tf.log(tf.maximum(values, smallest));
  const likelihood = tf.add(
    tf.mul(isLevel, logOf(probability)),
    tf.mul(tf.sub(1, isLevel), logOf(tf.sub(1, probability))),
  );
  const cost = tf.neg(tf.sum(tf.mul(likelihood, tf.tensor1d([...levelCosts])), CHANNEL_AXIS, true));
  return weightedMean(cost, tf.mul(targets.mask, targets.weight), loss.floor);
}

/** Cross entropy per pixel of logits `[..., channel]` and a target level, with the log-sum-exp of the logits. */
function levelEntropy(logits: tf.Tensor4D, level: tf.Tensor): tf.Tensor {
  const isLevel = tf.cast(tf.equal(level, tf.range(0, logits.shape[CHANNEL_AXIS])), "float32");
  const own = tf.sum(tf.mul(logits, isLevel), CHANNEL_AXIS, true);
  return tf.sub(tf.logSumExp(logits, CHANNEL_AXIS, true), own);
}

function sharedLoss({ constants }: SharedLoss, output: tf.Tensor4D, targets: NamedTensors): tf.Scalar {
  const [levels, vectors, logits] = tf.split(output, [VECTOR_CHANNEL, 2, 1], CHANNEL_AXIS) as tf.Tensor4D[];
  const taught = tf.cast(tf.greaterEqual(targets.mask, 0), "float32");
  const mean = (costs: tf.Tensor, weight: tf.Tensor) =>
    tf.div(tf.sum(tf.mul(tf.mul(costs, weight), taught)), tf.maximum(tf.sum(taught), 1));
  const apart = tf.sum(tf.square(tf.sub(vectors, targets.unit_vectors)), CHANNEL_AXIS, true);
  const parts = [
    maskCost(constants, logits, targets.mask),
    tf.mul(mean(apart, targets.vector_weight), constants.vectorWeight),
    tf.mul(mean(levelEntropy(levels, tf.relu(targets.level)), targets.level_weight), constants.levelWeight),
  ];
  return tf.addN(parts) as tf.Scalar;
}

type LossFunction<Kind extends LossKind> = (
  loss: Loss<Kind>,
  output: tf.Tensor4D,
  targets: NamedTensors,
) => tf.Scalar;

const FUNCTIONS: { readonly [Kind in LossKind]: LossFunction<Kind> } = {
  mask: maskLoss,
  direction: directionLoss,
  arccosine: arccosineLoss,
  energy: energyLoss,
  shared: sharedLoss,
};

/**
 * The loss of a network's output as a differentiable scalar. See the definitions of the losses for the
 * formulas. Output and targets are `[batch, row, column, channel]`, nothing is broadcast: throws a RangeError that
 * names a target of another shape, with both shapes.
 */
export function lossOf<Kind extends LossKind>(
  loss: Loss<Kind>,
  output: tf.Tensor4D,
  targets: NamedTensors,
): tf.Scalar {
  for (const [name, channels] of Object.entries(loss.targets)) {
    const expected = [...output.shape.slice(0, CHANNEL_AXIS), channels];
    if (String(targets[name]?.shape) !== String(expected)) {
      throw new RangeError(
        `the target ${name} has the shape [${targets[name]?.shape}], but [${expected}] is needed`,
      );
    }
  }
  return FUNCTIONS[loss.kind](loss, output, targets);
}
