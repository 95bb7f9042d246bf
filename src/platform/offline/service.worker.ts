import { FILES, HEADERS, VERSION } from "virtual:built-page";
import { sentenceOf } from "../../core/errors.ts";
import { HostError, isWebPage } from "./host-file.ts";
import type { OfflineRequest, OfflineState } from "./offline.protocol.ts";
import { PAGE, StoredFiles } from "./stored-files.ts";

declare const self: ServiceWorkerGlobalScope;

const NOT_STORED =
  "The browser gives the page too little storage, or none, as in some private windows. The page works while its host can be reached.";

const POLICY_OF_PAGE =
  "The host sends service-worker.js with the policy of the page, which allows no connection. It needs the policy of its own that the documentation gives under Hosting.";

/** Names of scripts and styles contain a hash of their content, so another build never has a different one. */
const HASHED = /^assets\/[\w.-]+\.(?:js|css)$/;

const folder = self.registration.scope;
const stored = new StoredFiles({ version: VERSION, files: FILES, headers: HEADERS }, folder);

/** Tells all pages of the lab, also those that are not served by this worker. */
async function tell(state: OfflineState): Promise<void> {
  const clients = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  for (const client of clients) if (client.url.startsWith(folder)) client.postMessage(state);
}

let isRefused = false;
self.addEventListener("securitypolicyviolation", () => {
  isRefused = true;
});

async function install(): Promise<void> {
  try {
    await tell({ problem: (await stored.storeAll()) ? null : NOT_STORED });
  } catch (error) {
    await tell({ problem: isRefused ? POLICY_OF_PAGE : sentenceOf(error) });
    throw error;
  }
}

/** What the host answers, with the headers that it may not send; a network error if that is no such file. */
async function hostResponse(address: string, isPage: boolean): Promise<Response> {
  const answer = await fetch(address, { cache: "no-cache", mode: "same-origin" });
  if (!isPage && (!answer.ok || isWebPage(answer))) return Response.error();
  const headers = new Headers(answer.headers);
  for (const [name, value] of Object.entries(HEADERS)) headers.set(name, value);
  return new Response(answer.body, { status: answer.status, headers });
}

/** In place of the page. */
function sentencePage(sentence: string): Response {
  const text = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Direction Lab</title><p>Direction Lab cannot be opened. ${sentence} Images and networks are kept. Reload the page later.</p></html>`;
  const headers = { ...HEADERS, "Content-Type": "text/html; charset=utf-8" };
  return new Response(text, { status: 503, headers });
}

async function pageResponse(): Promise<Response> {
  try {
    return await stored.response(PAGE);
  } catch (error) {
    if (!(error instanceof HostError)) throw error;
    // Without storage, the host may have a newer page: as a whole, with all of its files.
    return hostResponse(folder, true).catch(() => sentencePage(error.message));
  }
}

async function fileResponse(path: string): Promise<Response> {
  if (Object.hasOwn(FILES, path)) return stored.response(path).catch(() => Response.error());
  const address = `${folder}${path}`;
  return (await stored.olderResponse(address)) ?? hostResponse(address, false);
}

/** The path of a requested file of the lab; null for requests that are none of this worker's business. */
function pathOf({ method, mode, url }: Request): string | null {
  if (method !== "GET" || !url.startsWith(folder)) return null;
  const path = url.slice(folder.length).replace(/#.*$/s, "");
  if (mode !== "navigate") return Object.hasOwn(FILES, path) || HASHED.test(path) ? path : null;
  const page = path.replace(/\?.*$/s, "");
  // There may be other pages in the folder.
  return page === "" || page === PAGE ? PAGE : null;
}

self.addEventListener("install", (event) => event.waitUntil(install()));

self.addEventListener("activate", (event) =>
  event.waitUntil(stored.removeOlder().then(() => self.clients.claim())),
);

self.addEventListener("fetch", (event) => {
  const path = pathOf(event.request);
  if (path !== null) event.respondWith(path === PAGE ? pageResponse() : fileResponse(path));
});

self.addEventListener("message", (event) => {
  const request: OfflineRequest = event.data;
  if (request === "activate") void self.skipWaiting();
  if (request !== "state") return;
  const answer = async () => {
    const state: OfflineState = { problem: (await stored.isComplete()) ? null : NOT_STORED };
    event.ports[0].postMessage(state);
  };
  event.waitUntil(answer());
});
