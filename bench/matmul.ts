import type { WatchedDevice } from "../src/engine/device/webgpu-device.ts";

/** Side of the square matrices. */
const SIDE = 512;
const VECTORS = SIDE / 4;

/** Runs of which the fastest counts. */
const REPEATS = 5;

const BINDINGS = `
@group(0) @binding(0) var<storage, read> a: array<vec4f>;
@group(0) @binding(1) var<storage, read> b: array<vec4f>;
@group(0) @binding(2) var<storage, read_write> c: array<vec4f>;`;

const range = (count: number) => Array.from({ length: count }, (_, index) => index);
const COMPONENTS = ["x", "y", "z", "w"];

/** Each thread keeps 8 x 8 sums in registers and reads straight from memory. */
const DIRECT = `${BINDINGS}
@compute @workgroup_size(8, 4)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let column = id.x * 2u;
  let row = id.y * 8u;
${range(8)
  .map((r) => `  var s${r}_0 = vec4f(0); var s${r}_1 = vec4f(0);`)
  .join("\n")}
  for (var k = 0u; k < ${VECTORS}u; k++) {
${range(8)
  .map((r) => `    let a${r} = a[(row + ${r}u) * ${VECTORS}u + k];`)
  .join("\n")}
${range(4)
  .map(
    (q) => `    let b${q}_0 = b[(4u * k + ${q}u) * ${VECTORS}u + column];
    let b${q}_1 = b[(4u * k + ${q}u) * ${VECTORS}u + column + 1u];
${range(8)
  .map((r) => `    s${r}_0 += a${r}.${COMPONENTS[q]} * b${q}_0; s${r}_1 += a${r}.${COMPONENTS[q]} * b${q}_1;`)
  .join("\n")}`,
  )
  .join("\n")}
  }
${range(8)
  .map(
    (r) =>
      `  c[(row + ${r}u) * ${VECTORS}u + column] = s${r}_0; c[(row + ${r}u) * ${VECTORS}u + column + 1u] = s${r}_1;`,
  )
  .join("\n")}
}`;

/** A workgroup of 16 x 16 threads shares tiles of 64 x 16 and 16 x 64; each thread keeps 4 x 4 sums. */
const SHARED = `${BINDINGS}
var<workgroup> tileA: array<array<f32, 16>, 64>;
var<workgroup> tileB: array<array<vec4f, 16>, 16>;
@compute @workgroup_size(16, 16)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_id) local: vec3u) {
  let row = group.y * 64u;
  let column = group.x * 16u;
  let lane = local.y * 16u + local.x;
  var s0 = vec4f(0); var s1 = vec4f(0); var s2 = vec4f(0); var s3 = vec4f(0);
  for (var k = 0u; k < ${SIDE}u; k += 16u) {
    let value = a[(row + lane / 4u) * ${VECTORS}u + k / 4u + lane % 4u];
    for (var q = 0u; q < 4u; q++) { tileA[lane / 4u][lane % 4u * 4u + q] = value[q]; }
    tileB[local.y][local.x] = b[(k + local.y) * ${VECTORS}u + column + local.x];
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
  let at = (row + local.y * 4u) * ${VECTORS}u + column + local.x;
  c[at] = s0; c[at + ${VECTORS}u] = s1; c[at + ${2 * VECTORS}u] = s2; c[at + ${3 * VECTORS}u] = s3;
}`;

const KERNELS = [
  { code: DIRECT, groups: [VECTORS / 2 / 8, SIDE / 8 / 4] },
  { code: SHARED, groups: [VECTORS / 16, SIDE / 64] },
] as const;

/** Multiplications and additions a second, in 1e9, of a product of 512 x 512 matrices: the better of two kernels. */
export async function matmulGflops({ device }: WatchedDevice): Promise<number> {
  const values = new Float32Array(SIDE * SIDE).fill(0.5);
  const buffers = range(3).map(() => {
    const buffer = device.createBuffer({
      size: values.byteLength,
      usage: GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_DST,
    });
    device.queue.writeBuffer(buffer, 0, values);
    return buffer;
  });
  let fastest = Number.POSITIVE_INFINITY;
  for (const { code, groups } of KERNELS) {
    const compute = { module: device.createShaderModule({ code }), entryPoint: "main" };
    const pipeline = await device.createComputePipelineAsync({ layout: "auto", compute });
    const group = device.createBindGroup({
      layout: pipeline.getBindGroupLayout(0),
      entries: buffers.map((buffer, binding) => ({ binding, resource: { buffer } })),
    });
    for (let repeat = 0; repeat < REPEATS; repeat++) {
      const encoder = device.createCommandEncoder();
      const pass = encoder.beginComputePass();
      pass.setPipeline(pipeline);
      pass.setBindGroup(0, group);
      pass.dispatchWorkgroups(groups[0], groups[1]);
      pass.end();
      await device.queue.onSubmittedWorkDone();
      const start = performance.now();
      device.queue.submit([encoder.finish()]);
      await device.queue.onSubmittedWorkDone();
      fastest = Math.min(fastest, performance.now() - start);
    }
  }
  for (const buffer of buffers) buffer.destroy();
  return (2 * SIDE ** 3) / fastest / 1e6;
}
