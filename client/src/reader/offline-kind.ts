/** All that the page for those who are offline needs beside what every page has. */
export { offlinePage } from "../pages/kinds/offline-page.ts";
export { lookForConnection } from "./look-for-connection.ts";
