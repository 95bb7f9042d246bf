import type { Channel } from "../src/core/raster/channel.ts";
import { MAX_IMAGE_CHANNELS } from "../src/core/raster/plane.ts";
import type { Normalisation } from "../src/core/recipe/recipe.ts";
import { PERCENTILES } from "../src/core/recipe/recipe-schema.ts";
import { UsageError } from "./command.ts";

const COLOURS = ["r", "g", "b"];

/** The channel given by `--channel`: `mean`, `r`, `g`, `b` or a number from 1. Throws a UsageError. */
export function channelFrom(text: string): Channel {
  const word = text.toLowerCase();
  if (word === "mean") return "mean";
  if (COLOURS.includes(word)) return COLOURS.indexOf(word);
  const number = Number(text);
  if (/^\d+$/.test(text) && number >= 1 && number <= MAX_IMAGE_CHANNELS) return number - 1;
  throw new UsageError(
    `--channel must be mean, r, g, b or a number from 1 to ${MAX_IMAGE_CHANNELS}, but it is "${text}".`,
  );
}

/**
 * The normalisation given by `--normalisation`: `percentile`, optionally with two percentiles
 * (`percentile:1,99.8`), `mean-std` or `none`. Throws a UsageError.
 */
export function normalisationFrom(text: string): Normalisation {
  if (text === "percentile") return PERCENTILES;
  if (text === "mean-std") return { kind: "meanStd" };
  if (text === "none") return { kind: "none" };
  const [, low, high] = /^percentile:(\d+(?:\.\d+)?),(\d+(?:\.\d+)?)$/.exec(text) ?? [];
  if (low !== undefined && Number(low) < Number(high) && Number(high) <= 100) {
    return { kind: "percentile", low: Number(low), high: Number(high) };
  }
  throw new UsageError(
    `--normalisation must be percentile, percentile:LOW,HIGH (from 0 to 100), mean-std or none, but it is "${text}".`,
  );
}
