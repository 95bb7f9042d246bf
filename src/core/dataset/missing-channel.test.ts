import { expect, test } from "vitest";
import { missingChannel } from "./missing-channel.ts";

const images = (...channels: number[]) => channels.map((count) => ({ channels: count }));

test("a channel that all images have, and the mean, need no word", () => {
  expect(missingChannel(images(3, 3), 2)).toBeNull();
  expect(missingChannel(images(1, 3), "mean")).toBeNull();
  expect(missingChannel([], 5)).toBeNull();
});

test("images without the channel are counted, and what they get instead is said", () => {
  expect(missingChannel(images(1, 3, 2), 2)).toBe(
    "2 of 3 images have no channel 3: the mean of the channels that are there is used instead.",
  );
  expect(missingChannel(images(1, 1), 1)).toMatch(/^No image has channel 2:/);
});
