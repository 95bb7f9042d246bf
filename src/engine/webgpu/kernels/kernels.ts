import type { KernelChoice } from "../../plan/ir/dispatch.ts";
import type { KernelName } from "../../plan/ir/kernel-names.ts";
import type { Plan } from "../../plan/plan-builder.ts";
import type { KernelFamily } from "../ir/define-kernel.ts";
import type { Kernel } from "../ir/kernel.ts";
import { accumulateKernel } from "./accumulate.ts";
import { addPartsKernel } from "./add-parts.ts";
import { addSumsKernel } from "./add-sums.ts";
import { batchNormKernel } from "./batch-norm.ts";
import { batchNormGradientKernel, batchNormGradientSumsKernel } from "./batch-norm-gradient.ts";
import { mergeMomentsKernel, momentsKernel } from "./batch-norm-moments.ts";
import { channelSumsKernel } from "./channel-sums.ts";
import { convolutionKernel } from "./convolution.ts";
import { convolutionPartsKernel } from "./convolution-parts.ts";
import { copyChannelsKernel } from "./copy-channels.ts";
import { dropoutKernel } from "./dropout.ts";
import { finishConvolutionKernel } from "./finish-convolution.ts";
import { flipWeightsKernel } from "./flip-weights.ts";
import { gradientNormKernel, squaredGradientKernel } from "./gradient-norm.ts";
import { LOSS_KERNELS } from "./losses.ts";
import { directionMetricsKernel, energyMetricsKernel, maskMetricsKernel } from "./metric-sums.ts";
import { gateGradientKernel, multiplyKernel } from "./multiply.ts";
import { normaliseGradientKernel, normaliseKernel } from "./normalise.ts";
import { poolGradientKernel, poolKernel } from "./pool.ts";
import { reluKernel, reluMaskKernel } from "./relu.ts";
import { sharedConvolutionKernel } from "./shared-convolution.ts";
import { packKernel, unpackKernel } from "./unpack.ts";
import { UPDATE_KERNELS } from "./updates.ts";
import { upsampleGradientKernel, upsampleKernel } from "./upsample.ts";
import { weightGradientKernel } from "./weight-gradient.ts";

/** Convolutions in transformed tiles. Plans for a GPU have none. */
type CpuKernel = "Winograd weights" | "Winograd convolution" | "Winograd weight gradient";
type GpuKernel = Exclude<KernelName, CpuKernel>;

/** The WebGPU kernels of all signatures that plans for a GPU have. */
const KERNELS: { readonly [Name in GpuKernel]: KernelFamily<Name> } = {
  unpack: unpackKernel,
  pack: packKernel,
  "copy channels": copyChannelsKernel,
  convolution: convolutionKernel,
  "shared convolution": sharedConvolutionKernel,
  "convolution in parts": convolutionPartsKernel,
  "finish convolution": finishConvolutionKernel,
  "flip weights": flipWeightsKernel,
  "weight gradient": weightGradientKernel,
  "channel sums": channelSumsKernel,
  "add parts": addPartsKernel,
  moments: momentsKernel,
  "merge moments": mergeMomentsKernel,
  "batch norm": batchNormKernel,
  "batch norm gradient sums": batchNormGradientSumsKernel,
  "batch norm gradient": batchNormGradientKernel,
  ReLU: reluKernel,
  "ReLU mask": reluMaskKernel,
  pool: poolKernel,
  "pool gradient": poolGradientKernel,
  upsampling: upsampleKernel,
  "upsampling gradient": upsampleGradientKernel,
  multiply: multiplyKernel,
  "gate gradient": gateGradientKernel,
  normalise: normaliseKernel,
  "normalise gradient": normaliseGradientKernel,
  dropout: dropoutKernel,
  "mask metric sums": maskMetricsKernel,
  "direction metric sums": directionMetricsKernel,
  "energy metric sums": energyMetricsKernel,
  "add sums": addSumsKernel,
  accumulate: accumulateKernel,
  "squared gradient": squaredGradientKernel,
  "gradient norm": gradientNormKernel,
  ...LOSS_KERNELS,
  ...UPDATE_KERNELS,
};

const isGpuKernel = (name: KernelName): name is GpuKernel => name in KERNELS;

/**
 * The WebGPU kernel of a dispatch, always the same object for one variant.
 * @throws RangeError for a kernel of the CPU
 */
export function kernelOf({ name, variant }: KernelChoice): Kernel {
  if (!isGpuKernel(name)) throw new RangeError(`the kernel ${name} does not run on a GPU`);
  return KERNELS[name].kernelOf(variant);
}

/** The WebGPU kernels of a plan's dispatches, in their order. */
export function kernelsOf({ dispatches }: Plan): readonly Kernel[] {
  return dispatches.map(({ kernel }) => kernelOf(kernel));
}
