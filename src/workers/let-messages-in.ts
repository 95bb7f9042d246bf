/** Lets messages in that wait for this thread, such as a cancel: long work never waits by itself. */
export function letMessagesIn(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}
