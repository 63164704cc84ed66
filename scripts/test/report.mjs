import { writeFileSync } from "node:fs";

/**
 * A vitest reporter: writes to the file that `DATELINE_TEST_REPORT` names what passed, and by name what failed (with the
 * first lines of its error), what was skipped, and what passed only when it was tried again.
 */
export default class Report {
	onTestRunEnd(testModules, unhandledErrors) {
		const report = { passed: 0, failed: [], skipped: [], repeated: [] };
		const fail = (name, error) => {
			report.failed.push({
				name,
				message: String(error?.message ?? "no message")
					.split("\n")
					.slice(0, 12)
					.join("\n"),
			});
		};
		for (const module of testModules) {
			for (const test of module.children.allTests()) {
				const name = `${module.relativeModuleId ?? module.moduleId} > ${test.fullName}`;
				const { state, errors } = test.result();
				if (state === "passed") report.passed += 1;
				else if (state === "failed") fail(name, errors?.[0]);
				else report.skipped.push(name);
				if (test.diagnostic()?.flaky) report.repeated.push(name);
			}
			// A file that can't be loaded, or whose preparation failed, has no failed test.
			for (const error of module.errors()) fail(module.relativeModuleId ?? module.moduleId, error);
			for (const suite of module.children.allSuites()) for (const error of suite.errors()) fail(suite.fullName, error);
		}
		for (const error of unhandledErrors) fail("outside of every test", error);
		writeFileSync(process.env.DATELINE_TEST_REPORT, JSON.stringify(report));
	}
}
