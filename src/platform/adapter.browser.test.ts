import { describe, expect, it } from "vitest";
import { probeAdapter } from "./adapter.ts";

describe("probeAdapter", () => {
  it("describes the device", async () => {
    const { kind, description, sentence } = await probeAdapter();
    const adapter = await navigator.gpu.requestAdapter({ powerPreference: "high-performance" });
    if (!adapter) throw new Error("this browser has no adapter");
    expect(description).toContain(adapter.info.vendor);
    if (adapter.info.isFallbackAdapter) {
      expect(kind).toBe("software");
      expect(description).toMatch(/ \(software: slow\)$/);
      expect(sentence).toBe("There is no GPU here; the browser imitates one on the CPU, which is slow.");
    } else {
      expect(kind).toBe("hardware");
      expect(sentence).toBe("The browser offers this GPU.");
    }
  });
});
