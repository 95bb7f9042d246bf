import { beforeEach, expect, test } from "vitest";
import { instanceChoice } from "../core/instances/choice.ts";
import {
  chooseGate,
  chooseMethod,
  followNetworks,
  keepFitted,
  takeFitted,
  useInstanceSettings,
} from "./instance-settings.ts";

const initial = useInstanceSettings.getState();
const now = () => {
  const { gate, method } = useInstanceSettings.getState();
  return `${gate} ${method}`;
};

beforeEach(() => useInstanceSettings.setState(initial, true));

test("mask and method follow the trained networks", () => {
  followNetworks(["direction"]);
  expect(now()).toBe("true divergence");
  followNetworks(["semantic", "direction"]);
  expect(now()).toBe("predicted divergence");
  followNetworks(["semantic", "direction", "energy"]);
  expect(now()).toBe("predicted cut");
  followNetworks(["direction", "energy"]);
  expect(now()).toBe("true cut");
});

test("the user's choice is kept as far as the networks allow", () => {
  followNetworks(["semantic", "direction", "energy"]);
  chooseGate("true");
  chooseMethod("follow");
  followNetworks(["semantic", "direction", "energy", "joint"]);
  expect(now()).toBe("true follow");
  chooseGate("predicted");
  followNetworks(["energy"]);
  expect(now()).toBe("true components");
});

test("imported weights with a U-Net use parameters fitted to the predicted mask", () => {
  const choice = instanceChoice("cut", { level: 3 });
  takeFitted({ true: { cut: instanceChoice("cut", { level: 0 }) }, predicted: { cut: choice } });
  followNetworks(["semantic", "direction", "energy"]);
  expect(useInstanceSettings.getState().choices.cut).toBe(choice);
});

test("parameters fitted to the true mask are not used with the predicted one", () => {
  followNetworks(["direction", "energy"]);
  const start = useInstanceSettings.getState().choices.cut;
  keepFitted("true", start, instanceChoice("cut", { level: 4 }));
  followNetworks(["semantic", "direction", "energy"]);
  expect(useInstanceSettings.getState().choices.cut).toEqual(start);
});
