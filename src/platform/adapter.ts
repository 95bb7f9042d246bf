/** GPU support of a browser. */
export type AdapterKind = "hardware" | "software" | "insecure" | "unsupported" | "none" | "small";

/** The browser's support for running networks on a GPU. */
export interface AdapterReport {
  readonly kind: AdapterKind;
  /** Name of the adapter, short enough for a status line. */
  readonly description: string;
  /** What was found in words, and what can be done about it. */
  readonly sentence: string;
}

/** Size of a small network's largest layer in one buffer, bytes. */
const SMALLEST_BUFFER = 64 * 1024 * 1024;

function nameOf({ vendor, architecture, description, device }: GPUAdapterInfo): string {
  const words = [description || device, vendor, architecture].filter((word) => word !== "");
  return words.length > 0 ? words.join(", ") : "unnamed adapter";
}

async function requestAdapter(): Promise<GPUAdapter | null> {
  return navigator.gpu.requestAdapter({ powerPreference: "high-performance" }).catch(() => null);
}

/** Looks for a WebGPU adapter and describes it. Works in the page and in workers. */
export async function probeAdapter(): Promise<AdapterReport> {
  if (!globalThis.isSecureContext) {
    const sentence =
      "This page is not secure, so the browser gives it neither WebGPU nor storage for images: open the lab over https or on localhost.";
    return { kind: "insecure", description: "no WebGPU: the page is not secure", sentence };
  }
  if (!navigator.gpu) {
    const sentence = "This browser has no WebGPU: use a current Chrome or Edge to train on a GPU.";
    return { kind: "unsupported", description: "no WebGPU in this browser", sentence };
  }
  const adapter = await requestAdapter();
  if (!adapter) {
    const sentence =
      "The browser found no GPU it may use: update the graphics driver, or look at chrome://gpu.";
    return { kind: "none", description: "no WebGPU adapter", sentence };
  }
  const name = nameOf(adapter.info);
  if (adapter.info.isFallbackAdapter) {
    const sentence = "There is no GPU here; the browser imitates one on the CPU, which is slow.";
    return { kind: "software", description: `${name} (software: slow)`, sentence };
  }
  if (adapter.limits.maxStorageBufferBindingSize < SMALLEST_BUFFER) {
    const sentence = "This GPU allows small buffers only: use small crops and a small batch.";
    return { kind: "small", description: `${name} (small buffers)`, sentence };
  }
  return { kind: "hardware", description: name, sentence: "The browser offers this GPU." };
}
