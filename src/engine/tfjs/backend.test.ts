import { describe, expect, it } from "vitest";
import { BackendError } from "../device/device-error.ts";
import { currentBackend, startBackend } from "./backend.ts";

describe("startBackend where there is neither WebGPU nor WebGL", () => {
  it("says so when nothing was started, and when what was asked for does not work", async () => {
    expect(() => currentBackend()).toThrow(BackendError);
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
