import { foldWorkgroups, type Kernel } from "../kernels/kernel.ts";
import type { BufferId, Region } from "../plan/dispatch.ts";
import { placeBuffers } from "../plan/place-buffers.ts";
import type { Plan } from "../plan/plan-builder.ts";

/** Uniforms are bound at multiples of this many bytes, which every WebGPU device allows. */
const UNIFORM_ALIGNMENT = 256;

/** Uniforms are structs, whose size is a multiple of this many bytes. */
const STRUCT_BYTES = 16;

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

  /** The buffer of a result and the bytes that belong to it. */
  result(name: string): { readonly buffer: GPUBuffer; readonly bytes: number } {
    const spec = this.plan.buffers.find((spec) => spec.kind === "result" && spec.name === name);
    const bytes = spec?.kind === "result" ? spec.bytes : 0;
    return { buffer: this.#named("result", name), bytes };
  }

  /** Appends the whole plan. */
  encode(encoder: GPUCommandEncoder): void {
    const pass = encoder.beginComputePass();
    for (const { pipeline, group, workgroups } of this.#commands) {
      pass.setPipeline(pipeline);
      pass.setBindGroup(0, group);
      pass.dispatchWorkgroups(workgroups[0], workgroups[1]);
    }
    pass.end();
  }

  dispose(): void {
    for (const buffer of this.#owned) buffer.destroy();
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
