import { ShaderError } from "../../device/device-error.ts";
import type { Kernel } from "../ir/kernel.ts";

/** Compiled kernels of one device. Each kernel is compiled once for all layers and networks. */
class Pipelines {
  readonly #device: GPUDevice;
  readonly #compiled = new Map<string, Promise<GPUComputePipeline>>();

  constructor(device: GPUDevice) {
    this.#device = device;
  }

  /** Compiles new `kernels` concurrently; `onProgress` receives the number compiled. */
  async prepare(
    kernels: readonly Kernel[],
    onProgress: (done: number, all: number) => void = () => {},
  ): Promise<ReadonlyMap<Kernel, GPUComputePipeline>> {
    const distinct = [...new Set(kernels)];
    const all = distinct.filter(({ wgsl }) => !this.#compiled.has(wgsl)).length;
    let done = 0;
    const entries = distinct.map(async (kernel) => {
      const isNew = !this.#compiled.has(kernel.wgsl);
      const pipeline = await this.#pipeline(kernel);
      if (isNew) {
        done += 1;
        onProgress(done, all);
      }
      return [kernel, pipeline] as const;
    });
    return new Map(await Promise.all(entries));
  }

  #pipeline(kernel: Kernel): Promise<GPUComputePipeline> {
    const known = this.#compiled.get(kernel.wgsl);
    if (known) return known;
    const pipeline = this.#compile(kernel);
    this.#compiled.set(kernel.wgsl, pipeline);
    return pipeline;
  }

  async #compile({ name, variant, wgsl }: Kernel): Promise<GPUComputePipeline> {
    const label = variant === "" ? name : `${name} (${variant})`;
    const module = this.#device.createShaderModule({ label, code: wgsl });
    try {
      const compute = { module, entryPoint: "main" };
      return await this.#device.createComputePipelineAsync({ label, layout: "auto", compute });
    } catch (error) {
      const { messages } = await module.getCompilationInfo();
      const lines = messages.map(({ lineNum, message }) => `line ${lineNum}: ${message}`);
      throw new ShaderError(
        `The kernel ${label} does not compile on this GPU. Update browser and driver, or choose tfjs as the engine.`,
        { cause: [error, ...lines].map(String).join("\n") },
      );
    }
  }
}

/** Pipelines outlive the executors of their device. */
const pipelinesOf = new WeakMap<GPUDevice, Pipelines>();

/** The compiled kernels of a device. */
export function pipelinesFor(device: GPUDevice): Pipelines {
  const pipelines = pipelinesOf.get(device) ?? new Pipelines(device);
  pipelinesOf.set(device, pipelines);
  return pipelines;
}
