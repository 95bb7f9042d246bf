import { execFile } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import config from "../vitest.config.ts";

const ROOT = join(import.meta.dirname, "..");
const BIOME = join(ROOT, "node_modules", "@biomejs", "biome", "bin", "biome");
const VITEST = join(ROOT, "node_modules", "vitest", "vitest.mjs");

const FILES = {
  good: 'import { expect, test } from "vitest";\n\ntest("a", () => expect(1).toBe(1));\n',
  only: 'import { expect, test } from "vitest";\n\ntest.only("a", () => expect(1).toBe(1));\n',
  vacuous:
    'import { expect, test } from "vitest";\n\ntest("a", () => {\n  for (const one of []) expect(one).toBe(1);\n});\n',
};

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "planted-"));
  mkdirSync(join(folder, "src"));
  symlinkSync(join(ROOT, "node_modules"), join(folder, "node_modules"), "junction");
  // Biome reads from package.json which rules for tests apply.
  for (const name of ["biome.json", "package.json"]) copyFileSync(join(ROOT, name), join(folder, name));
  for (const [name, text] of Object.entries(FILES)) {
    writeFileSync(join(folder, "src", `${name}.test.ts`), text);
  }
});

afterAll(() => rmSync(folder, { recursive: true }));

/** Exit status and output of a tool in the planted folder, outside continuous integration. */
function runTool(script: string, ...args: readonly string[]): Promise<{ passed: boolean; output: string }> {
  const { CI: _, ...environment } = process.env;
  const options = { cwd: folder, env: { ...environment, NO_COLOR: "1" } };
  return new Promise((resolve) => {
    execFile(process.execPath, [script, ...args], options, (error, out, err) =>
      resolve({ passed: error === null, output: out + err }),
    );
  });
}

describe("a planted mistake fails the checks: ", () => {
  const lint = (name: keyof typeof FILES) =>
    runTool(BIOME, "check", "--error-on-warnings", "--vcs-enabled=false", `src/${name}.test.ts`);
  const runTests = (...names: (keyof typeof FILES)[]) =>
    runTool(
      VITEST,
      ...["run", "--project", "node", "--root", folder],
      ...["--config", join(ROOT, "vitest.config.ts"), ...names.map((name) => `src/${name}.test.ts`)],
    );

  test("none in an ordinary test fails lint", async () => {
    expect(await lint("good")).toMatchObject({ passed: true });
  });

  test("an exclusive test fails lint", async () => {
    const linted = await lint("only");
    expect(linted).toMatchObject({ passed: false });
    expect(linted.output).toContain("noFocusedTests");
  });

  test("an exclusive test and one without assertions fail, and an ordinary one passes", async () => {
    const { passed, output } = await runTests("good", "only", "vacuous");
    expect(passed).toBe(false);
    expect(output).toContain("Unexpected .only modifier");
    expect(output).toContain("expected any number of assertion");
    expect(output).toMatch(/Test Files\s+2 failed \| 1 passed \(3\)/);
  });

  test("in every project", () => {
    const projects = config.test?.projects ?? [];
    expect(projects.length).toBeGreaterThan(4);
    for (const project of projects) {
      expect(project).toMatchObject({ test: { allowOnly: false, expect: { requireAssertions: true } } });
    }
  });
});
