import { parse } from "node:path";
import { MessageChannel, Worker as Thread, type Transferable } from "node:worker_threads";
import type { GrantedLocks } from "./locks.ts";

/** What a thread is given at its start. */
export interface ThreadStart {
  /** Address of its module. */
  readonly address: string;
  /** Where it asks for locks; null for a thread that needs none. */
  readonly locks: MessagePort | null;
}

/** The module of all threads, beside those of the workers. */
const THREAD = new URL("./thread.mjs", import.meta.url);

let locks: GrantedLocks | null = null;

/** Gives the threads that are started from now on access to these locks. */
export function shareLocks(shared: GrantedLocks): void {
  locks = shared;
}

const started = new Set<Thread>();

/** Ends all threads that this one has started. */
export async function endThreads(): Promise<void> {
  await Promise.all([...started].map((thread) => thread.terminate()));
}

/** `Worker` of the web as a thread of Node, as far as the lab uses it. Its module is in the same bundle. */
export class WebWorker extends EventTarget {
  onmessage: ((event: MessageEvent) => void) | null = null;
  onerror: ((event: ErrorEvent) => void) | null = null;
  readonly #thread: Thread;

  constructor(module: URL | string, { name }: WorkerOptions = {}) {
    super();
    const { pathname } = new URL(module);
    const address = new URL(`${parse(pathname).name}.mjs`, THREAD).href;
    let port = null;
    if (locks) {
      const { port1, port2 } = new MessageChannel();
      locks.serve(port1 as unknown as MessagePort);
      port = port2;
    }
    this.#thread = new Thread(THREAD, {
      ...(name === undefined ? {} : { name }),
      workerData: { address, locks: port },
      transferList: port ? [port] : [],
    });
    started.add(this.#thread);
    this.#thread.on("message", (data) => this.#tell(new MessageEvent("message", { data }), this.onmessage));
    this.#thread.on("messageerror", () => this.dispatchEvent(new Event("messageerror")));
    this.#thread.on("error", ({ message }) => this.#tell(failure(message), this.onerror));
    this.#thread.on("exit", () => started.delete(this.#thread));
  }

  postMessage(message: unknown, transfer: Transferable[] = []): void {
    this.#thread.postMessage(message, transfer);
  }

  terminate(): void {
    void this.#thread.terminate();
  }

  #tell<Told extends Event>(event: Told, listener: ((event: Told) => void) | null): void {
    listener?.call(this, event);
    this.dispatchEvent(event);
  }
}

function failure(message: string): ErrorEvent {
  return Object.assign(new Event("error", { cancelable: true }), { message }) as ErrorEvent;
}
