/** Where an address starts: the kind of store, and its host or bucket. */
const STORE = /^[a-z][a-z0-9+.-]{1,20}:\/\/[^/]*\//i;
/** Where a name starts from the folder of its file, which says nothing of the image. */
const UPWARDS = /^(?:\.{0,2}[/\\])+/;
/** Label Studio keeps uploads in folders of its own. */
const UPLOADS = /^\/?data\/upload\/(?:\d+\/)?/;
/** Label Studio names files on its own disk by a parameter. */
const LOCAL = /\/data\/local-files\/?\?(?:[^#]*&)?d=([^&#]*)/;
/** Label Studio hides the address of a file in a store of its own behind one by which it is signed. */
const SIGNED = /\/(?:presign|resolve)\/?\?(?:[^#]*&)?fileuri=([^&#]*)/;
const IMAGE = /\.(?:png|jpe?g|tiff?|bmp|gif|webp|npy)$/i;

function withoutQuery(address: string): string {
  return address.split(/[?#]/, 1)[0];
}

/** The address that Label Studio hid: base64, with letters that are safe in an address, or as it is; null where it is none. */
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
 * The file name of an image, with its folders, from a path or an address of it: without host or bucket, parameters, and
 * what leads out of the folder.
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

/** Of texts the first that ends as an image does, as its name; an empty one where there is none. */
export function firstImageName(values: readonly unknown[]): string {
  const names = values.filter((value) => typeof value === "string").map(imageName);
  return names.find((name) => IMAGE.test(name)) ?? "";
}
