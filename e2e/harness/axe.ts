export { findAccessProblems } from "../../scripts/reader-pages/find-access-problems.mjs";
