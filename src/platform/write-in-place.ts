/** A file that is open for reading and writing, which only workers have (File System standard). */
interface OpenFile {
  write(part: Uint8Array<ArrayBuffer>, place: { readonly at: number }): number;
  truncate(size: number): void;
  close(): void;
}

interface FileInWorker {
  readonly name: string;
  createSyncAccessHandle?(): Promise<OpenFile>;
}

function writeParts(file: OpenFile, parts: readonly Uint8Array<ArrayBuffer>[]): void {
  try {
    file.truncate(0);
    let at = 0;
    for (const part of parts) {
      const written = file.write(part, { at });
      // In private windows Chromium returns the code of the error.
      if (written !== part.length) throw new DOMException("A file was cut off.", "QuotaExceededError");
      at += written;
    }
  } catch (error) {
    // What is left would take the room that other files need.
    file.truncate(0);
    throw error;
  } finally {
    file.close();
  }
}

/**
 * Writes a file without the copy that replaces it at the end: a part of it may remain if the browser ends
 * meanwhile. Returns false outside of workers, where this is not possible. Rejects with a
 * NoModificationAllowedError while another tab writes the same file.
 */
export async function writeInPlace(
  folder: FileSystemDirectoryHandle,
  name: string,
  parts: readonly Uint8Array<ArrayBuffer>[],
): Promise<boolean> {
  const handle: FileInWorker = await folder.getFileHandle(name, { create: true });
  if (!handle.createSyncAccessHandle) return false;
  writeParts(await handle.createSyncAccessHandle(), parts);
  return true;
}
