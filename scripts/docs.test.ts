import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, resolve, sep } from "node:path";
import { describe, expect, test } from "vitest";
import packageJson from "../package.json" with { type: "json" };

const ROOT = join(import.meta.dirname, "..");
const NOT_OURS = /^(node_modules|dist|test-results|playwright-report|lab-output|\.git)(\/|$)/;

/** Every file and folder of the repository, as a path from its root with "/". */
const paths = readdirSync(ROOT, { withFileTypes: true })
  .filter(({ name }) => !NOT_OURS.test(name))
  .flatMap((entry) =>
    entry.isDirectory()
      ? [
          entry.name,
          ...readdirSync(join(ROOT, entry.name), { recursive: true }).map((path) => `${entry.name}/${path}`),
        ]
      : [entry.name],
  )
  .map((path) => path.split(sep).join("/"));

const documents = paths.filter((path) => /^(docs\/.+|[A-Z_]+|testing\/.+)\.md$/.test(path));
const textOf = (path: string) => readFileSync(join(ROOT, path), "utf8");

/** Code blocks contain commands and files of the reader, which are not checked here. */
const proseOf = (path: string) => textOf(path).replaceAll(/^```[\s\S]*?^```/gm, "");

const TOP = paths.filter((path) => !path.includes("/"));
const SOURCE = /^[\w@./-]+\.(tsx?|mjs)$/;

/** Names in backticks that can only be files of the repository: sources, and paths from its root. */
function namedPaths(document: string): string[] {
  const names = [...proseOf(document).matchAll(/`([^`\n]+)`/g)].map(([, name]) => name);
  return names.filter((name) => {
    if (!/^[\w@.*/-]+$/.test(name) || name.startsWith("../")) return false;
    return SOURCE.test(name) || (name.includes("/") && TOP.includes(name.split("/")[0]));
  });
}

/** Whether a path from the root, or the end of one, exists; "*" matches any part of a name. */
function isThere(name: string): boolean {
  const pattern = name.replace(/\/$/, "").replaceAll(/[.+]/g, "\\$&").replaceAll("*", "[^/]*");
  const end = new RegExp(`(^|/)${pattern}$`);
  return paths.some((path) => end.test(path));
}

/** Targets of links and images inside the repository, without the part after "#". */
function linksOf(document: string): string[] {
  const inline = [...proseOf(document).matchAll(/\]\(([^)\s]+)(?:\s+"[^"]*")?\)/g)];
  const html = [...proseOf(document).matchAll(/\b(?:src|href)="([^"]+)"/g)];
  return [...inline, ...html]
    .map(([, target]) => target)
    .filter((target) => !/^[a-z]+:/.test(target))
    .map((target) => decodeURI(target));
}

const slugOf = (heading: string) =>
  heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, "")
    .trim()
    .replaceAll(/\s/g, "-");

function isReached(document: string, link: string): boolean {
  const [path, anchor] = link.split("#");
  const target = path === "" ? join(ROOT, document) : resolve(ROOT, dirname(document), path);
  if (!existsSync(target)) return false;
  if (!anchor || !target.endsWith(".md")) return true;
  const headings = [...readFileSync(target, "utf8").matchAll(/^#+ (.+)$/gm)].map(([, heading]) =>
    slugOf(heading),
  );
  return headings.includes(anchor);
}

/** The scripts of package.json that a document mentions. */
function commandsOf(document: string): string[] {
  return [...textOf(document).matchAll(/\bnpm run (?:-s |--silent )?([\w:-]+)/g)].map(([, name]) => name);
}

describe("the documents", () => {
  test("exist, with links, names and commands", () => {
    expect(documents).toEqual(expect.arrayContaining(["README.md", "CONTRIBUTING.md", "docs/engine.md"]));
    expect(documents.flatMap(linksOf).length).toBeGreaterThan(20);
    expect(documents.flatMap(namedPaths).length).toBeGreaterThan(40);
    expect(documents.flatMap(commandsOf).length).toBeGreaterThan(10);
    expect([isThere("core/no-such-file.ts"), isReached("README.md", "docs/engine.md#no-such")]).toEqual([
      false,
      false,
    ]);
  });

  test.each(documents)("%s names existing files and commands, and its links have targets", (document) => {
    expect(namedPaths(document).filter((name) => !isThere(name))).toEqual([]);
    expect(linksOf(document).filter((link) => !isReached(document, link))).toEqual([]);
    expect(commandsOf(document).filter((name) => !(name in packageJson.scripts))).toEqual([]);
  });

  test("use every image of docs/images", () => {
    const shown = documents.flatMap((document) =>
      linksOf(document).map((link) => resolve(ROOT, dirname(document), link)),
    );
    const images = readdirSync(join(ROOT, "docs", "images")).map((name) =>
      join(ROOT, "docs", "images", name),
    );
    expect(images.length).toBeGreaterThan(0);
    expect(images.filter((image) => !shown.includes(image))).toEqual([]);
  });
});
