/**
 * Lets waiting messages, such as a cancellation, reach this thread; long computations never yield on their
 * own.
 */
export function letMessagesIn(): Promise<void> {
  // Unlike a timer, a message is not delayed.
  const { port1, port2 } = new MessageChannel();
  return new Promise((resolve) => {
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}
