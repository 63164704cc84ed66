import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { findChromium, findPostgres, findProgram, findRedis } from "../find-program.mjs";
import { run } from "./run.mjs";

/** The programs that we use and don't bring: how to find each, and what package managers call it. */
export const programs = {
	redis: {
		label: "redis-server or valkey-server",
		find: findRedis,
		packages: { "apt-get": "redis-server", dnf: "valkey", pacman: "valkey", apk: "valkey", brew: "valkey" },
	},
	chromium: {
		label: "Chromium",
		find: findChromium,
		packages: { "apt-get": "chromium", dnf: "chromium", pacman: "chromium", apk: "chromium", brew: "--cask chromium" },
	},
	postgres: {
		label: "PostgreSQL",
		find: findPostgres,
		packages: {
			"apt-get": "postgresql",
			dnf: "postgresql-server",
			pacman: "postgresql",
			apk: "postgresql",
			brew: "postgresql@17",
		},
	},
};

const INSTALL = {
	"apt-get": "sudo apt-get install",
	dnf: "sudo dnf install",
	pacman: "sudo pacman -S",
	apk: "sudo apk add",
	brew: "brew install",
};

/**
 * Looks for programs. Root on Debian gets what is missing by apt-get (not with DATELINE_NO_INSTALL=1); everybody else is
 * told the command.
 *
 * @param {(keyof typeof programs)[]} names
 * @returns {Promise<(keyof typeof programs)[]>} those that are still missing
 */
export async function ensurePrograms(names) {
	let missing = names.filter((name) => programs[name].find() === null);
	if (missing.length > 0 && canInstall()) {
		await install(missing.map((name) => programs[name].packages["apt-get"]));
		missing = missing.filter((name) => programs[name].find() === null);
	}
	for (const name of missing) console.log(adviseFor(programs[name]));
	return missing;
}

function canInstall() {
	return process.env.DATELINE_NO_INSTALL !== "1" && process.getuid?.() === 0 && findProgram("apt-get") !== null;
}

function adviseFor({ label, packages }) {
	const manager = Object.keys(INSTALL).find((name) => findProgram(name) !== null);
	if (manager === undefined) return `There is no ${label} on this machine.`;
	return `There is no ${label} on this machine. To install it: ${INSTALL[manager]} ${packages[manager]}`;
}

async function install(packages) {
	console.log(`Installing ${packages.join(", ")} with apt-get …`);
	const options = ["-q", "-y", "-o", "DPkg::Lock::Timeout=120", "-o", "Acquire::Retries=2"];
	const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
	const aptGet = (args, output = "on failure") => run("apt-get", [...options, ...args], { env, output });
	await withoutServices(async () => {
		const wanted = ["install", "--no-install-recommends", ...packages];
		// A fresh machine has no lists, an old one has stale ones.
		if (await aptGet(wanted, "never")) return;
		if (await aptGet(["update"])) await aptGet(wanted);
	});
}

const POLICY = "/usr/sbin/policy-rc.d";
const MARK = "# Dateline's set-up: nothing that is installed now starts as a service.";

/** Debian starts what it installs; this stops it from doing so, in its own way, for the time of an action. */
async function withoutServices(action) {
	if (existsSync(POLICY) && !readFileSync(POLICY, "utf8").includes(MARK)) return action();
	writeFileSync(POLICY, `#!/bin/sh\n${MARK}\nexit 101\n`, { mode: 0o755 });
	const remove = () => rmSync(POLICY, { force: true });
	process.on("exit", remove);
	try {
		await action();
	} finally {
		remove();
		process.off("exit", remove);
	}
}
