/** The files of the build; made by the plugin of `scripts/static-host/static-host-plugin.mjs`. */
declare module "virtual:built-page" {
  /** A different one for every list of files. */
  export const VERSION: string;
  export const FILES: import("./stored-files.ts").BuiltPage["files"];
  /** Sent with every file: policy and isolation. */
  export const HEADERS: Readonly<Record<string, string>>;
}
