import { readFileSync } from "node:fs";
import { resolveConfig } from "vite";
import { expect, test } from "vitest";
import { SECURITY_HEADERS } from "./security-headers.mjs";

test("the header file for static hosts equals the server's headers", () => {
  const file = readFileSync(new URL("../public/_headers", import.meta.url), "utf8");
  const lines = Object.entries(SECURITY_HEADERS).map(([name, value]) => `  ${name}: ${value}\n`);
  expect(file).toBe(`/*\n${lines.join("")}`);
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

test("every file isolates the page, on the development server, too", async () => {
  const isolation = {
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Resource-Policy": "same-origin",
  };
  expect(SECURITY_HEADERS).toMatchObject(isolation);
  const { server, preview } = await resolveConfig({ logLevel: "error" }, "serve");
  expect(server.headers).toMatchObject(isolation);
  expect(preview.headers).toEqual(SECURITY_HEADERS);
});
