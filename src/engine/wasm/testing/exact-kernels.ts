import { EXACT } from "virtual:wasm-kernels";
import type { BufferId } from "../../plan/ir/dispatch.ts";
import { VECTOR_BYTES } from "../../plan/ir/view.ts";
import { SIGNATURES } from "../../plan/signatures.ts";
import type { KernelsUnderTest } from "../../testing/kernel-bench.ts";
import { encodeRecord, RECORD_BYTES } from "../encode-record.ts";
import { WASM_KERNELS } from "../kernel-order.ts";

const PAGE_BYTES = 65_536;

interface Kernels {
  prepare(record: number): void;
  runAlone(first: number, last: number, scratch: number): void;
  firstFree(): number;
}

const aligned = (bytes: number) => Math.ceil(bytes / RECORD_BYTES) * RECORD_BYTES;

/** The exact kernels in one thread, each buffer of a plan in memory of its own. */
export function exactKernels(): KernelsUnderTest {
  let module: WebAssembly.Module;
  return {
    async start() {
      module = await WebAssembly.compile(Buffer.from(EXACT, "base64"));
    },
    async run(plan, { uploads, scalars, results }) {
      const memory = new WebAssembly.Memory({ initial: 64, maximum: 16_384, shared: true });
      const { exports } = await WebAssembly.instantiate(module, { env: { memory } });
      const kernels = exports as unknown as Kernels;
      let end = aligned(kernels.firstFree());
      const take = (bytes: number) => {
        const at = end;
        end = aligned(end + bytes + VECTOR_BYTES);
        const missing = end - memory.buffer.byteLength;
        if (missing > 0) memory.grow(Math.ceil(missing / PAGE_BYTES));
        return at;
      };
      const addresses = plan.buffers.map((spec) =>
        take(spec.kind === "shared" ? scalars.byteLength : spec.bytes),
      );
      const floats = (buffer: BufferId, length: number) =>
        new Float32Array(memory.buffer, addresses[buffer], length);
      plan.buffers.forEach((spec, buffer) => {
        const values = spec.kind === "upload" ? uploads.get(spec.name) : null;
        if (spec.kind === "shared") floats(buffer, scalars.length).set(scalars);
        else if (values) floats(buffer, values.length).set(values);
        // What nobody has written is no number.
        else floats(buffer, spec.bytes / 4).fill(Number.NaN);
      });
      const records = take(plan.dispatches.length * RECORD_BYTES);
      const view = new DataView(memory.buffer);
      let scratchBytes = 0;
      plan.dispatches.forEach((dispatch, index) => {
        const { name } = dispatch.kernel;
        const at = records + index * RECORD_BYTES;
        const number = (WASM_KERNELS as readonly string[]).indexOf(name);
        const addressOf = ({ buffer, offset = 0 }: { buffer: BufferId; offset?: number }) =>
          addresses[buffer] + offset;
        encodeRecord(view, at, number, SIGNATURES[name], dispatch, addressOf);
        kernels.prepare(at);
        scratchBytes = Math.max(scratchBytes, view.getUint32(at + 12, true));
      });
      kernels.runAlone(records, records + plan.dispatches.length * RECORD_BYTES, take(scratchBytes));
      return results.map((wanted) => {
        const buffer = plan.buffers.findIndex((spec) => spec.kind === "result" && spec.name === wanted);
        const spec = plan.buffers[buffer];
        return floats(buffer, spec.kind === "shared" ? 0 : spec.bytes / 4).slice();
      });
    },
  };
}
