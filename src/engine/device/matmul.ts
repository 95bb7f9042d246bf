import type { WatchedDevice } from "./webgpu-device.ts";

/**
 * Side lengths of the square matrices: a GPU needs many threads for full occupancy, a software adapter is
 * slow on large matrices.
 */
const SIDES = { software: 512, hardware: 1024 };

/** Number of runs; the fastest is used. */
const REPEATS = 5;

/** Products are submitted in groups of this duration, which makes the round trip to the GPU negligible. */
const SUBMIT_MILLISECONDS = 50;
const MAX_PRODUCTS = 200;

const BINDINGS = `
@group(0) @binding(0) var<storage, read> a: array<vec4f>;
@group(0) @binding(1) var<storage, read> b: array<vec4f>;
@group(0) @binding(2) var<storage, read_write> c: array<vec4f>;`;

const range = (count: number) => Array.from({ length: count }, (_, index) => index);
const COMPONENTS = ["x", "y", "z", "w"];

/** Each thread keeps 8 x 8 sums in registers and reads directly from global memory. */
const direct = (vectors: number) => `${BINDINGS}
@compute @workgroup_size(8, 4)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let column = id.x * 2u;
  let row = id.y * 8u;
${range(8)
  .map((r) => `  var s${r}_0 = vec4f(0); var s${r}_1 = vec4f(0);`)
  .join("\n")}
  for (var k = 0u; k < ${vectors}u; k++) {
${range(8)
  .map((r) => `    let a${r} = a[(row + ${r}u) * ${vectors}u + k];`)
  .join("\n")}
${range(4)
  .map(
    (q) => `    let b${q}_0 = b[(4u * k + ${q}u) * ${vectors}u + column];
    let b${q}_1 = b[(4u * k + ${q}u) * ${vectors}u + column + 1u];
${range(8)
  .map((r) => `    s${r}_0 += a${r}.${COMPONENTS[q]} * b${q}_0; s${r}_1 += a${r}.${COMPONENTS[q]} * b${q}_1;`)
  .join("\n")}`,
  )
  .join("\n")}
  }
${range(8)
  .map(
    (r) =>
      `  c[(row + ${r}u) * ${vectors}u + column] = s${r}_0; c[(row + ${r}u) * ${vectors}u + column + 1u] = s${r}_1;`,
  )
  .join("\n")}
}`;

/**
 * A workgroup of 16 x 16 threads shares tiles of 64 x 16 and 16 x 64; each thread keeps 4 x 4 sums in
 * registers.
 */
const shared = (vectors: number) => `${BINDINGS}
var<workgroup> tileA: array<array<f32, 16>, 64>;
var<workgroup> tileB: array<array<vec4f, 16>, 16>;
@compute @workgroup_size(16, 16)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_id) local: vec3u) {
  let row = group.y * 64u;
  let column = group.x * 16u;
  let lane = local.y * 16u + local.x;
  var s0 = vec4f(0); var s1 = vec4f(0); var s2 = vec4f(0); var s3 = vec4f(0);
  for (var k = 0u; k < ${4 * vectors}u; k += 16u) {
    let value = a[(row + lane / 4u) * ${vectors}u + k / 4u + lane % 4u];
    for (var q = 0u; q < 4u; q++) { tileA[lane / 4u][lane % 4u * 4u + q] = value[q]; }
    tileB[local.y][local.x] = b[(k + local.y) * ${vectors}u + column + local.x];
    workgroupBarrier();
    for (var i = 0u; i < 16u; i++) {
      let w = tileB[i][local.x];
      s0 += tileA[local.y * 4u][i] * w;
      s1 += tileA[local.y * 4u + 1u][i] * w;
      s2 += tileA[local.y * 4u + 2u][i] * w;
      s3 += tileA[local.y * 4u + 3u][i] * w;
    }
    workgroupBarrier();
  }
  let at = (row + local.y * 4u) * ${vectors}u + column + local.x;
  c[at] = s0; c[at + ${vectors}u] = s1; c[at + ${2 * vectors}u] = s2; c[at + ${3 * vectors}u] = s3;
}`;

/** The pipelines of each device: the product is measured before and after every step. */
const compiled = new WeakMap<GPUDevice, Map<string, GPUComputePipeline>>();

async function pipelineFor(device: GPUDevice, code: string): Promise<GPUComputePipeline> {
  const known = compiled.get(device) ?? new Map<string, GPUComputePipeline>();
  compiled.set(device, known);
  const earlier = known.get(code);
  if (earlier) return earlier;
  const compute = { module: device.createShaderModule({ code }), entryPoint: "main" };
  const pipeline = await device.createComputePipelineAsync({ layout: "auto", compute });
  known.set(code, pipeline);
  return pipeline;
}

/** Milliseconds per product, in the fastest of a few runs of `count` products each. */
async function timeProducts(
  device: GPUDevice,
  encode: (pass: GPUComputePassEncoder) => void,
  count: number,
): Promise<number> {
  let fastest = Number.POSITIVE_INFINITY;
  for (let run = 0; run < REPEATS; run++) {
    const encoder = device.createCommandEncoder();
    const pass = encoder.beginComputePass();
    for (let product = 0; product < count; product++) encode(pass);
    pass.end();
    await device.queue.onSubmittedWorkDone();
    const start = performance.now();
    device.queue.submit([encoder.finish()]);
    await device.queue.onSubmittedWorkDone();
    fastest = Math.min(fastest, (performance.now() - start) / count);
  }
  return fastest;
}

/**
 * Multiplications and additions per second, in 1e9, of a single-precision product of square matrices. The
 * faster of two kernels counts; matrices are 512 x 512 on a software adapter and 1024 x 1024 on a GPU.
 */
export async function matmulGflops({ device, info }: WatchedDevice): Promise<number> {
  const side = info.isFallbackAdapter ? SIDES.software : SIDES.hardware;
  const vectors = side / 4;
  const kernels = [
    { code: direct(vectors), groups: [vectors / 2 / 8, side / 8 / 4] },
    { code: shared(vectors), groups: [vectors / 16, side / 64] },
  ] as const;
  const values = new Float32Array(side * side).fill(0.5);
  const buffers = range(3).map(() => {
    const buffer = device.createBuffer({
      size: values.byteLength,
      usage: GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_DST,
    });
    device.queue.writeBuffer(buffer, 0, values);
    return buffer;
  });
  let fastest = Number.POSITIVE_INFINITY;
  for (const { code, groups } of kernels) {
    const pipeline = await pipelineFor(device, code);
    const group = device.createBindGroup({
      layout: pipeline.getBindGroupLayout(0),
      entries: buffers.map((buffer, binding) => ({ binding, resource: { buffer } })),
    });
    const encode = (pass: GPUComputePassEncoder) => {
      pass.setPipeline(pipeline);
      pass.setBindGroup(0, group);
      pass.dispatchWorkgroups(groups[0], groups[1]);
    };
    const single = await timeProducts(device, encode, 1);
    const count = Math.min(MAX_PRODUCTS, Math.ceil(SUBMIT_MILLISECONDS / single));
    fastest = Math.min(fastest, single, count > 1 ? await timeProducts(device, encode, count) : single);
  }
  for (const buffer of buffers) buffer.destroy();
  return (2 * side ** 3) / fastest / 1e6;
}
