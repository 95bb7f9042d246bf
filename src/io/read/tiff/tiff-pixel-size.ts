import { type PixelSize, plausiblePixelSize } from "../../../core/dataset/pixel-size.ts";
import { imageJFields } from "./imagej-description.ts";
import { micrometresPer } from "./length-unit.ts";
import { omePixels } from "./ome-xml.ts";
import type { TiffTags } from "./tiff-tags.ts";

const TAG = { xResolution: 282, yResolution: 283, resolutionUnit: 296 } as const;

/** Micrometres per unit of the tag ResolutionUnit; its value 1 means that the unit is unknown. */
const RESOLUTION_UNITS: Readonly<Record<number, number>> = { 2: 25_400, 3: 10_000 };

/**
 * Largest pixel, in micrometres, that the resolution tags alone are trusted for. Coarser ones (72 to 2400
 * dots per inch) are defaults for screens and printers, which programs write into any TIFF.
 */
const LARGEST_BY_TAGS = 10;

/** Units that ImageJ copies from the resolution tags of a file, so that they state nothing about the scale. */
const COPIED_UNITS: readonly string[] = ["cm", "inch"];

const DECIMAL = /^[+-]?(?:\d{1,30}\.?\d{0,30}|\.\d{1,30})(?:[eE][+-]?\d{1,3})?$/;

/** OME model 2016-06: `PhysicalSizeX` and `PhysicalSizeXUnit`, which is the micrometre by default. */
function byOme(description: string): PixelSize | null {
  const attributes = omePixels(description);
  if (!attributes) return null;
  const [x, y] = ["PhysicalSizeX", "PhysicalSizeY"].map((name) => {
    const value = attributes.get(name)?.trim() ?? "";
    const unit = micrometresPer(attributes.get(`${name}Unit`) ?? "um");
    return DECIMAL.test(value) && unit !== null ? Number(value) * unit : Number.NaN;
  });
  return plausiblePixelSize(x, y);
}

/** Pixels per unit in the tags, with the unit in ImageJ's description. */
function byImageJ(description: string, [x, y]: readonly number[]): PixelSize | null {
  const fields = imageJFields(description);
  const unit = fields?.get("unit")?.trim() ?? "";
  const yUnit = fields?.get("yunit")?.trim() ?? unit;
  if (COPIED_UNITS.includes(unit) || COPIED_UNITS.includes(yUnit)) return null;
  const [perX, perY] = [micrometresPer(unit), micrometresPer(yUnit)];
  return perX !== null && perY !== null ? plausiblePixelSize(perX / x, perY / y) : null;
}

function byTags(tags: TiffTags, [x, y]: readonly number[]): PixelSize | null {
  const unit = RESOLUTION_UNITS[tags.has(TAG.resolutionUnit) ? tags.one(TAG.resolutionUnit, 1) : 1];
  const size = unit ? plausiblePixelSize(unit / x, unit / y) : null;
  return size && Math.max(size.x, size.y) <= LARGEST_BY_TAGS ? size : null;
}

/**
 * The pixel size of a TIFF, or null if it is unknown. In this order: `PhysicalSizeX` and `PhysicalSizeY` of
 * OME-XML; the tags XResolution and YResolution with the unit of ImageJ's description; these tags with the
 * tag ResolutionUnit, if a pixel is at most 10 µm.
 *
 * @param tags Directory of the page
 * @param description Text in the first directory
 */
export function tiffPixelSize(tags: TiffTags, description: string): PixelSize | null {
  const resolution = [tags.ratio(TAG.xResolution), tags.ratio(TAG.yResolution)];
  return byOme(description) ?? byImageJ(description, resolution) ?? byTags(tags, resolution);
}
