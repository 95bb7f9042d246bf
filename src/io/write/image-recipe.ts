import type { Channel } from "../../core/raster/channel.ts";
import type { ImageValues, Normalisation } from "../../core/recipe/recipe.ts";

/** The processing of an image's channels, in words and in Python, from `pixels` to `plane`. */
function channelStep(channel: Channel): { words: string; python: string } {
  if (channel === "mean") {
    return {
      words: "Average the channels of each pixel (not alpha) if there are several.",
      python: "plane = image if image.ndim == 2 else image.mean(axis=2)",
    };
  }
  return {
    words: `Take channel ${channel + 1} of the image, counted from 1; if there are fewer, average all.`,
    python: `plane = image if image.ndim == 2 else image[..., ${channel}] if image.shape[2] > ${channel} else image.mean(axis=2)`,
  };
}

/** The processing of the plane, in words and in Python, from `plane` to `image`. */
function valueStep(normalisation: Normalisation): { words: string; python: readonly string[] } {
  switch (normalisation.kind) {
    case "percentile": {
      const { low, high } = normalisation;
      return {
        words: `Take the percentiles ${low} and ${high} of the whole image as p and q; the network sees (value - p) / (q - p), or 0 everywhere where q = p.`,
        python: [
          `p, q = np.percentile(plane, [${low}, ${high}])`,
          "image = (plane - p) / (q - p) if q > p else np.zeros(plane.shape)",
        ],
      };
    }
    case "meanStd":
      return {
        words:
          "Take mean m and standard deviation s of the whole image (divided by the number of pixels); the network sees (value - m) / s, or 0 everywhere where s = 0.",
        python: [
          "m, s = plane.mean(), plane.std()",
          "image = (plane - m) / s if s > 0 else np.zeros(plane.shape)",
        ],
      };
    case "none":
      return {
        words: "Divide unsigned 8-bit samples by 255 and 16-bit samples by 65535; use all others unchanged.",
        python: ['image = plane / {"uint8": 255, "uint16": 65535}.get(str(image.dtype), 1)'],
      };
  }
}

/** The preprocessing from an image to the `image` input of a network, in words and in Python, as Markdown. */
export function imageRecipe({ channel, normalisation }: ImageValues): string {
  const [first, second] = [channelStep(channel), valueStep(normalisation)];
  return [
    `${first.words} ${second.words} Nothing is clipped.`,
    "",
    "```python",
    "# image: rows x columns, or rows x columns x channels without alpha",
    first.python,
    ...second.python,
    "```",
  ].join("\n");
}
