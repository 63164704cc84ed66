import type { Settings } from "@dateline/shared/settings";

/** What the person who started Dateline wants to know, as lines for the terminal. */
export function announce({
	settings,
	adminLink,
	redis,
	readyMs,
}: {
	settings: Settings;
	/** Null when there is an administrator already. */
	adminLink: string | null;
	redis: boolean;
	/** Since the start of the process. */
	readyMs: number;
}): string {
	const rows: [string, string][] = [
		["Feed", `${settings.publicUrl}/`],
		["Newsroom", `${settings.publicUrl}/newsroom`],
	];
	if (adminLink !== null) rows.push(["First administrator, works once", adminLink]);
	if (settings.databaseUrl === null) rows.push(["Data", settings.dataDir]);
	const width = Math.max(...rows.map(([label]) => label.length)) + 2;
	const notes = [
		...(redis
			? []
			: ["There is no redis-server or valkey-server here, so updates take up to a second. Nothing else changes."]),
		...(settings.databaseUrl === null
			? ["Killing the process loses nothing. A power cut may damage the record: verified snapshots are kept beside it."]
			: []),
		"Stop with Ctrl-C.",
	];
	return [
		"",
		`Dateline is ready, after ${(readyMs / 1000).toFixed(1)} s.`,
		"",
		...rows.map(([label, value]) => `  ${label.padEnd(width)}${value}`),
		"",
		...notes,
		"",
	].join("\n");
}
