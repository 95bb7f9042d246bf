import { LabError, sentenceOf } from "../core/errors.ts";

/** One call of a worker: its arguments, its result, and the events on the way. */
export interface Call {
  readonly args: unknown;
  readonly result: unknown;
  readonly event: unknown;
}

/** The calls a worker answers, by name. */
export type Api<Calls> = { readonly [Name in keyof Calls]: Call };

/** Common interface of `Worker` and a worker's own global scope. */
export interface Endpoint {
  postMessage(message: unknown, transfer: Transferable[]): void;
  addEventListener(type: "message", listener: (event: MessageEvent) => void): void;
}

type Message =
  | { kind: "call"; id: number; name: PropertyKey; args: unknown }
  | { kind: "cancel"; id: number }
  | { kind: "event"; id: number; event: unknown }
  | { kind: "result"; id: number; result: unknown }
  | { kind: "error"; id: number; sentence: string; cancelled: boolean; technical: string };

/** Marks a result whose buffers are transferred instead of copied. */
export class Transfer<Value> {
  constructor(
    readonly value: Value,
    readonly buffers: Transferable[],
  ) {}
}

/** Passed to a handler beside its arguments. */
export interface CallContext<Event> {
  readonly signal: AbortSignal;
  emit(event: Event, transfer?: Transferable[]): void;
}

/** One handler per call. A handler may return its result in a `Transfer`. */
export type Handlers<Calls extends Api<Calls>> = {
  readonly [Name in keyof Calls]: (
    args: Calls[Name]["args"],
    context: CallContext<Calls[Name]["event"]>,
  ) => Promise<Calls[Name]["result"] | Transfer<Calls[Name]["result"]>>;
};

/**
 * Answers calls that arrive at `scope`. Errors are returned as their message; a cancelled call rejects with a
 * CancelledError.
 */
export function serve<Calls extends Api<Calls>>(scope: Endpoint, handlers: Handlers<Calls>): void {
  const running = new Map<number, AbortController>();
  scope.addEventListener("message", async ({ data }: MessageEvent<Message>) => {
    if (data.kind === "cancel") running.get(data.id)?.abort();
    if (data.kind !== "call") return;
    const { id } = data;
    const controller = new AbortController();
    running.set(id, controller);
    const post = (message: Message, transfer: Transferable[] = []) => scope.postMessage(message, transfer);
    try {
      const handler = handlers[data.name as keyof Calls];
      const answer = await handler(data.args, {
        signal: controller.signal,
        emit: (event, transfer) => post({ kind: "event", id, event }, transfer),
      });
      if (answer instanceof Transfer) post({ kind: "result", id, result: answer.value }, answer.buffers);
      else post({ kind: "result", id, result: answer });
    } catch (error) {
      const technical = error instanceof Error ? (error.stack ?? error.message) : String(error);
      post({
        kind: "error",
        id,
        sentence: sentenceOf(error),
        cancelled: controller.signal.aborted,
        technical,
      });
    } finally {
      running.delete(id);
    }
  });
}

/** A call that the caller cancelled. */
export class CancelledError extends LabError {
  override name = "CancelledError";
}

/** A failure inside a worker, with its message and its stack as the cause. */
export class WorkerCallError extends LabError {
  override name = "WorkerCallError";
}

export interface CallOptions<Event> {
  readonly signal?: AbortSignal | undefined;
  readonly onEvent?: ((event: Event) => void) | undefined;
  readonly transfer?: Transferable[] | undefined;
}

/** The caller's side of a connection to a worker. */
export interface Remote<Calls extends Api<Calls>> {
  call<Name extends keyof Calls>(
    name: Name,
    args: Calls[Name]["args"],
    options?: CallOptions<Calls[Name]["event"]>,
  ): Promise<Calls[Name]["result"]>;
  /** Rejects every pending call and all later ones, e.g. after the worker has crashed. */
  fail(sentence: string): void;
}

interface Waiting {
  resolve(value: unknown): void;
  reject(error: Error): void;
  onEvent?: ((event: never) => void) | undefined;
}

/** Connects to the worker behind `endpoint`. */
export function connect<Calls extends Api<Calls>>(endpoint: Endpoint): Remote<Calls> {
  const waiting = new Map<number, Waiting>();
  let nextId = 1;
  let broken: string | null = null;
  endpoint.addEventListener("message", ({ data }: MessageEvent<Message>) => {
    const entry = waiting.get(data.id);
    if (!entry) return;
    if (data.kind === "event") {
      entry.onEvent?.(data.event as never);
      return;
    }
    waiting.delete(data.id);
    if (data.kind === "result") entry.resolve(data.result);
    if (data.kind === "error") {
      const Failure = data.cancelled ? CancelledError : WorkerCallError;
      entry.reject(new Failure(data.sentence, { cause: data.technical }));
    }
  });
  return {
    call(name, args, options = {}) {
      if (broken !== null) return Promise.reject(new WorkerCallError(broken));
      const id = nextId++;
      const { signal } = options;
      return new Promise((resolve, reject) => {
        const cancel = () => endpoint.postMessage({ kind: "cancel", id } satisfies Message, []);
        const settle =
          <Value>(finish: (value: Value) => void) =>
          (value: Value) => {
            signal?.removeEventListener("abort", cancel);
            finish(value);
          };
        waiting.set(id, {
          resolve: settle(resolve as (value: unknown) => void),
          reject: settle(reject),
          onEvent: options.onEvent,
        });
        endpoint.postMessage({ kind: "call", id, name, args } satisfies Message, options.transfer ?? []);
        if (signal?.aborted) cancel();
        else signal?.addEventListener("abort", cancel);
      });
    },
    fail(sentence) {
      broken = sentence;
      for (const entry of waiting.values()) entry.reject(new WorkerCallError(sentence));
      waiting.clear();
    },
  };
}
