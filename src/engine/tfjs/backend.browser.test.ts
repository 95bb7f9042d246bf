import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import * as tf from "@tensorflow/tfjs-core";
import { beforeEach, describe, expect, it } from "vitest";
import { DeviceError, DeviceLostError } from "../device/device-error.ts";
import { startBackend } from "./backend.ts";

const deviceOf = () => (tf.backend() as WebGPUBackend).device;

describe("the WebGPU backend", () => {
  beforeEach(async () => {
    await startBackend(["webgpu"]);
  });

  it("opens a device with the adapter's limits and describes it", async () => {
    const adapter = await navigator.gpu.requestAdapter();
    expect(deviceOf().limits.maxStorageBuffersPerShaderStage).toBe(
      adapter?.limits.maxStorageBuffersPerShaderStage,
    );
    expect(deviceOf().limits.maxStorageBufferBindingSize).toBe(adapter?.limits.maxStorageBufferBindingSize);
    expect((await startBackend()).description).toBe("tfjs WebGPU");
  });

  it("sums in a fixed order: few workgroups and a long sum, twice", async () => {
    const backend = await startBackend(["webgpu"]);
    const a = tf.randomNormal([16, 4096], 0, 1, "float32", 1);
    const b = tf.randomNormal([4096, 16], 0, 1, "float32", 2);
    const products = [];
    for (let time = 0; time < 5; time++) products.push(await backend.read(tf.matMul(a, b)));
    for (const product of products) expect(product).toEqual(products[0]);
  });

  it("reports a lost device when a value is awaited, and restarts", async () => {
    const backend = await startBackend(["webgpu"]);
    const product = tf.matMul(tf.ones([64, 64]), tf.ones([64, 64]));
    deviceOf().destroy();
    await expect(backend.read(product)).rejects.toThrow(DeviceLostError);
    const again = await startBackend(["webgpu"]);
    expect((await again.read(tf.add(tf.ones([2]), 1)))[0]).toBe(2);
  });

  it("reports a WebGPU error that no caller awaits", async () => {
    const backend = await startBackend(["webgpu"]);
    deviceOf().createBuffer({ size: 4, usage: 0 });
    // The browser may report the error shortly after values read at that time have arrived.
    const reads = async () => {
      for (let time = 0; time < 20; time++)
        await backend.read(tf.matMul(tf.ones([64, 64]), tf.ones([64, 64])));
    };
    await expect(reads()).rejects.toThrow(DeviceError);
  });
});
