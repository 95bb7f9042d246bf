/** Key of an adapter and its browser. Tuning results do not transfer between keys. */
export function adapterKey({ vendor, architecture, device, description }: GPUAdapterInfo): string {
  const words = [vendor, architecture, device, description].filter((word) => word !== "");
  return `${words.join(", ") || "unnamed adapter"}; ${globalThis.navigator.userAgent}`;
}
