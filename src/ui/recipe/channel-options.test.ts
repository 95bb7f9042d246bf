import { expect, test } from "vitest";
import { channelOfOption, channelOptions } from "./channel-options.ts";

const images = (...channels: number[]) => channels.map((count) => ({ channels: count }));
const labels = (...args: Parameters<typeof channelOptions>) =>
  channelOptions(...args).map(({ label }) => label);

test("grey images offer only their mean", () => {
  expect(labels(images(1, 1), "mean")).toEqual(["Mean of all"]);
  expect(labels([], "mean")).toEqual(["Mean of all"]);
});

test("colour images offer R, G, B, also among grey ones; stacks offer numbers", () => {
  expect(labels(images(1, 3, 3), 2)).toEqual(["Mean of all", "R", "G", "B"]);
  expect(labels(images(3, 2), "mean")).toEqual(["Mean of all", "Channel 1", "Channel 2", "Channel 3"]);
  expect(labels(images(5), 0)).toHaveLength(6);
});

test("a chosen channel stays in the list if no image has it", () => {
  const last = channelOptions(images(2), 6).at(-1);
  expect(last).toEqual({ value: "6", label: "Channel 7", detail: "No image has it" });
  expect(labels(images(1), 1)).toEqual(["Mean of all", "G"]);
});

test("an option names its channel", () => {
  for (const chosen of ["mean", 0, 2] as const) {
    const values = channelOptions(images(3), chosen).map(({ value }) => channelOfOption(value));
    expect(values).toEqual(["mean", 0, 1, 2]);
  }
});
