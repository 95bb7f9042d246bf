/** Name of the folder with the queue in the browser's storage, and of the file in it. */
export const QUEUE_FOLDER = "queue";
export const QUEUE_FILE = "queue.json";
