/** Memory that the plans of a network may use, on a GPU or in WebAssembly. */
export interface MemoryLimits {
  /** Bytes of one buffer. */
  readonly buffer: number;
  /** Bytes of all buffers. */
  readonly total: number;
}

const GIBIBYTE = 2 ** 30;

/** Usable fraction of the system memory. WebGPU does not report the size of the GPU memory. */
const USABLE_FRACTION = 0.5;

/** Assumed system memory if the browser does not report it. */
const COMMON_GIBIBYTES = 8;

/**
 * Limits on a GPU: the buffer limit reported by the device, and a conservative estimate of the total, which
 * WebGPU does not report.
 */
export function memoryLimits({ limits }: Pick<GPUDevice, "limits">): MemoryLimits {
  const { deviceMemory = COMMON_GIBIBYTES } = globalThis.navigator as { readonly deviceMemory?: number };
  return {
    buffer: Math.min(limits.maxBufferSize, limits.maxStorageBufferBindingSize),
    total: USABLE_FRACTION * deviceMemory * GIBIBYTE,
  };
}
