import { MAX_PLANES } from "../../../core/dataset/stack-choice.ts";
import type { PlanePlace } from "../raster/plane-choice.ts";

/** A page of the file and its position in the stack. */
export interface OmePlane extends PlanePlace {
  /** Index of the TIFF directory, from 0. */
  readonly page: number;
}

type Axis = keyof PlanePlace;

const AXES: Record<string, Axis> = { C: "channel", Z: "slice", T: "time" };
const ORDER = /^XY([CZT])(?!\1)([CZT])(?!\1|\2)([CZT])$/;

/** Attributes of a start tag; values that are not plain numbers or words stay text and are never expanded. */
function attributesOf(tag: string): Map<string, string> {
  return new Map(
    [...tag.matchAll(/\s([\w:]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g)].map((m) => [m[1], m[2] ?? m[3]]),
  );
}

function wholeNumber(text: string | undefined, otherwise: number): number {
  return text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : otherwise;
}

/** The first `<Pixels ...>` with its content, as text. */
function pixelsIn(xml: string): { tag: string; content: string } | null {
  const start = /<(?:\w+:)?Pixels(?=\s)[^<>]*>/.exec(xml);
  if (!start) return null;
  const after = xml.slice(start.index + start[0].length);
  const end = after.search(/<\/(?:\w+:)?Pixels\s*>/);
  return { tag: start[0], content: end < 0 ? "" : after.slice(0, end) };
}

/** The first `<Pixels ...>` with its content, if the text is OME-XML. */
function pixelsOf(description: string): { tag: string; content: string } | null {
  return /<(?:\w+:)?OME[\s>]/.test(description.slice(0, 4096)) ? pixelsIn(description) : null;
}

/** Attributes of the first image's `<Pixels>` in OME-XML, as text; null for other descriptions. */
export function omePixels(description: string): ReadonlyMap<string, string> | null {
  const pixels = pixelsOf(description);
  return pixels && attributesOf(pixels.tag);
}

/** Every `<TiffData ...>` with the text up to the next one. */
function tiffDataIn(xml: string): { tag: string; content: string }[] {
  const starts = [...xml.matchAll(/<(?:\w+:)?TiffData(?=[\s/>])[^<>]*>/g)];
  return starts.map(({ 0: tag, index }, at) => ({
    tag,
    content: xml.slice(index + tag.length, starts[at + 1]?.index),
  }));
}

/** Whether pages are in another file of the same set. */
function isElsewhere(content: string, ownId: string | undefined): boolean {
  const uuid = /<(?:\w+:)?UUID[^<>]*>([^<]*)</.exec(content)?.[1].trim();
  return uuid !== undefined && ownId !== undefined && uuid !== ownId;
}

/**
 * The planes of the first image in OME-XML (OME model 2016-06), each with its page in this file. The XML is
 * searched as text: only a few start tags are parsed, entities are not expanded, nothing is fetched. Null if
 * the text is not such a description or its numbers are inconsistent.
 */
export function omePlanes(description: string): readonly OmePlane[] | null {
  const pixels = pixelsOf(description);
  if (!pixels) return null;
  const attributes = attributesOf(pixels.tag);
  const order = ORDER.exec(attributes.get("DimensionOrder") ?? "")
    ?.slice(1)
    .map((letter) => AXES[letter]);
  const perPixel = wholeNumber(/SamplesPerPixel\s*=\s*["'](\d{1,2})["']/.exec(pixels.content)?.[1], 1);
  const sizes: Record<Axis, number> = {
    channel: Math.ceil(wholeNumber(attributes.get("SizeC"), 0) / Math.max(1, perPixel)),
    slice: wholeNumber(attributes.get("SizeZ"), 0),
    time: wholeNumber(attributes.get("SizeT"), 0),
  };
  const count = sizes.channel * sizes.slice * sizes.time;
  if (!order || count < 1 || count > MAX_PLANES) return null;
  const placeOf = (index: number): PlanePlace => {
    const place: Record<Axis, number> = { channel: 0, slice: 0, time: 0 };
    let rest = index;
    for (const axis of order) {
      place[axis] = rest % sizes[axis];
      rest = Math.floor(rest / sizes[axis]);
    }
    return place;
  };
  const indexOf = (place: PlanePlace) =>
    order.reduceRight((index, axis) => index * sizes[axis] + place[axis], 0);
  const ownId = /\sUUID\s*=\s*"([^"]*)"/.exec(description.slice(0, 4096))?.[1];

  const elements = tiffDataIn(pixels.content);
  const planes = new Map<number, OmePlane>();
  for (const { tag, content } of elements) {
    if (isElsewhere(content, ownId)) continue;
    const data = attributesOf(tag);
    const first = indexOf({
      channel: wholeNumber(data.get("FirstC"), 0),
      slice: wholeNumber(data.get("FirstZ"), 0),
      time: wholeNumber(data.get("FirstT"), 0),
    });
    const page = wholeNumber(data.get("IFD"), 0);
    const pages = wholeNumber(data.get("PlaneCount"), data.has("IFD") ? 1 : count);
    for (let step = 0; step < pages && first + step < count; step++) {
      planes.set(page + step, { page: page + step, ...placeOf(first + step) });
    }
  }
  if (elements.length === 0) return Array.from({ length: count }, (_, page) => ({ page, ...placeOf(page) }));
  return planes.size > 0 ? [...planes.values()].sort((a, b) => a.page - b.page) : null;
}
