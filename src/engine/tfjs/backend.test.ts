import { describe, expect, it, vi } from "vitest";
import { currentBackend, startBackend } from "./backend.ts";

describe("startBackend where there is neither WebGPU nor WebGL", () => {
  it("says so when nothing was started, and when what was asked for does not work", async () => {
    // Other test files may have started a backend in this thread.
    vi.resetModules();
    const fresh = await import("./backend.ts");
    expect(() => fresh.currentBackend()).toThrow(expect.objectContaining({ name: "BackendError" }));
    await expect(startBackend(["webgpu", "webgl"])).rejects.toThrow(
      "None of tfjs WebGPU, tfjs WebGL works in this browser",
    );
  });

  it("takes the next that works", async () => {
    const backend = await startBackend();
    expect(backend.description).toBe("tfjs CPU: very slow");
    expect(currentBackend()).toBe(backend);
  });
});
