/** Ends with a clear sentence when this Node is too old for us. Written so that a very old one can read it. */
export function checkNode() {
	const version = process.versions.node.split(".").map(Number);
	if (version[0] > 20 || (version[0] === 20 && version[1] >= 19)) return;
	console.error(
		`Dateline needs Node 20.19 or later, and recommends 24; this is ${process.versions.node}. See https://nodejs.org/en/download`,
	);
	process.exit(1);
}
