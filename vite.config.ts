import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { ISOLATION_HEADERS, SECURITY_HEADERS } from "./scripts/security-headers.mjs";
import { staticHost } from "./scripts/static-host/static-host-plugin.mjs";
import { wasmKernels } from "./src/engine/wasm/build/wasm-kernels-plugin.mjs";

/** Chunks of the page: one with what the first view needs, and one with what several parts loaded later share. */
const CHUNKS = [
  { name: "first", tags: ["$initial" as const], priority: 1 },
  { name: "shared", minShareCount: 2 },
];

/** Tells the page that the files come from this machine: it needs no service worker. */
const LOCAL_SERVER = { "Server-Timing": "local-server" };

export default defineConfig({
  // Relative addresses: a build works under any path.
  base: "./",
  plugins: [react(), wasmKernels(), staticHost()],
  worker: { format: "es", plugins: () => [wasmKernels()] },
  build: {
    target: "es2023",
    chunkSizeWarningLimit: 1500,
    rolldownOptions: { checks: { pluginTimings: false }, output: { codeSplitting: { groups: CHUNKS } } },
  },
  // Without the policy: updates during development come through a WebSocket and inline scripts.
  server: { host: "127.0.0.1", headers: ISOLATION_HEADERS },
  preview: { host: "127.0.0.1", port: 4173, headers: { ...SECURITY_HEADERS, ...LOCAL_SERVER } },
});
