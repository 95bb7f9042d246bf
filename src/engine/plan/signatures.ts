import type { KernelName } from "./ir/kernel-names.ts";
import type { Signature } from "./ir/signature.ts";
import { ACCUMULATE } from "./operations/accumulate.ts";
import { ADD_PARTS } from "./operations/add-parts.ts";
import { ADD_SUMS } from "./operations/add-sums.ts";
import { BATCH_NORM } from "./operations/batch-norm.ts";
import { BATCH_NORM_GRADIENT, BATCH_NORM_GRADIENT_SUMS } from "./operations/batch-norm-gradient.ts";
import { MERGE_MOMENTS, MOMENTS } from "./operations/batch-norm-moments.ts";
import { CHANNEL_SUMS } from "./operations/channel-sums.ts";
import { CONVOLUTION } from "./operations/convolution.ts";
import { CONVOLUTION_PARTS } from "./operations/convolution-parts.ts";
import { COPY_CHANNELS } from "./operations/copy-channels.ts";
import { DROPOUT } from "./operations/dropout.ts";
import { FINISH_CONVOLUTION } from "./operations/finish-convolution.ts";
import { FLIP_WEIGHTS } from "./operations/flip-weights.ts";
import { GRADIENT_NORM, SQUARED_GRADIENT } from "./operations/gradient-norm.ts";
import { LOSS_SIGNATURES } from "./operations/losses.ts";
import { DIRECTION_METRICS, ENERGY_METRICS, MASK_METRICS } from "./operations/metric-sums.ts";
import { GATE_GRADIENT, MULTIPLY } from "./operations/multiply.ts";
import { NORMALISE, NORMALISE_GRADIENT } from "./operations/normalise.ts";
import { POOL, POOL_GRADIENT } from "./operations/pool.ts";
import { RELU, RELU_MASK } from "./operations/relu.ts";
import { SHARED_CONVOLUTION } from "./operations/shared-convolution.ts";
import { PACK, UNPACK } from "./operations/unpack.ts";
import { UPDATE_SIGNATURES } from "./operations/update.ts";
import { UPSAMPLE, UPSAMPLE_GRADIENT } from "./operations/upsample.ts";
import { WEIGHT_GRADIENT } from "./operations/weight-gradient.ts";
import { WINOGRAD_CONVOLUTION } from "./operations/winograd-convolution.ts";
import { WINOGRAD_WEIGHT_GRADIENT } from "./operations/winograd-weight-gradient.ts";
import { WINOGRAD_WEIGHTS } from "./operations/winograd-weights.ts";

/** The signatures of all kernels, in the order of `KERNEL_NAMES`. */
export const SIGNATURES: { readonly [Name in KernelName]: Signature<Name> } = {
  unpack: UNPACK.signature,
  pack: PACK.signature,
  "copy channels": COPY_CHANNELS.signature,
  convolution: CONVOLUTION.signature,
  "shared convolution": SHARED_CONVOLUTION.signature,
  "convolution in parts": CONVOLUTION_PARTS.signature,
  "finish convolution": FINISH_CONVOLUTION.signature,
  "flip weights": FLIP_WEIGHTS.signature,
  "weight gradient": WEIGHT_GRADIENT.signature,
  "Winograd weights": WINOGRAD_WEIGHTS.signature,
  "Winograd convolution": WINOGRAD_CONVOLUTION.signature,
  "Winograd weight gradient": WINOGRAD_WEIGHT_GRADIENT.signature,
  "channel sums": CHANNEL_SUMS.signature,
  "add parts": ADD_PARTS.signature,
  moments: MOMENTS.signature,
  "merge moments": MERGE_MOMENTS.signature,
  "batch norm": BATCH_NORM.signature,
  "batch norm gradient sums": BATCH_NORM_GRADIENT_SUMS.signature,
  "batch norm gradient": BATCH_NORM_GRADIENT.signature,
  ReLU: RELU.signature,
  "ReLU mask": RELU_MASK.signature,
  pool: POOL.signature,
  "pool gradient": POOL_GRADIENT.signature,
  upsampling: UPSAMPLE.signature,
  "upsampling gradient": UPSAMPLE_GRADIENT.signature,
  multiply: MULTIPLY.signature,
  "gate gradient": GATE_GRADIENT.signature,
  normalise: NORMALISE.signature,
  "normalise gradient": NORMALISE_GRADIENT.signature,
  dropout: DROPOUT.signature,
  "mask metric sums": MASK_METRICS.signature,
  "direction metric sums": DIRECTION_METRICS.signature,
  "energy metric sums": ENERGY_METRICS.signature,
  "add sums": ADD_SUMS.signature,
  accumulate: ACCUMULATE.signature,
  "squared gradient": SQUARED_GRADIENT.signature,
  "gradient norm": GRADIENT_NORM.signature,
  ...LOSS_SIGNATURES,
  ...UPDATE_SIGNATURES,
};
