import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import process from "node:process";
import { gzipSync } from "node:zlib";
import { ROOT } from "./prepare.mjs";
import { SIZE_BUDGETS } from "./size-budgets.mjs";

const FIRST = "first download";
const IMAGE = "first image";
/** The workers that read an image and draw its fields. */
const IMAGE_WORKERS = ["decode.worker", "sample.worker"];
const LOADED_BY_HTML = /<(?:script|link)\b[^>]*?\b(?:src|href)="(?:\.?\/)?([^":]+\.(?:js|css))"/g;
const STATIC_IMPORT = /\b(?:import|export)\s*(?:[\w$*{}\s,]+?\bfrom\s*)?["'`](\.[^"'`]+\.js)["'`]/g;
const WORKER = /^(.+\.worker)-[\w-]+\.js$/;

/** Files and all their static imports, direct or indirect. */
function withImports(files) {
  const all = new Set();
  const add = (file) => {
    if (all.has(file)) return;
    all.add(file);
    if (!file.endsWith(".js")) return;
    for (const [, path] of readFileSync(file, "utf8").matchAll(STATIC_IMPORT)) add(join(dirname(file), path));
  };
  files.forEach(add);
  return all;
}

function gzippedBytes(files) {
  return [...files].reduce((sum, file) => sum + gzipSync(readFileSync(file)).length, 0);
}

/** Files that `index.html` loads before the page is shown, with all their static imports. */
function firstFiles(folder) {
  const html = join(folder, "index.html");
  const loaded = [...readFileSync(html, "utf8").matchAll(LOADED_BY_HTML)].map(([, path]) =>
    join(folder, path),
  );
  return withImports([html, ...loaded]);
}

/** Files of each worker of a built page, with all their static imports, by name. */
function workerFiles(folder) {
  const workers = readdirSync(join(folder, "assets")).flatMap((name) => {
    const worker = WORKER.exec(name)?.[1];
    return worker ? [[worker, withImports([join(folder, "assets", name)])]] : [];
  });
  return Object.fromEntries(workers);
}

/** Files of a built page without which no PNG is shown: those of the first download and of two workers. */
export function firstImageFiles(folder) {
  const workers = workerFiles(folder);
  return new Set([...firstFiles(folder), ...IMAGE_WORKERS.flatMap((name) => [...(workers[name] ?? [])])]);
}

/** Gzipped bytes of the first download, of the first image and of each worker of a built page, by name. */
export function measureSizes(folder) {
  const workers = Object.entries(workerFiles(folder));
  return {
    [FIRST]: gzippedBytes(firstFiles(folder)),
    [IMAGE]: gzippedBytes(firstImageFiles(folder)),
    ...Object.fromEntries(workers.map(([name, files]) => [name, gzippedBytes(files)])),
  };
}

/**
 * `{ name, bytes, most, isWithin }` of every size and every budget; a name without a counterpart is not
 * within.
 */
export function compareSizes(sizes, budgets) {
  const names = [...new Set([...Object.keys(budgets), ...Object.keys(sizes)])];
  return names.map((name) => ({
    name,
    bytes: sizes[name],
    limit: budgets[name],
    isWithin: sizes[name] <= budgets[name],
  }));
}

if (process.argv[1] === import.meta.filename) {
  const folder = join(ROOT, "dist");
  if (!existsSync(join(folder, "index.html"))) {
    console.error("There is no build. Run npm run build first.");
    process.exit(1);
  }
  const rows = compareSizes(measureSizes(folder), SIZE_BUDGETS);
  const figure = (bytes) => (bytes === undefined ? "none" : bytes.toLocaleString("en")).padStart(9);
  console.log(`${"gzipped bytes".padEnd(16)}${"now".padStart(9)}${"most".padStart(10)}`);
  for (const { name, bytes, limit, isWithin } of rows) {
    console.log(`${name.padEnd(16)}${figure(bytes)} ${figure(limit)}${isWithin ? "" : "  over budget"}`);
  }
  const over = rows.filter(({ isWithin }) => !isWithin);
  if (over.length > 0) {
    console.error("Load the new code later, or change scripts/size-budgets.mjs and say why in the commit.");
    process.exit(1);
  }
}
