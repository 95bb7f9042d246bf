import { describe, expect, it } from "vitest";
import { imageRecipe } from "./image-recipe.ts";

describe("the conversion of an image to network input, as text and Python", () => {
  it("by percentiles of the mean of the channels", () => {
    const text = imageRecipe({ channel: "mean", normalisation: { kind: "percentile", low: 0.5, high: 99 } });
    expect(text).toContain("percentiles 0.5 and 99 of the whole image");
    expect(text).toContain("np.percentile(plane, [0.5, 99])");
    expect(text).toContain("image.mean(axis=2)");
  });

  it("by mean and standard deviation of one channel", () => {
    const text = imageRecipe({ channel: 2, normalisation: { kind: "meanStd" } });
    expect(text).toContain("Take channel 3 of the image");
    expect(text).toContain("image[..., 2] if image.shape[2] > 2 else image.mean(axis=2)");
    expect(text).toContain("(plane - m) / s");
    expect(text).not.toContain("percentile");
  });

  it("by type only", () => {
    const text = imageRecipe({ channel: 0, normalisation: { kind: "none" } });
    expect(text).toContain('{"uint8": 255, "uint16": 65535}');
    expect(text).not.toMatch(/percentile|deviation/);
  });
});
