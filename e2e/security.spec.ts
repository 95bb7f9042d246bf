import { expect, test } from "@playwright/test";
import { openWithImages } from "./lab-page.ts";
import { onePage } from "./one-page.ts";
import { ELSEWHERE, requestAttempts } from "./request-attempts.ts";

/**
 * Tries every way to run text as code or code from elsewhere, and returns the ones that worked; then compiles
 * and runs WebAssembly, and returns what its function answers.
 */
async function codeRun(): Promise<{ open: string[]; webAssembly: number }> {
  // The debugger, which starts this function, allows code from text until the first wait.
  await new Promise((resolve) => setTimeout(resolve, 0));
  const open: string[] = [];
  const attempt = async (name: string, way: () => unknown) => {
    try {
      await way();
      open.push(name);
    } catch {
      // Refused.
    }
  };
  const code = "globalThis.ranText = true";
  const run = globalThis as unknown as { eval: (text: string) => unknown; ranText?: boolean };
  await attempt("eval", () => run.eval(code));
  await attempt("Function", () => new Function(code)());
  await attempt("AsyncFunction", () => Object.getPrototypeOf(async () => {}).constructor(code)());
  await attempt("import data", () => import(/* @vite-ignore */ `data:text/javascript,${code}`));
  const blob = URL.createObjectURL(new Blob([code], { type: "text/javascript" }));
  await attempt("import blob", () => import(/* @vite-ignore */ blob));
  await attempt("worker of a blob", () => {
    const worker = new Worker(blob, { type: "module" });
    return new Promise((started, refused) => {
      worker.onerror = refused;
      setTimeout(started, 60_000);
    });
  });
  await attempt("WebAssembly of an address", () => WebAssembly.compileStreaming(fetch("/")));
  (setTimeout as (handler: string) => void)(code);
  if ("document" in globalThis) {
    const script = document.createElement("script");
    script.textContent = code;
    document.head.append(script);
  }
  await new Promise((resolve) => setTimeout(resolve, 100));
  if (run.ranText) open.push("a timer or an element with text");
  // (module (func (export "f") (result i32) i32.const 42))
  const bytes = Uint8Array.of(
    ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...[1, 5, 1, 0x60, 0, 1, 0x7f],
    ...[3, 2, 1, 0],
    ...[7, 5, 1, 1, 0x66, 0, 0],
    ...[10, 6, 1, 4, 0, 0x41, 42, 0x0b],
  );
  const { exports } = await WebAssembly.instantiate(await WebAssembly.compile(bytes));
  return { open, webAssembly: (exports.f as () => number)() };
}

/** The headers of all files that were sent, by their addresses. */
const sent = new Map<string, Record<string, string>>();

const lab = onePage(async (page) => {
  page.on("response", (response) => {
    sent.set(response.url(), response.headers());
  });
  const pageErrors = await openWithImages(page);
  await expect.poll(() => page.workers().length).toBeGreaterThanOrEqual(3);
  return pageErrors;
});

test("every file the server sends carries the policy and isolates the page", async () => {
  await expect.poll(() => sent.size).toBeGreaterThan(4);
  await expect.poll(() => [...sent.keys()].some((url) => url.includes("worker"))).toBe(true);
  for (const headers of sent.values()) {
    expect(headers).toMatchObject({
      "content-security-policy": expect.stringContaining("connect-src 'none'"),
      "cross-origin-opener-policy": "same-origin",
      "cross-origin-embedder-policy": "require-corp",
      "cross-origin-resource-policy": "same-origin",
    });
  }
});

test("neither the page nor any worker can send data", async () => {
  const { page } = lab();
  expect(await page.evaluate(requestAttempts, ELSEWHERE)).toEqual([]);
  const image = await page.evaluate(async (elsewhere) => {
    const pixels = new Image();
    const failed = new Promise((resolve) => {
      pixels.onerror = () => resolve("refused");
      pixels.onload = () => resolve("loaded");
    });
    pixels.src = `${elsewhere}?pixels`;
    return failed;
  }, ELSEWHERE);
  expect(image).toBe("refused");
  for (const worker of page.workers()) {
    expect(await worker.evaluate(requestAttempts, ELSEWHERE), worker.url()).toEqual([]);
  }
});

test("neither the page nor any worker runs code from text or from elsewhere, but both run WebAssembly", async () => {
  const { page } = lab();
  const expected = { open: [], webAssembly: 42 };
  expect(await page.evaluate(codeRun)).toEqual(expected);
  for (const worker of page.workers()) {
    expect(await worker.evaluate(codeRun), worker.url()).toEqual(expected);
  }
});
