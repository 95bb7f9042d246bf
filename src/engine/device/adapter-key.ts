/** Names an adapter and its browser: what is tuned on one of them is worth nothing on another. */
export function adapterKey({ vendor, architecture, device, description }: GPUAdapterInfo): string {
  const words = [vendor, architecture, device, description].filter((word) => word !== "");
  return `${words.join(", ") || "unnamed adapter"}; ${globalThis.navigator.userAgent}`;
}
