/**
 * Lets waiting messages, such as a cancellation, reach this thread; long computations never yield on their
 * own.
 */
export function letMessagesIn(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}
