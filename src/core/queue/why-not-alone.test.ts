import { expect, it } from "vitest";
import { RECIPES } from "../recipe/presets.ts";
import { whyNotAlone } from "./why-not-alone.ts";

const { tiny } = RECIPES;

it("lets runs be queued that train all the networks that they use", () => {
  expect(whyNotAlone(tiny, ["direction"])).toBeNull();
  expect(whyNotAlone(tiny, ["semantic", "direction", "energy", "joint"])).toBeNull();
  expect(whyNotAlone({ ...tiny, gate: "predicted" }, ["semantic", "direction"])).toBeNull();
  expect(whyNotAlone({ ...tiny, gate: "predicted" }, ["energy"])).toBeNull();
});

it("names the stage that is missing", () => {
  expect(whyNotAlone(tiny, [])).toContain("at least one stage");
  expect(whyNotAlone(tiny, ["direction", "joint"])).toContain("choose the stage Depth too");
  expect(whyNotAlone({ ...tiny, gate: "predicted" }, ["direction"])).toContain("Cell mask");
});

it("refuses a start from the trained network, which the run before replaces", () => {
  expect(whyNotAlone({ ...tiny, startFrom: "own" }, ["shared"])).toContain("starts from the trained network");
  expect(whyNotAlone({ ...tiny, startFrom: "nuclei" }, ["shared"])).toBeNull();
  expect(whyNotAlone({ ...tiny, startFrom: "own" }, ["semantic"])).toBeNull();
});
