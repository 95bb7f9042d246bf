import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { SECURITY_HEADERS } from "./security-headers.mjs";

test("the header file for static hosts equals the server's headers", () => {
  const file = readFileSync(new URL("../public/_headers", import.meta.url), "utf8");
  const lines = Object.entries(SECURITY_HEADERS).map(([name, value]) => `  ${name}: ${value}\n`);
  expect(file).toBe(`/*\n${lines.join("")}`);
});

test("the policy allows only the page's own connections and scripts", () => {
  const policy = SECURITY_HEADERS["Content-Security-Policy"];
  expect(policy).toContain("connect-src 'none'");
  expect(policy).not.toContain("unsafe");
});
