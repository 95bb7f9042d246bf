import { gaussianBlur } from "../raster/gaussian-blur.ts";
import type { Plane } from "../raster/plane.ts";

/** Halo: light around a cell that passes the phase ring, as a near and a far part; sigma in px. */
const NEAR_HALO = { sigma: 2.3, weight: 1.08 };
const FAR_HALO = { sigma: 8, weight: 0.42 };

/** Thickness at which the halo saturates: very thick cells scatter light past the ring. */
const HALO_LIMIT = 2.2;

/** Thickness above which the brightness saturates. */
const BRIGHTEST = 3.2;

/** Contrast of a thickness of 1 against the background. */
const CONTRAST = 1.4;

/**
 * Phase contrast of an optical thickness (0 medium, 1 darkest), as a factor of the background intensity. The
 * phase ring passes a blurred copy of the object, which causes the bright halo around cells and the grey
 * centre of wide ones ("shade-off"; imaging model of Yin, Kanade and Chen, Medical Image Analysis 16, 2012).
 */
export function phaseContrast(thickness: Plane): Plane {
  const scattered = { ...thickness, data: thickness.data.map((value) => Math.min(value, HALO_LIMIT)) };
  const near = gaussianBlur(scattered, NEAR_HALO.sigma);
  const far = gaussianBlur(scattered, FAR_HALO.sigma);
  const data = thickness.data.map((value, pixel) => {
    const direct = Math.sin((Math.min(value, BRIGHTEST) * Math.PI) / 2);
    const halo = NEAR_HALO.weight * near.data[pixel] + FAR_HALO.weight * far.data[pixel];
    return 1 + CONTRAST * (halo - direct);
  });
  return { ...thickness, data };
}
