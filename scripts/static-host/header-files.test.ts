import { readFileSync } from "node:fs";
import { join } from "node:path";
import { resolveConfig } from "vite";
import { expect, test } from "vitest";
import { DOCUMENT_POLICY, SECURITY_HEADERS, SERVICE_WORKER_HEADERS } from "../security-headers.mjs";
import { headersFile, htaccessFile, nginxLines } from "./header-files.mjs";

const ROOT = join(import.meta.dirname, "../..");

/** Headers by path of the file for Netlify and Cloudflare Pages. */
const blocks = headersFile()
  .split("\n\n")
  .map((block) => block.trim().split("\n"))
  .map(([path, ...lines]) => ({
    path,
    headers: Object.fromEntries(lines.map((line) => line.trim().split(/: (.*)/s))),
  }));

function headersOf(file: string) {
  return blocks.filter(({ path }) =>
    path.endsWith("*") ? file.startsWith(path.slice(0, -1)) : file === path,
  );
}

test.each([
  "/",
  "/index.html",
  "/manifest.webmanifest",
  "/icons/icon-192.png",
  "/assets/index-5lVY2DgX.js",
  "/assets/train.worker-DWYmBt5p.js",
])("%s has the headers of the page by one rule: a browser follows both of two policies", (file) => {
  const found = headersOf(file);
  expect(found).toHaveLength(1);
  expect(found[0].headers).toMatchObject(SECURITY_HEADERS);
});

test("the service worker has a policy of its own by one rule, which allows its own host alone", () => {
  const found = headersOf("/service-worker.js");
  expect(found).toHaveLength(1);
  expect(found[0].headers).toMatchObject(SERVICE_WORKER_HEADERS);
  expect(SERVICE_WORKER_HEADERS["Content-Security-Policy"]).toBe(
    "default-src 'none'; connect-src 'self'; frame-ancestors 'none'",
  );
});

test("Apache and nginx send the same", () => {
  const all = (headers: object, line: (name: string, value: string) => string) =>
    Object.entries(headers).map(([name, value]) => line(name, value));
  const [folder, worker] = htaccessFile().split('<FilesMatch "^service-worker');
  for (const line of all(SECURITY_HEADERS, (name, value) => `Header always set ${name} "${value}"`))
    expect(folder).toContain(line);
  expect(worker).toContain(
    `Header always set Content-Security-Policy "${SERVICE_WORKER_HEADERS["Content-Security-Policy"]}"`,
  );
  const [page, ofWorker] = nginxLines("/lab/", "/srv/lab/").split("}\n");
  for (const line of all(SECURITY_HEADERS, (name, value) => `add_header ${name} "${value}" always;`))
    expect(page).toContain(line);
  for (const line of all(SERVICE_WORKER_HEADERS, (name, value) => `add_header ${name} "${value}" always;`))
    expect(ofWorker).toContain(line);
});

test("the documentation has the lines for nginx", () => {
  const text = readFileSync(join(ROOT, "docs/hosting.md"), "utf8");
  expect(text).toContain(nginxLines("/lab/", "/srv/direction-lab/"));
});

const policy = SECURITY_HEADERS["Content-Security-Policy"];
const directives = new Map(
  policy.split("; ").map((directive) => {
    const [name = "", ...sources] = directive.split(" ");
    return [name, sources];
  }),
);

test("the policy allows no connection", () => {
  expect(directives.get("default-src")).toEqual(["'none'"]);
  expect(directives.get("connect-src")).toEqual(["'none'"]);
});

test("the policy allows no script that it did not come with, and WebAssembly as the only code made by one", () => {
  expect(directives.get("script-src")).toEqual(["'self'", "'wasm-unsafe-eval'"]);
  expect(directives.get("worker-src")).toEqual(["'self'"]);
  expect(policy.match(/unsafe/g)).toHaveLength(1);
});

test("the policy of the document lacks only what browsers ignore there", () => {
  expect(policy).toBe(`${DOCUMENT_POLICY}; frame-ancestors 'none'`);
});

test("every file isolates the page, on the development server, too", async () => {
  const isolation = {
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Resource-Policy": "same-origin",
  };
  expect(SECURITY_HEADERS).toMatchObject(isolation);
  const { server, preview } = await resolveConfig({ logLevel: "error" }, "serve");
  expect(server.headers).toMatchObject(isolation);
  expect(preview.headers).toEqual({ ...SECURITY_HEADERS, "Server-Timing": "local-server" });
});
