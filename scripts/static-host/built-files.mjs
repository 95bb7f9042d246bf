import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { extname, join, sep } from "node:path";

/** The service worker's file, beside `index.html`. */
export const SERVICE_WORKER = "service-worker.js";

/** Files for hosts; the page does not use them. */
const FOR_HOSTS = [".htaccess", "404.html", "_headers", SERVICE_WORKER];

/** Types of all files that a build may have. */
const TYPES = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".webmanifest": "application/manifest+json",
};

function typeOf(path) {
  const type = TYPES[extname(path)];
  if (!type)
    throw new Error(`No content type is known for ${path}. Add it to scripts/static-host/built-files.mjs.`);
  return type;
}

/**
 * The files that the page consists of, by their paths in the build folder with "/", in the order of these: content
 * type and SHA-256 in hexadecimal digits. Throws an Error for a file of unknown type.
 * @returns {Record<string, { type: string, sha256: string }>}
 */
export function builtFiles(folder) {
  const paths = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .map((path) => path.split(sep).join("/"))
    .filter((path) => !FOR_HOSTS.includes(path))
    .sort();
  return Object.fromEntries(
    paths.map((path) => {
      const sha256 = createHash("sha256")
        .update(readFileSync(join(folder, path)))
        .digest("hex");
      return [path, { type: typeOf(path), sha256 }];
    }),
  );
}
