import type { WatchedDevice } from "../../device/webgpu-device.ts";
import type { ReadyPlan } from "../../execution/runner.ts";
import type { BufferId, Region } from "../../plan/ir/dispatch.ts";
import { placeBuffers } from "../../plan/place-buffers.ts";
import type { Plan } from "../../plan/plan-builder.ts";
import { bytesOfDispatches, DISPATCH_BYTES } from "../../plan/plan-memory.ts";
import { bindDispatch } from "../ir/bind-dispatch.ts";
import { foldWorkgroups, type Kernel } from "../ir/kernel.ts";
import { kernelOf } from "../kernels/kernels.ts";
import type { NetworkMemory } from "./network-memory.ts";
import type { ReadBack } from "./read-back.ts";

/** The size of a uniform struct is a multiple of this many bytes. */
const STRUCT_BYTES = 16;

/** Approximate maximum duration of a submit. */
const SLICE_MILLISECONDS = 200;

/** Dispatches per slice of the first run, whose duration is unknown. */
const FIRST_SLICE = 16;

const WORD_BYTES = 4;

interface Command {
  readonly pipeline: GPUComputePipeline;
  readonly group: GPUBindGroup;
  readonly workgroups: readonly [number, number];
}

/** A plan with its buffers on a device, which can be submitted repeatedly. */
export class CompiledPlan implements ReadyPlan {
  readonly plan: Plan;
  readonly #watched: WatchedDevice;
  readonly #memory: NetworkMemory;
  readonly #readBack: ReadBack;
  readonly #slots: readonly GPUBuffer[];
  readonly #uniforms: GPUBuffer;
  readonly #bufferOf = new Map<BufferId, GPUBuffer>();
  readonly #uploads = new Map<string, GPUBuffer>();
  readonly #results = new Map<string, { readonly buffer: GPUBuffer; readonly bytes: number }>();
  readonly #commands: readonly Command[];
  #slices: number;

  constructor(
    watched: WatchedDevice,
    plan: Plan,
    memory: NetworkMemory,
    readBack: ReadBack,
    pipelines: ReadonlyMap<Kernel, GPUComputePipeline>,
  ) {
    this.#watched = watched;
    this.#memory = memory;
    this.#readBack = readBack;
    this.plan = plan;
    const slots = placeBuffers(plan);
    this.#slots = memory.take(slots.map(({ bytes }) => bytes));
    slots.forEach(({ buffers }, slot) => {
      for (const id of buffers) this.#bufferOf.set(id, this.#slots[slot]);
    });
    plan.buffers.forEach((spec, id) => {
      if (spec.kind === "shared") this.#bufferOf.set(id, memory.shared(spec.name));
      const buffer = this.#bufferOf.get(id);
      if (!buffer) return;
      if (spec.kind === "upload") this.#uploads.set(spec.name, buffer);
      if (spec.kind === "result") this.#results.set(spec.name, { buffer, bytes: spec.bytes });
    });
    this.#uniforms = memory.uniforms(bytesOfDispatches(plan));
    this.#commands = this.#bind(pipelines);
    this.#slices = Math.ceil(plan.dispatches.length / FIRST_SLICE);
  }

  /** Writes an upload for the next submit. Throws a RangeError when the plan has none of that name. */
  upload(name: string, values: Float32Array): void {
    const buffer = this.#uploads.get(name);
    if (!buffer) throw new RangeError(`the plan has no upload ${name}`);
    this.#watched.device.queue.writeBuffer(buffer, 0, values.buffer, values.byteOffset, values.byteLength);
  }

  /** Buffer of a result. Throws a RangeError when the plan has none of that name. */
  result(name: string): { readonly buffer: GPUBuffer; readonly bytes: number } {
    const result = this.#results.get(name);
    if (!result) throw new RangeError(`the plan has no result ${name}`);
    return result;
  }

  /** Submits the plan synchronously; resolves with the named results, in that order. */
  run(results: readonly string[]): Promise<Float32Array[]> {
    const start = performance.now();
    const reads: (() => Promise<Float32Array>)[] = [];
    this.#submit((encoder) => {
      for (const name of results) {
        const { buffer, bytes } = this.result(name);
        reads.push(this.#readBack.copy(encoder, buffer, bytes));
      }
    });
    const read = Promise.all(reads.map((read) => read()));
    read.then(
      () => {
        this.#slices = Math.max(1, Math.ceil((performance.now() - start) / SLICE_MILLISECONDS));
      },
      () => {},
    );
    return this.#watched.guard(read);
  }

  /** Appends one of the plan's dispatches to a pass. */
  encode(pass: GPUComputePassEncoder, index: number): void {
    const { pipeline, group, workgroups } = this.#commands[index];
    pass.setPipeline(pipeline);
    pass.setBindGroup(0, group);
    pass.dispatchWorkgroups(workgroups[0], workgroups[1]);
  }

  dispose(): void {
    this.#memory.giveBack(this.#slots);
    this.#memory.release(this.#uniforms);
  }

  /**
   * Submits in a number of slices proportional to the duration of the last run: operating systems reset the
   * GPU if a single submit takes seconds. `finish` appends to the last slice.
   */
  #submit(finish: (encoder: GPUCommandEncoder) => void): void {
    const all = this.#commands.length;
    const length = Math.ceil(all / this.#slices);
    for (let start = 0; start < all; start += length) {
      const encoder = this.#watched.device.createCommandEncoder();
      const pass = encoder.beginComputePass();
      for (let index = start; index < Math.min(all, start + length); index++) this.encode(pass, index);
      pass.end();
      if (start + length >= all) finish(encoder);
      this.#watched.submit(encoder.finish());
    }
  }

  #bind(pipelines: ReadonlyMap<Kernel, GPUComputePipeline>): Command[] {
    const bound = this.plan.dispatches.map((dispatch) => {
      const kernel = kernelOf(dispatch.kernel);
      return { kernel, ...bindDispatch(kernel, dispatch) };
    });
    const words = DISPATCH_BYTES / WORD_BYTES;
    const sizes = new Uint32Array(bound.length * words);
    bound.forEach((dispatch, index) => {
      sizes.set(dispatch.sizes, index * words);
    });
    this.#watched.device.queue.writeBuffer(this.#uniforms, 0, sizes);

    return bound.map(({ kernel, operands, workgroups }, index) => {
      const pipeline = pipelines.get(kernel)!;
      const used = Math.ceil((kernel.sizes.length * WORD_BYTES) / STRUCT_BYTES) * STRUCT_BYTES;
      const resources: GPUBufferBinding[] = [
        ...operands.map((region) => this.#binding(region)),
        { buffer: this.#uniforms, offset: index * DISPATCH_BYTES, size: used },
      ];
      const group = this.#watched.device.createBindGroup({
        label: `${kernel.name} ${kernel.variant}`,
        layout: pipeline.getBindGroupLayout(0),
        entries: resources.map((resource, binding) => ({ binding, resource })),
      });
      return { pipeline, group, workgroups: foldWorkgroups(workgroups) };
    });
  }

  #binding({ buffer, offset = 0, bytes }: Region): GPUBufferBinding {
    const spec = this.plan.buffers[buffer];
    const size = bytes ?? (spec.kind === "shared" ? undefined : spec.bytes);
    return { buffer: this.#bufferOf.get(buffer)!, offset, ...(size === undefined ? {} : { size }) };
  }
}
