import { describe, expect, it } from "vitest";
import { probeAdapter } from "./adapter.ts";

describe("probeAdapter", () => {
  it("tells in words what runs here", async () => {
    const { kind, description, sentence } = await probeAdapter();
    const adapter = await navigator.gpu.requestAdapter();
    expect(kind).toBe(adapter?.info.isFallbackAdapter ? "software" : "hardware");
    expect(description).toContain(adapter?.info.vendor);
    expect(sentence).toMatch(/\.$/);
  });
});
