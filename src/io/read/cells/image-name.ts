/** Prefix of a URL: the scheme, and the host or bucket. */
const STORE = /^[a-z][a-z0-9+.-]{1,20}:\/\/[^/]*\//i;
/** Leading path components that do not identify the image. */
const UPWARDS = /^(?:\.{0,2}[/\\])+/;
/** Folder in which Label Studio keeps uploads. */
const UPLOADS = /^\/?data\/upload\/(?:\d+\/)?/;
/** URL parameter by which Label Studio refers to local files. */
const LOCAL = /\/data\/local-files\/?\?(?:[^#]*&)?d=([^&#]*)/;
/** URL by which Label Studio presigns and hides the address of a file in external storage. */
const SIGNED = /\/(?:presign|resolve)\/?\?(?:[^#]*&)?fileuri=([^&#]*)/;
const IMAGE = /\.(?:png|jpe?g|tiff?|bmp|gif|webp|npy)$/i;

function withoutQuery(address: string): string {
  return address.split(/[?#]/, 1)[0];
}

/** The address hidden by Label Studio, in URL-safe base64 or as plain text; null if there is none. */
function hiddenAddress(text: string): string | null {
  try {
    const plain = decodeURIComponent(text);
    if (plain.includes("/") && STORE.test(plain)) return plain;
    const bytes = atob(plain.replaceAll("-", "+").replaceAll("_", "/"));
    return new TextDecoder("utf-8", { fatal: true }).decode(
      Uint8Array.from(bytes, (letter) => letter.charCodeAt(0)),
    );
  } catch {
    return null;
  }
}

/**
 * The file name of an image, with its folders, from a path or URL: without host or bucket, parameters, and
 * parts that lead out of the folder.
 */
export function imageName(address: string): string {
  const hidden = SIGNED.exec(address)?.[1];
  const signed = hidden === undefined ? null : hiddenAddress(hidden);
  if (signed !== null && !SIGNED.test(signed)) return imageName(signed);
  const local = LOCAL.exec(address)?.[1];
  if (local !== undefined) return local.replace(UPWARDS, "");
  const isAddress = STORE.test(address) || UPLOADS.test(address);
  const path = isAddress ? withoutQuery(address).replace(STORE, "") : address;
  return path.replace(UPLOADS, "").replace(UPWARDS, "");
}

/** The image name of the first text with an image extension; empty if there is none. */
export function firstImageName(values: readonly unknown[]): string {
  const names = values.filter((value) => typeof value === "string").map(imageName);
  return names.find((name) => IMAGE.test(name)) ?? "";
}
