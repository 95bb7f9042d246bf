import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { RECIPES } from "../src/core/recipe/presets.ts";
import { lab } from "./lab.ts";
import { recipeFrom } from "./recipe-option.ts";

let folder: string;
const said: string[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "lab-"));
  said.length = 0;
  vi.spyOn(console, "error").mockImplementation((line) => void said.push(String(line)));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
  vi.restoreAllMocks();
});

const PREDICT = ["predict", "x", "--weights", "w.zip", "--out", "y"];

describe("what is not understood ends with 2 and says why", () => {
  it.each<[complaint: string, args: string[]]>([
    ["Say what to do", []],
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
    ["no parameter", [...PREDICT, "--parameters", "colour=1"]],
    ["needs a number, true or false", [...PREDICT, "--parameters", "level=deep"]],
    ["--gate must be true or predicted", [...PREDICT, "--gate", "ajar"]],
    ["needs a PATH", ["fields"]],
    ["needs a PATH", ["inspect", "--json"]],
    ["Unknown option", ["inspect", "x", "--colour"]],
    ["argument missing", ["inspect", "x", "--dump"]],
    ["needs --out", ["fields", "x.png"]],
    ["--border must be open or closed", ["fields", "x.png", "--out", "y", "--border", "ajar"]],
  ])("%s: lab %j", async (complaint, args) => {
    expect(await lab(args, folder)).toBe(2);
    expect(said.join("\n")).toContain(complaint);
    expect(said.join("\n")).toContain("Usage:");
  });
});

describe("what cannot be done ends with 1 and says why", () => {
  it.each<[complaint: string, args: string[]]>([
    ["There is no file or folder", PREDICT],
    ["cannot be read", ["train", "--recipe", "none.json"]],
  ])("%s: lab %j", async (complaint, args) => {
    expect(await lab(args, folder)).toBe(1);
    expect(said.join("\n")).toContain(complaint);
  });
});

describe("a recipe", () => {
  it("may be named, or read from a file", async () => {
    expect(await recipeFrom("tiny", folder)).toBe("tiny");
    const own = { ...RECIPES.quick, name: "own", seed: 3 };
    writeFileSync(join(folder, "own.json"), JSON.stringify(own));
    expect(await recipeFrom("own.json", folder)).toEqual(own);
  });

  it("of a file that is none is refused with the file's name", async () => {
    writeFileSync(join(folder, "bad.json"), "{");
    await expect(recipeFrom("bad.json", folder)).rejects.toThrow(/bad\.json: This is no JSON/);
    writeFileSync(join(folder, "odd.json"), "{}");
    await expect(recipeFrom("odd.json", folder)).rejects.toThrow(/odd\.json: This recipe cannot be used/);
  });
});

describe("the recipes of the documentation", () => {
  const recipes = resolve(import.meta.dirname, "../docs/recipes");
  it.each(readdirSync(recipes))("%s can be used", async (name) => {
    expect(await recipeFrom(name, recipes)).toMatchObject({ version: RECIPES.quick.version });
  });
});
