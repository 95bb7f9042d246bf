import { labelFilesOf, type Truth } from "../../core/dataset/pairing/found-pair.ts";
import type { PlannedImage } from "../../core/dataset/pairing/pairing.ts";
import { joinedBytes } from "../../core/joined-bytes.ts";
import { hexDigest } from "../hex-digest.ts";
import type { SourceFile } from "./bytes/source-file.ts";
import type { Sources } from "./images/decode-raster.ts";
import { MAX_SPARES } from "./labels/fuller-labels.ts";

/** Must be increased whenever the result of reading the same files changes. */
const READER_VERSION = 3;

/** Maximum number of bytes of files that are kept between fingerprint and decoding. */
const MAX_HELD_BYTES = 2 ** 28;

/**
 * The same sources, with the bytes of each file kept from the first read until the second, so that hashing
 * and decoding read each file once. For the few files of one image.
 */
export function readingOnce({ files, ...others }: Sources): Sources {
  const held = new Map<string, Promise<Uint8Array>>();
  let bytesHeld = 0;
  const once = (source: SourceFile): SourceFile => ({
    ...source,
    bytes(signal) {
      const before = held.get(source.path);
      if (before) {
        // Not kept longer, since the decoder may write into the bytes.
        held.delete(source.path);
        return before;
      }
      const bytes = source.bytes(signal);
      bytesHeld += source.size;
      if (bytesHeld <= MAX_HELD_BYTES) held.set(source.path, bytes);
      return bytes;
    },
  });
  const get = (path: string) => {
    const source = files.get(path);
    return source && once(source);
  };
  return { files: { get }, ...others };
}

type Fact = string | number | null;

async function factsOfTable(truth: Truth, tables: Sources["tables"]): Promise<Fact[]> {
  if (truth.kind !== "table") return [];
  const cells = tables.get(truth.path)?.images.get(truth.id);
  const content = await hexDigest(joinedBytes([...(cells?.content() ?? [])]));
  return [cells?.rows ?? null, cells?.columns ?? null, content];
}

/**
 * A hash of everything that determines how an image and its cells are read: name, bytes of the files, place
 * in stacks, entries of the table. Equal for files that were imported before, whatever their folder. Throws a
 * FileError.
 */
export async function fingerprintOf(
  { name, image, truth, spare = [] }: PlannedImage,
  { files, tables, stack = {} }: Sources,
  signal: AbortSignal,
): Promise<string> {
  const facts: Fact[] = [
    READER_VERSION,
    name.slice(name.lastIndexOf("/") + 1),
    truth.kind,
    stack.slice ?? null,
    stack.time ?? null,
  ];
  for (const path of [image, ...labelFilesOf(truth)]) {
    const bytes = await files.get(path)?.bytes(signal);
    facts.push(bytes ? await hexDigest(bytes as Uint8Array<ArrayBuffer>) : null);
  }
  facts.push(...(await factsOfTable(truth, tables)));
  // The content of the other label sources determines which one is used and which notes are made.
  for (const source of spare.slice(0, MAX_SPARES)) {
    facts.push(source.kind, ...(await factsOfTable(source.truth, tables)));
    for (const path of labelFilesOf(source.truth)) {
      const bytes = await files.get(path)?.bytes(signal);
      facts.push(bytes ? await hexDigest(bytes as Uint8Array<ArrayBuffer>) : null);
    }
  }
  return hexDigest(new TextEncoder().encode(JSON.stringify(facts)));
}
