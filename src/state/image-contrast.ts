import { create } from "zustand";

/** How images are drawn; never affects what the networks see. */
export interface ImageContrast {
  /** Draws the percentiles 1 and 99 of each image black and white instead of its usual range. */
  readonly auto: boolean;
  /** From -100 (black) to 100 (white); 0 changes nothing. */
  readonly brightness: number;
  /** From -100 (a fifth of the contrast) to 100 (five times the contrast); 0 changes nothing. */
  readonly contrast: number;
  /** Exponent of the intensity from 0 to 1: below 1 dark parts are lighter. */
  readonly gamma: number;
}

/** Draws images as they are. */
export const NEUTRAL_CONTRAST: ImageContrast = { auto: false, brightness: 0, contrast: 0, gamma: 1 };

/** Brightness, contrast and gamma of the drawn images. */
export const useImageContrast = create<ImageContrast>(() => NEUTRAL_CONTRAST);

/** Changes some of the values. */
export function changeContrast(values: Partial<ImageContrast>): void {
  useImageContrast.setState(values);
}

/** Draws images as they are again. */
export function resetContrast(): void {
  useImageContrast.setState(NEUTRAL_CONTRAST);
}

/** Whether images are drawn as they are. */
export function isNeutral({ auto, brightness, contrast, gamma }: ImageContrast): boolean {
  return !auto && brightness === 0 && contrast === 0 && gamma === 1;
}
