import { describe, expect, it, vi } from "vitest";
import { currentBackend, startBackend } from "./backend.ts";

describe("startBackend without WebGPU and WebGL", () => {
  it("reports that no backend was started, and that the requested ones fail", async () => {
    // Other test files may have started a backend in this thread.
    vi.resetModules();
    const fresh = await import("./backend.ts");
    expect(() => fresh.currentBackend()).toThrow(expect.objectContaining({ name: "BackendError" }));
    await expect(startBackend(["webgpu", "webgl"])).rejects.toThrow(
      "None of tfjs WebGPU, tfjs WebGL works in this browser",
    );
  });

  it("falls back to the next backend that works", async () => {
    const backend = await startBackend();
    expect(backend.description).toBe("tfjs CPU: very slow");
    expect(currentBackend()).toBe(backend);
  });
});
