import type { OfflineRequest, OfflineState } from "./offline.protocol.ts";

const SERVICE_WORKER = "service-worker.js";

const NOT_STARTED =
  "The service worker of the page could not be started: the browser refuses it, as in some private windows, or the host does not deliver service-worker.js as a script.";

/** Called with what becomes known about offline use. */
export interface OfflineEvents {
  readonly onState: (state: OfflineState) => void;
  /** A new version of the page is stored, and used from the next reload on. */
  readonly onNewVersion: () => void;
  /** A reload would isolate the page, which its host does not. */
  readonly onIsolation: () => void;
}

function post(worker: ServiceWorker, request: OfflineRequest, ports: Transferable[] = []): void {
  worker.postMessage(request, ports);
}

function askState(worker: ServiceWorker, onState: OfflineEvents["onState"]): void {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = ({ data }: MessageEvent<OfflineState>) => {
    onState(data);
    port1.close();
  };
  post(worker, "state", [port2]);
}

/** Keeps the page for offline use, and follows new versions on the host. Never rejects. */
export async function keepPage({ onState, onNewVersion, onIsolation }: OfflineEvents): Promise<void> {
  const { serviceWorker } = navigator;
  const isServedByIt = serviceWorker.controller !== null;
  const activated = (worker: ServiceWorker) => {
    askState(worker, onState);
    if (!isServedByIt && !crossOriginIsolated) onIsolation();
  };
  serviceWorker.addEventListener("message", ({ data }: MessageEvent<OfflineState>) => onState(data));
  serviceWorker.startMessages();
  try {
    const address = new URL(SERVICE_WORKER, document.baseURI);
    const registration = await serviceWorker.register(address, { updateViaCache: "none" });
    const followInstalling = () => {
      const worker = registration.installing;
      worker?.addEventListener("statechange", () => {
        if (worker.state === "installed" && registration.active) onNewVersion();
        if (worker.state === "activated") activated(worker);
      });
    };
    registration.addEventListener("updatefound", followInstalling);
    followInstalling();
    if (registration.waiting && registration.active) onNewVersion();
    if (registration.active) activated(registration.active);
  } catch {
    onState({ problem: NOT_STARTED });
  }
}

/** Reloads the page with its new version. Other tabs keep theirs until they are reloaded. */
export async function reloadWithNewVersion(): Promise<void> {
  const { serviceWorker } = navigator;
  const waiting = (await serviceWorker.getRegistration())?.waiting;
  if (!waiting) {
    location.reload();
    return;
  }
  serviceWorker.addEventListener("controllerchange", () => location.reload(), { once: true });
  post(waiting, "activate");
}
