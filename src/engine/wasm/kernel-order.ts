import { KERNEL_NAMES, type KernelName } from "../plan/ir/kernel-names.ts";

/** Convolutions whose threads share the memory of a workgroup, or the work on a sum. Plans for the CPU have none. */
type GpuKernel = "shared convolution" | "convolution in parts" | "finish convolution";
const GPU_KERNELS: Readonly<Record<GpuKernel, true>> = {
  "shared convolution": true,
  "convolution in parts": true,
  "finish convolution": true,
};

/** Name of a kernel of the CPU. */
export type WasmKernel = Exclude<KernelName, GpuKernel>;

/** The kernels of the CPU; the index of a name is the number of the kernel in its records. */
export const WASM_KERNELS = KERNEL_NAMES.filter((name): name is WasmKernel => !(name in GPU_KERNELS));
