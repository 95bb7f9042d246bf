import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const MAY_BE_MISSING = /directionLab\s*(\?\.|!)/;

it("programs that drive the page refuse a page without scripting", () => {
  const files = ["cli", "e2e", "bench"].flatMap((folder) =>
    readdirSync(join(ROOT, folder))
      .filter((name) => name.endsWith(".ts"))
      .map((name) => join(folder, name)),
  );
  const driving = files.filter((path) =>
    readFileSync(join(ROOT, path), "utf8").includes("window.directionLab."),
  );
  expect(driving.length).toBeGreaterThan(10);
  expect(files.filter((path) => MAY_BE_MISSING.test(readFileSync(join(ROOT, path), "utf8")))).toEqual([]);
});
