/** How long a download may take to begin before its address is given up. */
const MILLISECONDS_TO_BEGIN = 60_000;

/** Offers a file to the person as a download. */
export function saveFile(name: string, content: Blob): void {
  const address = URL.createObjectURL(content);
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), MILLISECONDS_TO_BEGIN);
}
