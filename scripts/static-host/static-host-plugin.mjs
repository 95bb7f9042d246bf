import { createHash } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { build } from "vite";
import { DOCUMENT_POLICY, SECURITY_HEADERS } from "../security-headers.mjs";
import { builtFiles, SERVICE_WORKER } from "./built-files.mjs";
import { headersFile, htaccessFile } from "./header-files.mjs";

const ENTRY = join(import.meta.dirname, "../../src/platform/offline/service.worker.ts");
const NAME = "virtual:built-page";
const RESOLVED = `\0${NAME}`;

/** Text of the module `virtual:built-page`. */
function builtPage(files) {
  const version = createHash("sha256").update(JSON.stringify(files)).digest("hex").slice(0, 16);
  const values = { VERSION: version, FILES: files, HEADERS: SECURITY_HEADERS };
  return Object.entries(values)
    .map(([name, value]) => `export const ${name} = ${JSON.stringify(value)};`)
    .join("\n");
}

/** Builds the service worker of the files in a build folder into one file there. */
async function buildServiceWorker(folder, target) {
  const files = builtFiles(folder);
  await build({
    configFile: false,
    publicDir: false,
    logLevel: "warn",
    plugins: [
      {
        name: "built-page",
        resolveId: (id) => (id === NAME ? RESOLVED : null),
        load: (id) => (id === RESOLVED ? builtPage(files) : null),
      },
    ],
    build: {
      target,
      outDir: folder,
      emptyOutDir: false,
      copyPublicDir: false,
      rolldownOptions: {
        input: ENTRY,
        output: { format: "iife", entryFileNames: SERVICE_WORKER },
        checks: { pluginTimings: false },
      },
    },
  });
}

/**
 * Vite plugin that makes the build folder complete for static hosts: the policy in the document, files with headers for
 * the hosts that read them, and the service worker with the list of all files.
 * @returns {import("vite").Plugin}
 */
export function staticHost() {
  let folder = "";
  let target;
  return {
    name: "static-host",
    apply: "build",
    configResolved(config) {
      folder = resolve(config.root, config.build.outDir);
      target = config.build.target;
    },
    transformIndexHtml: () => [
      {
        tag: "meta",
        attrs: { "http-equiv": "Content-Security-Policy", content: DOCUMENT_POLICY },
        injectTo: "head-prepend",
      },
    ],
    async closeBundle(error) {
      if (error) return;
      writeFileSync(join(folder, "_headers"), headersFile());
      writeFileSync(join(folder, ".htaccess"), htaccessFile());
      await buildServiceWorker(folder, target);
    },
  };
}
