import { describe, expect, it } from "vitest";
import { UsageError } from "./command.ts";
import { channelFrom, normalisationFrom } from "./image-options.ts";

describe("image options", () => {
  it.each([
    ["mean", "mean"],
    ["r", 0],
    ["G", 1],
    ["b", 2],
    ["1", 0],
    ["16", 15],
  ] as const)("--channel %s", (text, channel) => {
    expect(channelFrom(text)).toBe(channel);
  });

  it.each([
    ["percentile", { kind: "percentile", low: 1, high: 99.8 }],
    ["percentile:0.5,99", { kind: "percentile", low: 0.5, high: 99 }],
    ["mean-std", { kind: "meanStd" }],
    ["none", { kind: "none" }],
  ] as const)("--normalisation %s", (text, normalisation) => {
    expect(normalisationFrom(text)).toEqual(normalisation);
  });

  it.each(["", "0", "17", "1.5", "red", "-1", "rg"])("refuses --channel %j", (text) => {
    expect(() => channelFrom(text)).toThrow(UsageError);
  });

  it.each([
    "",
    "percentile:",
    "percentile:99,1",
    "percentile:1,101",
    "percentile:5,5",
    "percentile:1",
    "std",
  ])("refuses --normalisation %j", (text) => {
    expect(() => normalisationFrom(text)).toThrow(UsageError);
  });
});
