import type { Random } from "../augment/random.ts";
import type { Plane } from "../raster/plane.ts";
import { gaussianBlur } from "./gaussian-blur.ts";

/** How light becomes numbers. */
export interface Sensor {
  /** Blur of the optics, standard deviation in px. */
  readonly blur: number;
  /** Number that light 1 becomes, and the number of no light. */
  readonly gain: number;
  readonly offset: number;
  /** Noise that is always there, and noise that grows with the root of the light, in units of light. */
  readonly readNoise: number;
  readonly shotNoise: number;
  /** Highest number. */
  readonly top: number;
}

/** The numbers that a camera gives for a plane of light: blurred, noisy, rounded, clipped to 0..top. */
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
