/** The oldest browsers that pages are built for, as esbuild names them: those of November 2024. */
export const browsers = ["chrome131", "edge131", "firefox132", "safari18.1", "ios18.1"];
