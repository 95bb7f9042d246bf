import { expect, test } from "vitest";
import { RECIPES } from "../core/recipe/presets.ts";
import { DeviceLostError } from "../engine/device/device-error.ts";
import { Engines } from "./engines.ts";

/** Node has WebAssembly, and neither a GPU nor memory shared between pages. */
const inNode = () => new Engines(() => {});
const NETWORK = { stage: "direction", recipe: RECIPES.tiny } as const;

test("without a GPU the CPU is taken by itself, and the report says what else there is", async () => {
  const { engine, backend, limited, engines } = await inNode().report();
  expect({ engine, backend, limited }).toEqual({
    engine: "cpu",
    backend: "compiled CPU, 1 thread",
    limited: false,
  });
  expect(engines.map(({ name, problem }) => [name, problem === null])).toEqual([
    ["cpu", true],
    ["webgpu", false],
    ["tfjs", true],
  ]);
});

test("a chosen engine is taken, until another one is chosen", async () => {
  const engines = inNode();
  engines.choose("tfjs");
  expect(await engines.start()).toMatchObject({ name: "tfjs", description: "tfjs CPU: very slow" });
  expect(engines.record(NETWORK)).toEqual({ engine: "tfjs CPU: very slow", adapter: null, tiling: null });
  engines.choose(null);
  expect(() => engines.record(NETWORK)).toThrow(DeviceLostError);
  expect((await engines.start()).name).toBe("cpu");
  expect(engines.record(NETWORK)).toMatchObject({ engine: "compiled CPU", tiling: "cpu", threads: 1 });
});

test("an engine that does not start is replaced by the best one that does, and the report says so", async () => {
  const engines = inNode();
  engines.choose("webgpu");
  const { engine, engines: offered } = await engines.report();
  expect(engine).toBe("cpu");
  expect(offered.find(({ name }) => name === "webgpu")?.problem).toMatch(/\.$/);
});

test("a choice made while another engine starts is the one that counts", async () => {
  const engines = inNode();
  engines.choose("tfjs");
  const first = engines.start();
  engines.choose(null);
  expect((await first).name).toBe("cpu");
  expect((await engines.start()).name).toBe("cpu");
});
