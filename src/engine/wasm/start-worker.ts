import type { Helper, HelperStart } from "./helper-threads.ts";

/** Starts a worker of the page as a helper. The page must be isolated from others, so that it can share memory. */
export function startWorker(start: HelperStart): Helper {
  const worker = new Worker(new URL("./helper.worker.ts", import.meta.url), {
    type: "module",
    name: `CPU thread ${start.thread}`,
  });
  let end = () => {};
  const ended = new Promise<void>((resolve) => {
    end = () => {
      worker.terminate();
      resolve();
    };
  });
  const started = new Promise<void>((resolve, reject) => {
    worker.onmessage = () => resolve();
    worker.onerror = ({ message }) => {
      reject(new Error(message));
      end();
    };
    // Fails where the memory may not be shared.
    worker.postMessage(start);
  });
  return { started, ended, end };
}
