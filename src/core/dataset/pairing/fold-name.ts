/** A name as disks and tables that do not tell case, Unicode forms and spaces around it apart take it. */
export function foldName(name: string): string {
  return name.normalize("NFC").toLowerCase().normalize("NFC").trim();
}
