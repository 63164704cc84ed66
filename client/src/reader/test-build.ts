import { fileURLToPath } from "node:url";
import { build } from "vite";
import { readerBuild } from "../../../scripts/reader-build.mjs";

const root = fileURLToPath(new URL("../../../", import.meta.url));

/** The reader's script and styles as production builds them, held in memory. */
export interface TestBuild {
	script: string;
	styles: string;
	/** By address. */
	files: ReadonlyMap<string, string | Uint8Array>;
	/** The script that was made of a source that is loaded by itself, by its path under `client/src` without its ending. */
	sources: ReadonlyMap<string, string>;
	/** What each script imports, at once and later, by address. */
	imports: ReadonlyMap<string, { atOnce: string[]; later: string[] }>;
}

/** Builds what a reader's page loads. */
export async function buildReader(): Promise<TestBuild> {
	const result = await build({
		root,
		configFile: false,
		logLevel: "error",
		publicDir: false,
		// As production resolves them, whatever the test runner has set NODE_ENV to.
		resolve: { conditions: ["source", "module", "browser", "production"] },
		build: { write: false, ...readerBuild({ styles: "client/src/styles/reader.css" }) },
	});
	if (Array.isArray(result) || !("output" in result)) throw new Error("Vite built something else.");
	const files = new Map<string, string | Uint8Array>();
	const imports = new Map<string, { atOnce: string[]; later: string[] }>();
	const sources = new Map<string, string>();
	let script = "";
	let styles = "";
	for (const file of result.output) {
		files.set(`/${file.fileName}`, file.type === "chunk" ? file.code : file.source);
		if (file.type === "chunk") {
			const source = file.facadeModuleId?.split("/client/src/")[1]?.replace(/\.ts$/, "");
			if (source) sources.set(source, `/${file.fileName}`);
			const addresses = (names: string[]) => names.map((name) => `/${name}`);
			imports.set(`/${file.fileName}`, { atOnce: addresses(file.imports), later: addresses(file.dynamicImports) });
		}
		if (file.type === "chunk" && file.facadeModuleId?.endsWith("/reader/main.ts")) script = `/${file.fileName}`;
		if (file.type === "asset" && file.fileName.endsWith(".css")) styles = `/${file.fileName}`;
	}
	return { script, styles, files, imports, sources };
}
