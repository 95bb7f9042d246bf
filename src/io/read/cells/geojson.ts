import { splitPath } from "../../../core/dataset/pairing/path-name.ts";
import type { CellTable } from "../tables/cell-list.ts";
import { type Fields, isFields } from "./coco-annotation.ts";
import { EntryError, numbersOf } from "./entry-values.ts";
import { noCell, outlined, type Ring, type Shape } from "./shape.ts";
import { shapeTable } from "./shape-table.ts";

/** Suffix of a GeoJSON file that is not part of the image name, as in `tile-annotations.geojson`. */
const SUFFIX = /[_-](annotations?|detections?|cells|objects|qupath)$/i;

const isFeature = (value: unknown): value is Fields => isFields(value) && value.type === "Feature";

/** Features of a collection, a list or a single feature; null if the value is not GeoJSON. */
function featuresOf(value: unknown): readonly unknown[] | null {
  if (isFeature(value)) return [value];
  if (Array.isArray(value)) return value.length > 0 && value.every(isFeature) ? value : null;
  const isCollection = isFields(value) && value.type === "FeatureCollection" && Array.isArray(value.features);
  return isCollection ? (value.features as unknown[]) : null;
}

/** Whether a JSON file is GeoJSON as exported by QuPath. */
export function isGeoJson(value: unknown): boolean {
  return featuresOf(value) !== null;
}

function ringsOf(value: unknown): Ring[] {
  if (!Array.isArray(value)) throw new EntryError("it has no coordinates");
  return value.map((ring) => {
    if (!Array.isArray(ring)) throw new EntryError("it has no coordinates");
    return ring.flatMap((point) => numbersOf(point, 2));
  });
}

function shapeOf(name: string, geometry: unknown): Shape {
  const { type, coordinates } = isFields(geometry) ? geometry : {};
  if (type === "Polygon") return outlined(name, [ringsOf(coordinates)]);
  if (type !== "MultiPolygon")
    return noCell(name, typeof type === "string" ? `a ${type.slice(0, 40)}` : "nothing");
  if (!Array.isArray(coordinates)) throw new EntryError("it has no coordinates");
  return outlined(name, coordinates.map(ringsOf));
}

/** QuPath's object type and class, which together distinguish regions from the cells in them. */
function categoryOf(feature: unknown): string | null {
  const properties = isFields(feature) && isFields(feature.properties) ? feature.properties : {};
  const { objectType, classification } = properties;
  const named = isFields(classification) ? classification.name : classification;
  const words = [objectType, named].filter((word) => typeof word === "string");
  return words.length > 0 ? words.join(" ").slice(0, 80) : null;
}

/** If some objects are cells or detections, annotations are regions around them. */
function isRegion(feature: unknown, hasDetections: boolean): boolean {
  const properties = isFields(feature) && isFields(feature.properties) ? feature.properties : {};
  return hasDetections && properties.objectType === "annotation";
}

/**
 * Reads outlines that QuPath exports as GeoJSON: polygons with holes and multiple parts, in px of the image.
 * The file has the name of its image. Annotations around detections, points and lines are reported and left
 * out. Throws a FileError.
 *
 * @param value The parsed JSON.
 */
export function readGeoJson(file: string, value: unknown): CellTable {
  const features = featuresOf(value) ?? [];
  const types = features.map((feature) =>
    isFields(feature) && isFields(feature.properties) ? feature.properties.objectType : null,
  );
  const hasDetections = types.some((type) => type === "detection" || type === "cell");
  const shapes: Shape[] = [];
  const categories: (string | null)[] = [];
  let problem: string | null = null;
  for (const [index, feature] of features.entries()) {
    const name = `object ${index + 1}`;
    try {
      const region = isRegion(feature, hasDetections);
      shapes.push(
        region
          ? noCell(name, "a region around cells")
          : shapeOf(name, isFields(feature) ? feature.geometry : null),
      );
      categories.push(categoryOf(feature));
    } catch (error) {
      if (!(error instanceof EntryError)) throw error;
      problem ??= `${name}: ${error.message}.`;
    }
  }
  const name = splitPath(file).stem.replace(SUFFIX, "");
  return shapeTable(file, [{ name, shapes, categories, rows: null, columns: null, problem }]);
}
