import { dirname } from "node:path";

/** Tests and their helpers may import everything. */
const IS_TEST = /\.test\.tsx?$|\/testing\//;

/**
 * Folders that import each other, directly or indirectly. A folder contains its own files, not those of its
 * subfolders.
 * @param {readonly {source: string, dependencies: readonly {resolved: string}[]}[]} modules
 * @returns {string[][]} the folders of each cycle, sorted
 */
export function folderCycles(modules) {
  /** @type {Map<string, Set<string>>} */
  const imports = new Map();
  for (const { source, dependencies } of modules) {
    if (!source.startsWith("src/") || IS_TEST.test(source)) continue;
    const from = dirname(source);
    const targets = imports.get(from) ?? new Set();
    imports.set(from, targets);
    for (const { resolved } of dependencies) {
      const to = dirname(resolved);
      if (resolved.startsWith("src/") && to !== from) targets.add(to);
    }
  }
  const reached = new Map([...imports.keys()].map((folder) => [folder, reachableFrom(folder, imports)]));
  const cycles = new Map();
  for (const [folder, others] of reached) {
    if (!others.has(folder)) continue;
    const cycle = [...others].filter((other) => reached.get(other)?.has(folder)).sort();
    cycles.set(cycle.join(), cycle);
  }
  return [...cycles.values()];
}

/**
 * @param {string} start
 * @param {ReadonlyMap<string, ReadonlySet<string>>} imports
 */
function reachableFrom(start, imports) {
  const found = new Set();
  const open = [start];
  for (let folder = open.pop(); folder !== undefined; folder = open.pop()) {
    for (const next of imports.get(folder) ?? []) {
      if (found.has(next)) continue;
      found.add(next);
      open.push(next);
    }
  }
  return found;
}
