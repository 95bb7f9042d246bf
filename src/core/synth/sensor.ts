import type { Random } from "../augment/random.ts";
import { gaussianBlur } from "../raster/gaussian-blur.ts";
import type { Plane } from "../raster/plane.ts";

/** Parameters of a camera. */
export interface Sensor {
  /** Blur of the optics, standard deviation in px. */
  readonly blur: number;
  /** Pixel value per unit of light, and pixel value without light. */
  readonly gain: number;
  readonly offset: number;
  /** Read noise, and shot noise at light 1, which grows with the root of the light; in units of light. */
  readonly readNoise: number;
  readonly shotNoise: number;
  /** Largest pixel value. */
  readonly top: number;
}

/** Camera image of a plane of light: blurred, noisy, rounded, clipped to 0..top. */
export function expose<Data extends Uint8Array | Uint16Array>(
  light: Plane,
  sensor: Sensor,
  into: Data,
  random: Random,
): Data {
  const blurred = gaussianBlur(light, sensor.blur).data;
  for (let pixel = 0; pixel < into.length; pixel++) {
    const bright = Math.max(0, blurred[pixel]);
    const noise = Math.sqrt(sensor.readNoise ** 2 + sensor.shotNoise ** 2 * bright);
    const value = sensor.offset + sensor.gain * (bright + noise * random.normal());
    into[pixel] = Math.min(sensor.top, Math.max(0, Math.round(value)));
  }
  return into;
}
