import * as v from "valibot";
import { crc32 } from "./read/bytes/checksums.ts";

const schema = v.object({ crc32: v.number(), content: v.unknown() });

const checksumOf = (content: string) => crc32(new TextEncoder().encode(content));

/** A document with the checksum of its content, as text; `openSealedJson` is the inverse. */
export function sealedJson(content: object): string {
  const text = JSON.stringify(content);
  return `{"crc32":${checksumOf(text)},"content":${text}}\n`;
}

/**
 * The content of such a document from an untrusted source, to be validated.
 * @returns a clause that tells the damage, `was cut` or `was altered after it was written`, if there is any
 */
export function openSealedJson(text: string): { readonly content: unknown } | string {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    // What is left of a document that was cut is no JSON.
    return "was cut or altered after it was written";
  }
  const sealed = v.safeParse(schema, json);
  if (!sealed.success) return "was altered after it was written";
  const { content } = sealed.output;
  // Text that was parsed and written again is the same.
  return checksumOf(JSON.stringify(content) ?? "") === sealed.output.crc32
    ? { content }
    : "was altered after it was written";
}
