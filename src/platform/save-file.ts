/** Time that a download has to begin before its URL is revoked, ms. */
const MILLISECONDS_TO_BEGIN = 60_000;

/** Offers a file to the user as a download. */
export function saveFile(name: string, content: Blob): void {
  const address = URL.createObjectURL(content);
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), MILLISECONDS_TO_BEGIN);
}
