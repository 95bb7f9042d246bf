import { foldWorkgroups, type Kernel } from "../kernels/kernel.ts";
import type { BufferId, Region } from "../plan/dispatch.ts";
import { placeBuffers } from "../plan/place-buffers.ts";
import type { Plan } from "../plan/plan-builder.ts";
import type { ReadBack } from "./read-back.ts";

/** Uniforms are bound at multiples of this many bytes, which every WebGPU device allows. */
export const UNIFORM_ALIGNMENT = 256;

/** Uniforms are structs, whose size is a multiple of this many bytes. */
const STRUCT_BYTES = 16;

/** A submit shall last about this long at most. */
const SLICE_MILLISECONDS = 200;

/** Slices of the first run, whose length nobody knows. */
const FIRST_SLICES = 8;

const WORD_BYTES = 4;

interface Command {
  readonly pipeline: GPUComputePipeline;
  readonly group: GPUBindGroup;
  readonly workgroups: readonly [number, number];
}

/** A plan with its buffers on a device, ready to be submitted any number of times. */
export class CompiledPlan {
  readonly plan: Plan;
  /** Bytes of the buffers that belong to this plan. */
  readonly bytes: number;
  readonly #device: GPUDevice;
  readonly #owned: GPUBuffer[] = [];
  readonly #bufferOf = new Map<BufferId, GPUBuffer>();
  readonly #commands: readonly Command[];
  #slices = FIRST_SLICES;

  /** `shared` holds the buffers that several plans use, by name. */
  constructor(
    device: GPUDevice,
    plan: Plan,
    shared: Readonly<Record<string, GPUBuffer>>,
    pipelines: ReadonlyMap<Kernel, GPUComputePipeline>,
  ) {
    this.#device = device;
    this.plan = plan;
    plan.buffers.forEach((spec, id) => {
      if (spec.kind === "shared") this.#bufferOf.set(id, shared[spec.name]);
    });
    for (const { bytes, buffers } of placeBuffers(plan)) {
      const buffer = this.#create(
        bytes,
        GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST,
      );
      for (const id of buffers) this.#bufferOf.set(id, buffer);
    }
    this.#commands = this.#bind(pipelines);
    this.bytes = this.#owned.reduce((sum, { size }) => sum + size, 0);
  }

  /** Fills an upload before the next submit. */
  upload(name: string, values: Float32Array): void {
    const buffer = this.#named("upload", name);
    this.#device.queue.writeBuffer(buffer, 0, values.buffer, values.byteOffset, values.byteLength);
  }

  #result(name: string): { readonly buffer: GPUBuffer; readonly bytes: number } {
    const spec = this.plan.buffers.find((spec) => spec.kind === "result" && spec.name === name);
    const bytes = spec?.kind === "result" ? spec.bytes : 0;
    return { buffer: this.#named("result", name), bytes };
  }

  /** Submits the plan at once; resolves with the results named, in that order. */
  run(readBack: ReadBack, results: readonly string[]): Promise<Float32Array[]> {
    const start = performance.now();
    const reads: (() => Promise<Float32Array>)[] = [];
    this.#submit((encoder) => {
      for (const name of results) {
        const { buffer, bytes } = this.#result(name);
        reads.push(readBack.copy(encoder, buffer, bytes));
      }
    });
    const read = Promise.all(reads.map((read) => read()));
    read.then(
      () => {
        this.#slices = Math.max(1, Math.ceil((performance.now() - start) / SLICE_MILLISECONDS));
      },
      () => {},
    );
    return read;
  }

  /** Appends one of the plan's dispatches to a pass. */
  encode(pass: GPUComputePassEncoder, index: number): void {
    const { pipeline, group, workgroups } = this.#commands[index];
    pass.setPipeline(pipeline);
    pass.setBindGroup(0, group);
    pass.dispatchWorkgroups(workgroups[0], workgroups[1]);
  }

  dispose(): void {
    for (const buffer of this.#owned) buffer.destroy();
  }

  /**
   * Submits in as many slices as the last run was long: systems take a GPU away from a program whose single submit lasts
   * seconds. `finish` appends to the last slice.
   */
  #submit(finish: (encoder: GPUCommandEncoder) => void): void {
    const all = this.#commands.length;
    const length = Math.ceil(all / this.#slices);
    for (let start = 0; start < all; start += length) {
      const encoder = this.#device.createCommandEncoder();
      const pass = encoder.beginComputePass();
      for (let index = start; index < Math.min(all, start + length); index++) this.encode(pass, index);
      pass.end();
      if (start + length >= all) finish(encoder);
      this.#device.queue.submit([encoder.finish()]);
    }
  }

  #create(size: number, usage: number): GPUBuffer {
    const buffer = this.#device.createBuffer({ size, usage });
    this.#owned.push(buffer);
    return buffer;
  }

  #named(kind: "upload" | "result", name: string): GPUBuffer {
    const id = this.plan.buffers.findIndex((spec) => spec.kind === kind && spec.name === name);
    const buffer = this.#bufferOf.get(id);
    if (!buffer) throw new RangeError(`the plan has no ${kind} ${name}`);
    return buffer;
  }

  #bind(pipelines: ReadonlyMap<Kernel, GPUComputePipeline>): Command[] {
    const { dispatches } = this.plan;
    const words = UNIFORM_ALIGNMENT / WORD_BYTES;
    const sizes = new Uint32Array(dispatches.length * words);
    dispatches.forEach(({ kernel, sizes: values }, index) => {
      kernel.sizes.forEach((name, field) => {
        sizes[index * words + field] = values[name];
      });
    });
    const uniforms = this.#create(sizes.byteLength, GPUBufferUsage.UNIFORM | GPUBufferUsage.COPY_DST);
    this.#device.queue.writeBuffer(uniforms, 0, sizes);

    return dispatches.map(({ kernel, operands, workgroups }, index) => {
      const pipeline = pipelines.get(kernel)!;
      const used = Math.ceil((kernel.sizes.length * WORD_BYTES) / STRUCT_BYTES) * STRUCT_BYTES;
      const resources: GPUBufferBinding[] = [
        ...kernel.bindings.map(({ name }) => this.#binding(operands[name])),
        { buffer: uniforms, offset: index * UNIFORM_ALIGNMENT, size: used },
      ];
      const group = this.#device.createBindGroup({
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
