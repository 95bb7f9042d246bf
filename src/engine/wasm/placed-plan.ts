import type { Region } from "../plan/ir/dispatch.ts";
import { placeBuffers } from "../plan/place-buffers.ts";
import type { Plan } from "../plan/plan-builder.ts";
import { SIGNATURES } from "../plan/signatures.ts";
import { encodeRecord } from "./encode-record.ts";
import type { KernelExports } from "./kernel-exports.ts";
import { WASM_KERNELS } from "./kernel-order.ts";
import { headerOffset, RECORD_BYTES } from "./record-layout.ts";
import type { WasmMemory } from "./wasm-memory.ts";

interface Block {
  readonly address: number;
  readonly bytes: number;
}

const NUMBERS: ReadonlyMap<string, number> = new Map(WASM_KERNELS.map((name, number) => [name, number]));

/** A plan in WebAssembly memory: its buffers, and a record for each dispatch. */
export class PlacedPlan {
  /** Address of the first record. */
  readonly first: number;
  /** Address of the first record of the update, whose records are the last ones. */
  readonly update: number;
  /** Address beyond the last record. */
  readonly end: number;
  /** Bytes of scratch memory that a thread needs. */
  readonly scratchBytes: number;
  readonly #memory: WasmMemory;
  readonly #slots: readonly number[];
  readonly #uploads = new Map<string, Block>();
  readonly #results = new Map<string, Block>();

  /**
   * Throws a RangeError when a kernel does not run on the CPU, or when the update is not the end of the plan.
   * @throws OutOfMemoryError when the plan does not fit
   */
  constructor(plan: Plan, memory: WasmMemory, kernels: Pick<KernelExports, "prepare">) {
    const { buffers, dispatches } = plan;
    const lastBefore = dispatches.findLastIndex(({ phase }) => phase !== "update");
    const updates = dispatches.filter(({ phase }) => phase === "update").length;
    if (lastBefore + 1 + updates !== dispatches.length) {
      throw new RangeError("the update of a plan is not at its end");
    }
    const numbers = dispatches.map(({ kernel: { name } }) => {
      const number = NUMBERS.get(name);
      if (number === undefined) throw new RangeError(`the kernel ${name} does not run on the CPU`);
      return number;
    });
    this.#memory = memory;
    const slots = placeBuffers(plan);
    this.#slots = memory.take(slots.map(({ bytes }) => bytes));
    try {
      const addresses = new Map<number, number>();
      slots.forEach(({ buffers }, slot) => {
        for (const id of buffers) addresses.set(id, this.#slots[slot]);
      });
      buffers.forEach((spec, id) => {
        if (spec.kind === "shared") addresses.set(id, memory.shared(spec.name));
        const address = addresses.get(id);
        if (address === undefined) return;
        if (spec.kind === "upload") this.#uploads.set(spec.name, { address, bytes: spec.bytes });
        if (spec.kind === "result") this.#results.set(spec.name, { address, bytes: spec.bytes });
      });
      this.first = memory.allocate(dispatches.length * RECORD_BYTES);
      this.update = this.first + (lastBefore + 1) * RECORD_BYTES;
      this.end = this.first + dispatches.length * RECORD_BYTES;
      const view = memory.view();
      const addressOf = ({ buffer, offset = 0 }: Region) => addresses.get(buffer)! + offset;
      const scratch = dispatches.map((dispatch, index) => {
        const at = this.first + index * RECORD_BYTES;
        encodeRecord(view, at, numbers[index], SIGNATURES[dispatch.kernel.name], dispatch, addressOf);
        kernels.prepare(at);
        return view.getUint32(at + headerOffset("scratchBytes"), true);
      });
      this.scratchBytes = scratch.reduce((most, bytes) => Math.max(most, bytes), 0);
    } catch (error) {
      memory.giveBack(this.#slots);
      throw error;
    }
  }

  /** Address of an upload of `bytes`. Throws a RangeError when the plan has none of that name, or a shorter one. */
  uploadAddress(name: string, bytes: number): number {
    const upload = this.#uploads.get(name);
    if (!upload) throw new RangeError(`the plan has no upload ${name}`);
    if (bytes > upload.bytes)
      throw new RangeError(`the upload ${name} has ${bytes} bytes, not ${upload.bytes}`);
    return upload.address;
  }

  /** A copy of a result. Throws a RangeError when the plan has none of that name. */
  result(name: string): Float32Array {
    const result = this.#results.get(name);
    if (!result) throw new RangeError(`the plan has no result ${name}`);
    return this.#memory.read(result.address, result.bytes);
  }

  dispose(): void {
    this.#memory.free(this.first);
    this.#memory.giveBack(this.#slots);
  }
}
