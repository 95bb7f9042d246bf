import { beforeEach, expect, test } from "vitest";
import { instanceChoice } from "../core/instances/choice.ts";
import { NOTHING_FITTED } from "../core/instances/fitted-choices.ts";
import {
  bestKnown,
  chooseGate,
  chooseMethod,
  followNetworks,
  forgetFitted,
  keepFitted,
  resetParameters,
  takeChoice,
  takeFitted,
  takeSmallestCell,
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
  const ofTrue = instanceChoice("cut", { level: 0 });
  takeFitted({ ...NOTHING_FITTED, true: { cut: ofTrue }, predicted: { cut: choice } });
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

test("parameters at their default follow the smallest cell of the training images, others stay", () => {
  const minimum = () => useInstanceSettings.getState().choices.landscape.parameters.minimum;
  takeFitted({ ...NOTHING_FITTED, smallestCell: 21 });
  expect(minimum()).toBe(21);
  expect(bestKnown("predicted", "landscape").parameters.minimum).toBe(21);
  expect(useInstanceSettings.getState().choices.cut).toEqual(instanceChoice("cut"));
  takeSmallestCell(89);
  expect(minimum()).toBe(89);
  takeChoice(instanceChoice("landscape", { minimum: 40 }));
  takeSmallestCell(12);
  expect(minimum()).toBe(40);
  resetParameters();
  expect(minimum()).toBe(12);
});

test("another run keeps the smallest cell until its own is known, and no fit", () => {
  takeFitted({ ...NOTHING_FITTED, smallestCell: 21 });
  keepFitted("true", useInstanceSettings.getState().choices.cut, instanceChoice("cut", { level: 4 }));
  expect(useInstanceSettings.getState().fitted.onTraining.true).toEqual(["cut"]);
  forgetFitted();
  expect(useInstanceSettings.getState().fitted).toEqual({ ...NOTHING_FITTED, smallestCell: 21 });
  takeSmallestCell(null);
  expect(useInstanceSettings.getState().fitted).toEqual(NOTHING_FITTED);
});
