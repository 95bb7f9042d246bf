import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { METHODS } from "../src/core/instances/parameters.ts";
import { RECIPES } from "../src/core/recipe/presets.ts";
import { STAGES } from "../src/core/recipe/recipe.ts";
import { COMMANDS, lab } from "./lab.ts";
import { recipeFrom } from "./recipe-option.ts";
import { labFolder } from "./testing/lab-folder.ts";

const { at, messages, printed } = labFolder();

const PREDICT = ["predict", "x", "--weights", "w.zip", "--out", "y"];

describe("an invalid command line exits with 2 and a reason", () => {
  it.each<[message: string, args: string[]]>([
    ["No command is given", []],
    ["no command", ["paint"]],
    ["no recipe", ["train", "--recipe", "huge"]],
    ["no stage", ["train", "--stages", "semantic,magic"]],
    ["--steps must be a whole number", ["train", "--steps", "0"]],
    ["--seed must be a whole number", ["train", "--seed", "1.5"]],
    ["--channel must be", ["train", "--channel", "0"]],
    ["--normalisation must be", ["train", "--normalisation", "percentile:99,1"]],
    ["--slice must be a whole number", ["train", "--slice", "0"]],
    ["Unknown option", ["train", "--colour"]],
    ["one PATH only", ["train", "a", "b"]],
    ["needs a PATH", ["predict"]],
    ["needs --weights", ["predict", "x", "--out", "y"]],
    ["needs --out", ["predict", "x", "--weights", "w.zip"]],
    ["no method", [...PREDICT, "--method", "magic"]],
    ["not a parameter", [...PREDICT, "--parameters", "colour=1"]],
    ["needs a number, true or false", [...PREDICT, "--parameters", "level=deep"]],
    ["--gate must be true or predicted", [...PREDICT, "--gate", "ajar"]],
    ["needs a PATH", ["fields"]],
    ["needs two paths", ["score"]],
    ["needs two paths", ["score", "a", "b", "c"]],
    ["needs one PATH", ["score", "a", "b", "--from-true-levels"]],
    ["go with --from-true-levels", ["score", "a", "b", "--method", "cut"]],
    ["no method", ["score", "a", "--from-true-levels", "--method", "magic"]],
    ["Unknown option", ["score", "a", "b", "--colour"]],
    ["no command", ["help", "paint"]],
    ["needs a PATH", ["inspect", "--json"]],
    ["Unknown option", ["inspect", "x", "--colour"]],
    ["argument missing", ["inspect", "x", "--dump"]],
    ["needs --out", ["fields", "x.png"]],
    ["--border must be open or closed", ["fields", "x.png", "--out", "y", "--border", "ajar"]],
  ])("%s: lab %j", async (message, args) => {
    expect(await lab(args, at())).toBe(2);
    expect(messages.join("\n")).toContain(message);
    expect(messages.join("\n")).toContain("Usage:");
  });
});

describe("help is printed with exit code 0", () => {
  const names = COMMANDS.map(({ name }) => name);

  it.each([[["--help"]], [["-h"]], [["help"]]])("for all commands: lab %j", async (args) => {
    expect(await lab(args, at())).toBe(0);
    expect(messages).toEqual([]);
    for (const name of names) expect(printed.join("\n")).toContain(`lab -- ${name}`);
  });

  it.each(COMMANDS)("for $name, with every option", async ({ name, options, forms }) => {
    for (const args of [
      [name, "--help"],
      [name, "some", "-h"],
      ["help", name],
    ]) {
      printed.length = 0;
      expect(await lab(args, at())).toBe(0);
      expect(messages).toEqual([]);
      const text = printed.join("\n");
      for (const form of forms) expect(text).toContain(`lab -- ${name} ${form.arguments}`);
      for (const [option, { help }] of Object.entries(options)) {
        expect(text).toContain(`--${option}`);
        expect(text.replace(/\s+/g, " ")).toContain(help);
      }
      for (const line of text.split("\n")) expect(line.length).toBeLessThanOrEqual(110);
    }
  });

  it("lists recipes, stages and methods under the names of their tables", async () => {
    await lab(["help"], at());
    const text = printed.join("\n");
    expect(text).toContain(`--recipe ${Object.keys(RECIPES).join("|")}|FILE`);
    expect(text).toContain(`--stages ${STAGES.join(",")}`);
    expect(text).toContain(`--method ${METHODS.join("|")}`);
  });

  it("is not triggered by arguments after --", async () => {
    expect(await lab(["score", "--", "--help"], at())).toBe(2);
    expect(messages.join("\n")).toContain("needs two paths");
  });
});

describe("the README", () => {
  const readme = readFileSync(resolve(import.meta.dirname, "../README.md"), "utf8");
  it.each(COMMANDS)("documents $name with existing options only", ({ name, options }) => {
    const lines = readme.split("```").flatMap((block) => block.split(/^(?=npm run)/m));
    const shown = lines.filter((line) => line.includes(`lab -- ${name} `));
    expect(shown.length).toBeGreaterThan(0);
    const used = shown.flatMap((line) => [...line.matchAll(/--([a-z-]+)/g)].map(([, option]) => option));
    for (const option of used) expect(Object.keys(options)).toContain(option);
  });
});

describe("a failed command exits with 1 and a reason", () => {
  it.each<[message: string, args: string[]]>([
    ["There is no file or folder", PREDICT],
    ["cannot be read", ["train", "--recipe", "none.json"]],
  ])("%s: lab %j", async (message, args) => {
    expect(await lab(args, at())).toBe(1);
    expect(messages.join("\n")).toContain(message);
  });
});

describe("a recipe", () => {
  it("is given by name or read from a file", async () => {
    expect(await recipeFrom("tiny", at())).toBe("tiny");
    const own = { ...RECIPES.quick, name: "own", seed: 3 };
    writeFileSync(at("own.json"), JSON.stringify(own));
    expect(await recipeFrom("own.json", at())).toEqual(own);
  });

  it("from an invalid file is refused with the file's name", async () => {
    writeFileSync(at("bad.json"), "{");
    await expect(recipeFrom("bad.json", at())).rejects.toThrow(/bad\.json: This is not JSON/);
    writeFileSync(at("odd.json"), "{}");
    await expect(recipeFrom("odd.json", at())).rejects.toThrow(/odd\.json: This recipe cannot be used/);
  });
});

describe("the recipes of the documentation", () => {
  const recipes = resolve(import.meta.dirname, "../docs/recipes");
  it.each(readdirSync(recipes))("%s is valid", async (name) => {
    expect(await recipeFrom(name, recipes)).toMatchObject({ version: RECIPES.quick.version });
  });
});

it("loads the driver of Chromium and the builder of the page only in commands that need them", () => {
  const modules = readdirSync(import.meta.dirname).filter((name) => /(?<!\.test)\.ts$/.test(name));
  const loaded = modules.filter((name) =>
    /^import (?!type ).*from "(playwright|vite)";$/m.test(
      readFileSync(resolve(import.meta.dirname, name), "utf8"),
    ),
  );
  expect(loaded).toEqual([]);
});
