import { expect, test } from "vitest";
import { defaultGate, gateOf, gateOfAll } from "./gate-of.ts";

const labelled = { labelled: true };
const plain = { labelled: false };

test("the predicted mask gates as soon as there is a U-Net", () => {
  expect(defaultGate([])).toBe("true");
  expect(defaultGate(["direction", "energy", "joint"])).toBe("true");
  expect(defaultGate(["semantic", "direction"])).toBe("predicted");
});

test("images without labels are gated by the predicted mask for any choice", () => {
  expect(gateOf(plain, "true")).toBe("predicted");
  expect(gateOf(labelled, "true")).toBe("true");
  expect(gateOfAll([plain, plain], "true")).toBe("predicted");
  expect(gateOfAll([plain, labelled], "true")).toBe("true");
  expect(gateOfAll([labelled], "predicted")).toBe("predicted");
  expect(gateOfAll([], "true")).toBe("true");
});
