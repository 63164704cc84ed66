/** The benchmark's table, for people. */

const names = { dateline: "Dateline", socketio: "Socket.IO, io.to(room).emit()", ws: "ws, client.send()" };
const fixed = (digits) => (value) => value.toFixed(digits);

const columns = [
	["engine", (row) => names[row.engine]],
	["readers", (row) => row.readers],
	["messages/s", (row) => row.rate],
	["bytes", (row) => row.bytes],
	["CPU µs/delivery", (row) => fixed(2)(row.perDelivery)],
	["least", (row) => fixed(2)(row.perDeliveryLeast)],
	["with publishing", (row) => fixed(2)(row.withPublishing)],
	["per frame", (row) => fixed(2)(row.perFrame)],
	["KB/reader", (row) => fixed(1)(row.memory / 1_024)],
	["after", (row) => fixed(1)(row.memoryAfter / 1_024)],
	["last reader ms p50", (row) => fixed(1)(row.lastReader)],
	["p99", (row) => fixed(1)(row.lastReaderWorst)],
	["from request", (row) => fixed(1)(row.fromRequest)],
	["connect µs", (row) => fixed(0)(row.connecting)],
	["server busy", (row) => `${fixed(0)(row.serverBusy * 100)} %`],
	["load busy", (row) => `${fixed(0)(row.loadBusy * 100)} %`],
	["lost", (row) => row.lost + row.missing],
	["repeated", (row) => row.repeated],
];

/** Prints the table and how to read it. */
export function printReport(rows, { pinned, windows, seconds }) {
	const cells = [columns.map(([name]) => name), ...rows.map((row) => columns.map(([, of]) => String(of(row))))];
	const widths = columns.map((_, index) => Math.max(...cells.map((line) => line[index].length)));
	for (const line of cells)
		console.log(line.map((cell, index) => cell[index === 0 ? "padEnd" : "padStart"](widths[index])).join("  "));
	console.log(`
CPU µs/delivery   server CPU for one message to one reader, median of ${windows} windows of ${seconds} s, and the least of them.
                  Dateline's is from the committed event on: fold, queue, fan-out. "with publishing" is all that its process
                  does for posts that come by the API: check, record, apply, commit, fold, fan-out.
per frame         messages in one frame: more than 1 says that there was a backlog, and then a delivery costs less.
KB/reader         memory after connecting, and after all messages, above that of the server without readers.
last reader       from the answer of the API (for the others: of the call that sends) until the last reader has it: 0 when all
                  had it before. "from request" is from the moment when the message was handed in.
${pinned ? "Server and readers have a core each." : "Server and readers share cores: taskset is missing, or there is only one."}`);
	for (const readers of new Set(rows.map((row) => row.readers))) {
		const of = (engine) => rows.find((row) => row.readers === readers && row.engine === engine);
		const [dateline, ws, socketio] = [of("dateline"), of("ws"), of("socketio")];
		if (!dateline || !ws) continue;
		const ratio = (other) => (dateline.perDelivery / other.perDelivery).toFixed(2);
		console.log(
			`${readers} readers: Dateline costs ${ratio(ws)} of bare ws${socketio ? `, ${ratio(socketio)} of Socket.IO` : ""} a delivery.`,
		);
	}
}
