import { SECURITY_HEADERS, SERVICE_WORKER_HEADERS } from "../security-headers.mjs";
import { SERVICE_WORKER } from "./built-files.mjs";

/** Asks for the newest file at every visit. */
const FRESH = { "Cache-Control": "no-cache" };

/** Their names change with their content. */
const IMMUTABLE = { "Cache-Control": "public, max-age=31536000, immutable" };

/**
 * Paths with their headers. No two of them match the same file: hosts join the values of all rules that match, and
 * a browser follows both of two policies.
 */
const RULES = [
  ["/", { ...SECURITY_HEADERS, ...FRESH }],
  ["/index.html", { ...SECURITY_HEADERS, ...FRESH }],
  ["/manifest.webmanifest", { ...SECURITY_HEADERS, ...FRESH }],
  ["/icons/*", SECURITY_HEADERS],
  ["/assets/*", { ...SECURITY_HEADERS, ...IMMUTABLE }],
  [`/${SERVICE_WORKER}`, { ...SERVICE_WORKER_HEADERS, ...FRESH }],
];

const lines = (headers, line) => Object.entries(headers).map(([name, value]) => line(name, value));

/** Text of `_headers`, as Netlify and Cloudflare Pages read it. */
export function headersFile() {
  return RULES.map(([path, headers]) =>
    [path, ...lines(headers, (name, value) => `  ${name}: ${value}`), ""].join("\n"),
  ).join("\n");
}

/** Text of `.htaccess`, as Apache reads it. Sections of files come after the headers of the folder and replace them. */
export function htaccessFile() {
  const set = (headers) => lines(headers, (name, value) => `Header always set ${name} "${value}"`);
  const section = (pattern, headers) => [
    `<FilesMatch "${pattern}">`,
    ...set(headers).map((line) => `  ${line}`),
    "</FilesMatch>",
  ];
  const { "Content-Security-Policy": policy } = SERVICE_WORKER_HEADERS;
  return [
    "AddType text/javascript .js",
    "AddType application/manifest+json .webmanifest",
    "<IfModule mod_headers.c>",
    ...[
      ...set({ ...SECURITY_HEADERS, ...FRESH }),
      ...section("^service-worker\\.js$", { "Content-Security-Policy": policy }),
      ...section("-[\\w-]{8}\\.(js|css)$", IMMUTABLE),
    ].map((line) => `  ${line}`),
    "</IfModule>",
    "",
  ].join("\n");
}

/** Lines for the `server` block of nginx, whose `location` blocks inherit no header once they add one. */
export function nginxLines(path, folder) {
  const block = (location, headers) => [
    `location ${location} {`,
    `    alias ${folder};`,
    ...lines(headers, (name, value) => `    add_header ${name} "${value}" always;`),
    "}",
  ];
  return [
    block(path, { ...SECURITY_HEADERS, ...FRESH }).join("\n"),
    block(`= ${path}${SERVICE_WORKER}`, { ...SERVICE_WORKER_HEADERS, ...FRESH })
      .join("\n")
      .replace(`alias ${folder};`, `alias ${folder}${SERVICE_WORKER};`),
    "",
  ].join("\n");
}
