/** Memory that a training may use. */
export interface MemoryLimits {
  /** Bytes of one buffer. */
  readonly buffer: number;
  /** Bytes of all buffers. */
  readonly total: number;
}

const GIBIBYTE = 2 ** 30;

/** Of the computer's memory, where it is known; WebGPU does not tell that of the GPU. */
const SHARE_OF_MEMORY = 0.5;

/** What counts as the computer's memory where the browser does not tell. */
const COMMON_GIBIBYTES = 8;

/** The limits that a device states, and a careful guess of what nobody states. */
export function memoryLimits({ limits }: Pick<GPUDevice, "limits">): MemoryLimits {
  const { deviceMemory = COMMON_GIBIBYTES } = globalThis.navigator as { readonly deviceMemory?: number };
  return {
    buffer: Math.min(limits.maxBufferSize, limits.maxStorageBufferBindingSize),
    total: SHARE_OF_MEMORY * deviceMemory * GIBIBYTE,
  };
}
