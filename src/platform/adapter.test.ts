import { afterEach, describe, expect, it, vi } from "vitest";
import { type AdapterReport, probeAdapter } from "./adapter.ts";

const MIB = 1024 * 1024;
const GPU_INFO = {
  vendor: "nvidia",
  architecture: "ampere",
  device: "",
  description: "",
  isFallbackAdapter: false,
};
const SOFTWARE_INFO = { ...GPU_INFO, vendor: "google", architecture: "swiftshader", isFallbackAdapter: true };

/** Stub of `navigator.gpu` for an adapter with this buffer limit. */
const offering = (info: object, maxStorageBufferBindingSize: number) => ({
  requestAdapter: async () => ({ info, limits: { maxStorageBufferBindingSize } }),
});

const NO_ADAPTER = { requestAdapter: async () => null };
const BROKEN = {
  requestAdapter: async () => {
    throw new DOMException("The GPU process crashed.", "OperationError");
  },
};

const NONE: AdapterReport = {
  kind: "none",
  description: "no WebGPU adapter",
  sentence: "The browser found no GPU it may use: update the graphics driver, or look at chrome://gpu.",
};
const SOFTWARE: AdapterReport = {
  kind: "software",
  description: "google, swiftshader (software: slow)",
  sentence: "There is no GPU here; the browser imitates one on the CPU, which is slow.",
};

describe("probeAdapter", () => {
  afterEach(() => {
    vi.unstubAllGlobals();
  });

  /** The report in such a browser. */
  function probed(isSecureContext: boolean, gpu: object | undefined): Promise<AdapterReport> {
    vi.stubGlobal("isSecureContext", isSecureContext);
    vi.stubGlobal("navigator", { gpu });
    return probeAdapter();
  }

  it("names a hardware GPU", async () => {
    expect(await probed(true, offering(GPU_INFO, 2048 * MIB))).toEqual({
      kind: "hardware",
      description: "nvidia, ampere",
      sentence: "The browser offers this GPU.",
    });
  });

  it.each([
    [{ ...GPU_INFO, description: "NVIDIA H200" }, "NVIDIA H200, nvidia, ampere"],
    [{ ...GPU_INFO, device: "0x2335" }, "0x2335, nvidia, ampere"],
    [{ ...GPU_INFO, vendor: "", architecture: "" }, "unnamed adapter"],
  ])("names it by the browser's description: %o", async (info, description) => {
    expect((await probed(true, offering(info, 2048 * MIB))).description).toBe(description);
  });

  it("reports a software adapter", async () => {
    expect(await probed(true, offering(SOFTWARE_INFO, 1024 * MIB))).toEqual(SOFTWARE);
  });

  it("reports a missing GPU before small buffers", async () => {
    expect(await probed(true, offering(SOFTWARE_INFO, MIB))).toEqual(SOFTWARE);
  });

  it("reports small GPU buffers", async () => {
    expect(await probed(true, offering(GPU_INFO, 64 * MIB - 1))).toEqual({
      kind: "small",
      description: "nvidia, ampere (small buffers)",
      sentence: "This GPU allows small buffers only: use small crops and a small batch.",
    });
    expect((await probed(true, offering(GPU_INFO, 64 * MIB))).kind).toBe("hardware");
  });

  it("reports that a page over http has neither WebGPU nor storage", async () => {
    expect(await probed(false, undefined)).toEqual({
      kind: "insecure",
      description: "no WebGPU: the page is not secure",
      sentence:
        "This page is not secure, so the browser gives it neither WebGPU nor storage for images: open the lab over https or on localhost.",
    });
  });

  it("reports a browser without WebGPU", async () => {
    expect(await probed(true, undefined)).toEqual({
      kind: "unsupported",
      description: "no WebGPU in this browser",
      sentence: "This browser has no WebGPU: use a current Chrome or Edge to train on a GPU.",
    });
  });

  it("reports that no adapter was found or the request failed", async () => {
    expect(await probed(true, NO_ADAPTER)).toEqual(NONE);
    expect(await probed(true, BROKEN)).toEqual(NONE);
  });
});
