import { expect, test } from "vitest";
import { missingChannel } from "./missing-channel.ts";

const images = (...channels: number[]) => channels.map((count) => ({ channels: count }));

test("a channel present in all images, and the mean, have no note", () => {
  expect(missingChannel(images(3, 3), 2)).toBeNull();
  expect(missingChannel(images(1, 3), "mean")).toBeNull();
  expect(missingChannel([], 5)).toBeNull();
});

test("images without the channel are counted, with their replacement", () => {
  expect(missingChannel(images(1, 3, 2), 2)).toBe(
    "2 of 3 images have no channel 3: the mean of the available channels is used instead.",
  );
  expect(missingChannel(images(1, 1), 1)).toMatch(/^No image has channel 2:/);
});
