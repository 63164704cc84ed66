export { loadAllWords } from "@dateline/client/pages";
export { type Assets, createAssets } from "./create-assets.ts";
export { createPages, type Pages } from "./create-pages.ts";
export { clientBuildFolder, type ReaderAssets, readReaderAssets } from "./reader-assets.ts";
export { serveWorker } from "./serve-worker.ts";
