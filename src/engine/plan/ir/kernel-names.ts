import { UPDATE_KERNELS, type UpdateKernelName } from "../../optimisers/optimiser-specs.ts";
import { LOSS_KERNELS, type LossKernelName } from "./loss-kernels.ts";

/** Those that belong neither to a loss nor to an optimiser. */
const OTHERS = [
  "unpack",
  "pack",
  "copy channels",
  "convolution",
  "shared convolution",
  "convolution in parts",
  "finish convolution",
  "flip weights",
  "weight gradient",
  "Winograd weights",
  "Winograd convolution",
  "Winograd weight gradient",
  "channel sums",
  "add parts",
  "moments",
  "merge moments",
  "batch norm",
  "batch norm gradient sums",
  "batch norm gradient",
  "ReLU",
  "ReLU mask",
  "pool",
  "pool gradient",
  "upsampling",
  "upsampling gradient",
  "multiply",
  "gate gradient",
  "normalise",
  "normalise gradient",
  "dropout",
  "mask metric sums",
  "direction metric sums",
  "energy metric sums",
  "add sums",
  "accumulate",
  "squared gradient",
  "gradient norm",
] as const;

export type KernelName = (typeof OTHERS)[number] | LossKernelName | UpdateKernelName;

/** The computations of a plan. Each has one signature, and one kernel per engine that runs plans. */
export const KERNEL_NAMES: readonly KernelName[] = [...OTHERS, ...LOSS_KERNELS, ...UPDATE_KERNELS];
