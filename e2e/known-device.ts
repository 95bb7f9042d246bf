import { fileURLToPath } from "node:url";

/** File with the stored times of steps on this device, which `known-device.setup.ts` writes. */
export const KNOWN_DEVICE = fileURLToPath(new URL("../test-results/known-device.json", import.meta.url));

/** The state of a browser that has never visited the page. */
export const FIRST_VISIT = { cookies: [], origins: [] };
