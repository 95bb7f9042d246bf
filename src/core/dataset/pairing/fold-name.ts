/**
 * The form of a name that ignores case, Unicode form and surrounding spaces, as some file systems and tables
 * do.
 */
export function foldName(name: string): string {
  return name.normalize("NFC").toLowerCase().normalize("NFC").trim();
}
