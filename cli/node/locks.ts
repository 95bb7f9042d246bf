import { type Endpoint, type Remote, serve } from "../../src/workers/rpc.ts";

/** A lock that is requested. */
interface LockRequest {
  readonly name: string;
  readonly mode: LockMode;
  /** Not to wait for it. */
  readonly ifAvailable: boolean;
}

/** The calls about locks of a thread to the main thread, which grants them. */
export interface LockCalls {
  /** Resolves to the id of the granted lock; null if it is not to wait for and others hold it. */
  acquire: { args: LockRequest; result: number | null; event: never };
  release: { args: { id: number }; result: null; event: never };
  /** Names of the locks held now, once for each holder. */
  held: { args: null; result: readonly string[]; event: never };
}

interface Waiting extends LockRequest {
  grant(id: number): void;
}

/** Locks of all threads of this process, granted in the order of their requests. */
export class GrantedLocks {
  readonly #held = new Map<number, LockRequest>();
  #waiting: Waiting[] = [];
  #nextId = 1;

  /** Rejects with the reason of the signal if that aborts before the lock is granted. */
  acquire(request: LockRequest, signal?: AbortSignal): Promise<number | null> {
    const isFree = this.#isFree(request) && !this.#waiting.some(({ name }) => name === request.name);
    if (isFree) return Promise.resolve(this.#hold(request));
    if (request.ifAvailable) return Promise.resolve(null);
    return new Promise((resolve, reject) => {
      const waiting = { ...request, grant: resolve };
      this.#waiting.push(waiting);
      signal?.addEventListener("abort", () => {
        this.#waiting = this.#waiting.filter((other) => other !== waiting);
        reject(signal.reason);
      });
    });
  }

  release(id: number): void {
    this.#held.delete(id);
    for (const waiting of this.#waiting) {
      if (!this.#isFree(waiting)) continue;
      this.#waiting = this.#waiting.filter((other) => other !== waiting);
      waiting.grant(this.#hold(waiting));
    }
  }

  names(): readonly string[] {
    return [...this.#held.values()].map(({ name }) => name);
  }

  /** Answers the calls of a thread, whose locks are released when it ends. */
  serve(port: MessagePort): void {
    const own = new Set<number>();
    serve<LockCalls>(port as Endpoint, {
      acquire: async (request, { signal }) => {
        const id = await this.acquire(request, signal);
        if (id !== null) own.add(id);
        return id;
      },
      release: async ({ id }) => {
        own.delete(id);
        this.release(id);
        return null;
      },
      held: async () => this.names(),
    });
    port.addEventListener("close", () => {
      for (const id of own) this.release(id);
    });
    port.start();
  }

  #isFree({ name, mode }: LockRequest): boolean {
    const holders = [...this.#held.values()].filter((held) => held.name === name);
    return holders.every((held) => held.mode === "shared" && mode === "shared");
  }

  #hold({ name, mode, ifAvailable }: LockRequest): number {
    const id = this.#nextId++;
    this.#held.set(id, { name, mode, ifAvailable });
    return id;
  }
}

/** The part of `Remote` that locks need. */
type LockSource = Pick<Remote<LockCalls>, "call">;

/** The locks of the main thread for itself. */
export function ownLocks(locks: GrantedLocks): LockSource {
  const calls: Record<keyof LockCalls, (args: never, signal?: AbortSignal) => unknown> = {
    acquire: (request: LockRequest, signal) => locks.acquire(request, signal),
    release: ({ id }: { readonly id: number }) => locks.release(id),
    held: () => locks.names(),
  };
  return {
    call: async (name, args, options) => calls[name](args as never, options?.signal) as never,
  };
}

/** `navigator.locks` as far as the lab uses it. */
export function lockManager(source: LockSource): Pick<LockManager, "request" | "query"> {
  async function request<Result>(
    name: string,
    options: LockOptions | LockGrantedCallback<Result>,
    callback?: LockGrantedCallback<Result>,
  ): Promise<Result> {
    const { mode = "exclusive", ifAvailable = false, signal } = typeof options === "function" ? {} : options;
    const work = typeof options === "function" ? options : callback;
    if (!work) throw new TypeError("a lock needs a callback");
    const id = await source.call("acquire", { name, mode, ifAvailable }, { signal });
    try {
      return await work(id === null ? null : ({ name, mode } as Lock));
    } finally {
      if (id !== null) await source.call("release", { id });
    }
  }
  return {
    request: request as LockManager["request"],
    query: async () => ({
      held: (await source.call("held", null)).map((name) => ({ name })),
      pending: [],
    }),
  };
}
