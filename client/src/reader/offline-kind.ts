/** All that the page for those who are offline needs beside what every page has. */
export { offlinePage } from "../pages/kinds/offline-page.ts";
export { offlineWords } from "../pages/words/offline.ts";
export { lookForConnection } from "./look-for-connection.ts";
