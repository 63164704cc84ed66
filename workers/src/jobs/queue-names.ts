/** What all keys of the queue begin with, so that a Redis can be shared. */
export const queuePrefix = "dateline:queue";
