/** The compiled kernels of the CPU and their sources; made by the plugin of `build/wasm-kernels-plugin.mjs`. */
declare module "virtual:wasm-kernels" {
  /** WebAssembly module in base64, whose results have the same bits on every machine. */
  export const EXACT: string;
  /** The same with relaxed SIMD, which not every engine accepts; products and sums may be fused. */
  export const RELAXED: string;
  /** AssemblyScript text by the name of the kernel. */
  export const SOURCES: Readonly<Record<import("./kernel-order.ts").WasmKernel, string>>;
}
