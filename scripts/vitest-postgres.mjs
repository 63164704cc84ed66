import { startPostgres } from "./postgres.mjs";

/**
 * Gives the tests a PostgreSQL, at DATELINE_TEST_POSTGRES_URL. Each test that uses it makes its own database or schema there.
 * Where this machine has none, the variable is absent and those tests are skipped.
 */
export default async function setup() {
	if (process.env.DATELINE_TEST_POSTGRES_URL) return undefined;
	const postgres = await startPostgres();
	if (postgres === null) return undefined;
	process.env.DATELINE_TEST_POSTGRES_URL = postgres.url;
	return async () => {
		delete process.env.DATELINE_TEST_POSTGRES_URL;
		await postgres.stop();
	};
}
