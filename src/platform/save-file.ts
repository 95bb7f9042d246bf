/** Offers bytes to the person as a download. */
export function saveFile(name: string, type: string, bytes: Uint8Array<ArrayBuffer>): void {
  const url = URL.createObjectURL(new Blob([bytes], { type }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  // The download keeps its own reference once it has begun.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
