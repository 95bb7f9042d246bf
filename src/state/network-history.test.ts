import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { instanceChoice } from "../core/instances/choice.ts";
import { keepFitted, useInstanceSettings } from "./instance-settings.ts";

let history: typeof import("./network-history.ts");

beforeAll(async () => {
  vi.stubGlobal("localStorage", { getItem: () => null, setItem: () => {} });
  history = await import("./network-history.ts");
});

afterAll(() => void vi.unstubAllGlobals());

const fittedNow = () => useInstanceSettings.getState().fitted;

test("parameters fitted to other networks are forgotten when those of a run are used; undo knows them", () => {
  const choice = instanceChoice("cut", {});
  keepFitted("true", choice, choice);
  const before = history.documentNow();
  history.loadedOver(before, { seen: {}, assigned: [], origin: { kind: "import", file: "a.zip" } });
  expect(fittedNow().true.cut).toEqual(choice);
  history.loadedOver(before, { seen: {}, assigned: [], origin: { kind: "run", startedAt: 1 } });
  expect(fittedNow().true.cut).toBeUndefined();
  expect(fittedNow().onTraining.true).toEqual([]);
  expect(before.fitted.true.cut).toEqual(choice);
});
