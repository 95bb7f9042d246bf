import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseSync } from "@swc/core";
import { expect, test } from "vitest";
import { TRANSFORMS } from "../src/core/augment/transforms.ts";
import { INSTANCE_METHODS } from "../src/core/instances/parameters.ts";
import { INTENSITIES, MEASUREMENTS } from "../src/core/measurements/measurements.ts";
import { NETWORK_TEXT, STAGE_TEXT } from "../src/core/recipe/stages.ts";
import { OUTCOME_TITLES } from "../src/ui/cells/words/outcome-text.ts";
import { METRIC_GROUPS } from "../src/ui/cells/words/score-metrics.ts";

const ROOT = join(import.meta.dirname, "..");
const glossary = readFileSync(join(ROOT, "docs/glossary.md"), "utf8");
const [terms, avoided] = glossary.split("## Words to avoid");

/** First cells of the rows of all tables in a text, without the header rows. */
const firstCells = (text: string) =>
  [...text.matchAll(/^\| ([^|]+) \|/gm)]
    .map(([, cell]) => cell)
    .filter((cell) => !["term", "instead of"].includes(cell));

const TERMS = new Set(
  firstCells(terms).flatMap((cell) => cell.split(", ").map((term) => term.replaceAll("`", "").toLowerCase())),
);
const AVOIDED = firstCells(avoided).map(
  (words) => new RegExp(`\\b${words.replaceAll(" ", "\\s+")}s?\\b`, "i"),
);

const TITLES = [
  ...Object.values(STAGE_TEXT).map(({ title }) => title),
  ...Object.values(NETWORK_TEXT).map(({ title }) => title),
  ...Object.values(INSTANCE_METHODS).map(({ title }) => title),
  ...Object.values(TRANSFORMS).map(({ title }) => title),
  ...Object.values({ ...MEASUREMENTS, ...INTENSITIES }).map(({ title }) => title),
  ...Object.values(OUTCOME_TITLES),
  ...METRIC_GROUPS.flatMap(({ metrics }) => metrics.map(({ name }) => name)),
];

test.each(TITLES)("the title %s is in the glossary", (title) => {
  expect(TERMS).toContain(title.toLowerCase());
});

/** Texts of the string literals, templates and JSX of a module, except its imports. */
function textsOf(source: string, tsx: boolean): string[] {
  const texts: string[] = [];
  const visit = (node: unknown): void => {
    if (typeof node !== "object" || node === null) return;
    const { type, value, raw } = node as { type?: string; value?: unknown; raw?: unknown };
    if (type === "ImportDeclaration") return;
    if ((type === "StringLiteral" || type === "JSXText") && typeof value === "string") texts.push(value);
    if (type === "TemplateElement" && typeof raw === "string") texts.push(raw);
    for (const inner of Object.values(node)) visit(inner);
  };
  visit(parseSync(source, { syntax: "typescript", tsx, decorators: true }));
  return texts;
}

const modules = ["src", "cli"].flatMap((folder) =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
    .filter((path) => /\.tsx?$/.test(path) && !/\.test\.tsx?$|[\\/]testing[\\/]/.test(path))
    .map((path) => join(folder, path)),
);

const documents = ["README.md", "CONTRIBUTING.md"].concat(
  readdirSync(join(ROOT, "docs"), { encoding: "utf8" })
    .filter((name) => name.endsWith(".md") && name !== "glossary.md")
    .map((name) => join("docs", name)),
);

test("no message, title or document uses a word to avoid", () => {
  expect(AVOIDED.length).toBeGreaterThan(5);
  const found = [...modules, ...documents].flatMap((path) => {
    const content = readFileSync(join(ROOT, path), "utf8");
    const texts = path.endsWith(".md") ? [content] : textsOf(content, path.endsWith(".tsx"));
    return texts.flatMap((text) =>
      AVOIDED.filter((word) => word.test(text)).map((word) => `${path}: ${word}`),
    );
  });
  expect(modules.length).toBeGreaterThan(500);
  expect(found).toEqual([]);
});
