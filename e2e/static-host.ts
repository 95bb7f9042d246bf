import { createReadStream, existsSync, statSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join } from "node:path";

/** What the simplest servers know. */
const TYPES: Readonly<Record<string, string>> = {
  ".css": "text/css",
  ".html": "text/html",
  ".js": "text/javascript",
  ".png": "image/png",
  ".svg": "image/svg+xml",
};

export type HeadersOf = (path: string) => Readonly<Record<string, string>>;

/** A server of static files that can fail. */
export interface StaticHost {
  /** Of the folder, with "/" at its end. */
  readonly address: string;
  /** Paths requested so far, with their queries. */
  readonly requested: readonly string[];
  /** Paths, from the folder on, that are answered with a web page, as by hosts that answer everything. */
  readonly webPages: Set<string>;
  /** The folder that is served from now on. */
  serve(folder: string): void;
  /** Refuses connections until `serve` is called again. */
  goOffline(): Promise<void>;
}

/** Serves a folder under a path of its own, without any header of the lab unless `headersOf` adds some. */
export async function startStaticHost(
  folder: string,
  headersOf: HeadersOf = () => ({}),
): Promise<StaticHost> {
  const base = "/a/b/";
  let served = folder;
  const requested: string[] = [];
  const webPages = new Set<string>();
  const server: Server = createServer((request, response) => {
    const address = request.url ?? "";
    requested.push(address);
    const path = decodeURI(address.replace(/\?.*/, "")).slice(base.length) || "index.html";
    const file = join(served, path);
    const isThere = address.startsWith(base) && existsSync(file) && statSync(file).isFile();
    const isPage = webPages.has(path);
    const type = isPage || !isThere ? "text/html" : (TYPES[extname(path)] ?? "application/octet-stream");
    response.writeHead(isThere || isPage ? 200 : 404, { "Content-Type": type, ...headersOf(path) });
    if (isThere && !isPage) createReadStream(file).pipe(response);
    else response.end("<!doctype html><title>No such file</title>");
  });
  const listen = (port: number) =>
    new Promise<number>((resolve) => {
      server.listen(port, "127.0.0.1", () => resolve((server.address() as AddressInfo).port));
    });
  const port = await listen(0);
  return {
    address: `http://127.0.0.1:${port}${base}`,
    requested,
    webPages,
    serve: (next) => {
      served = next;
    },
    goOffline: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
