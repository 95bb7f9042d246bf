import type { Dispatch } from "../plan/ir/dispatch.ts";
import { SIGNATURES } from "../plan/signatures.ts";
import { encodeRecord } from "./encode-record.ts";
import { instantiate } from "./kernel-exports.ts";
import { WASM_KERNELS } from "./kernel-order.ts";
import { headerOffset, RECORD_BYTES } from "./record-layout.ts";
import { createMemory } from "./wasm-memory.ts";

/** What a dispatch needs on the CPU. */
export interface DispatchNeeds {
  readonly jobs: number;
  /** Scratch memory of each thread. */
  readonly scratchBytes: number;
}

/**
 * Returns a function that asks the kernels what a dispatch needs, in a memory of its own.
 * @throws OutOfMemoryError when there is no memory for it
 */
export function dispatchNeeds(module: WebAssembly.Module): (dispatch: Dispatch) => DispatchNeeds {
  const memory = createMemory();
  const kernels = instantiate(module, memory);
  const at = Math.ceil(kernels.firstFree() / RECORD_BYTES) * RECORD_BYTES;
  const view = new DataView(memory.buffer);
  const header = (field: "jobs" | "scratchBytes") => view.getUint32(at + headerOffset(field), true);
  return (dispatch) => {
    const { name } = dispatch.kernel;
    const number = (WASM_KERNELS as readonly string[]).indexOf(name);
    // Only sizes and the presence of operands decide.
    encodeRecord(view, at, number, SIGNATURES[name], dispatch, () => at);
    kernels.prepare(at);
    return { jobs: header("jobs"), scratchBytes: header("scratchBytes") };
  };
}
