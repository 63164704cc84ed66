import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ProblemError } from "@dateline/shared/protocol";
import { Router } from "express";
import { z } from "zod";

const entry = "client/src/newsroom/main.ts";

const manifestSchema = z.record(
	z.string(),
	z.object({ file: z.string(), css: z.array(z.string()).default([]), imports: z.array(z.string()).default([]) }),
);

/**
 * The console's page, at `/newsroom` and every address below it: one small document that loads hashed assets. Nobody's
 * data is in it; everything that it shows comes through the API.
 *
 * @param buildFolder where Vite put the client's build, with `newsroom.json`
 * @param mediaOrigin where pictures come from when not from us, such as an S3 bucket's address
 */
export function createNewsroomPage({
	buildFolder,
	mediaOrigin = null,
}: {
	buildFolder: string;
	mediaOrigin?: string | null;
}): Router {
	const page = writePage(join(buildFolder, "newsroom.json"));
	const policy = writePolicy(mediaOrigin);
	const router = Router();
	router.get(["/newsroom", "/newsroom/{*screen}"], (_request, response) => {
		if (page === null) throw new ProblemError("busy", "The console is not built. Run npm run build, then start again.");
		response.set({
			"Content-Security-Policy": policy,
			"Cache-Control": "no-store",
			"Referrer-Policy": "same-origin",
		});
		response.type("html").send(page);
	});
	return router;
}

/** `blob:` is the picture that is being uploaded, shown before it has arrived. */
function writePolicy(mediaOrigin: string | null): string {
	const pictures = mediaOrigin === null ? "" : ` ${new URL(mediaOrigin).origin}`;
	return [
		"default-src 'none'",
		"script-src 'self'",
		"style-src 'self'",
		"font-src 'self'",
		`img-src 'self' blob: data:${pictures}`,
		`media-src 'self' blob:${pictures}`,
		"connect-src 'self'",
		// The preview of an embed.
		"frame-src 'self'",
		"manifest-src 'self'",
		"base-uri 'none'",
		"form-action 'none'",
		"frame-ancestors 'none'",
	].join("; ");
}

function writePage(manifestFile: string): string | null {
	if (!existsSync(manifestFile)) return null;
	const manifest = manifestSchema.parse(JSON.parse(readFileSync(manifestFile, "utf8")));
	const main = manifest[entry];
	if (main === undefined) return null;
	const chunks = listChunks(manifest, entry);
	const styles = [...new Set(chunks.flatMap((name) => manifest[name]?.css ?? []))];
	return [
		"<!doctype html>",
		'<html lang="en">',
		"<head>",
		'<meta charset="utf-8">',
		'<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover, interactive-widget=resizes-content">',
		'<meta name="color-scheme" content="light dark">',
		'<meta name="robots" content="noindex">',
		"<title>Newsroom</title>",
		'<link rel="icon" href="data:,">',
		...styles.map((file) => `<link rel="stylesheet" href="/${file}">`),
		...chunks.slice(1).map((name) => `<link rel="modulepreload" href="/${manifest[name]?.file}">`),
		`<script type="module" src="/${main.file}"></script>`,
		"</head>",
		"<body>",
		"<newsroom-app></newsroom-app>",
		'<noscript><p lang="en">The newsroom is written with JavaScript, which is switched off here.</p>' +
			'<p lang="uk">Редакція працює на JavaScript, а тут його вимкнено.</p></noscript>',
		"</body>",
		"</html>",
		"",
	].join("\n");
}

/** The entry and what it imports, each once. */
function listChunks(manifest: z.infer<typeof manifestSchema>, name: string, found: string[] = []): string[] {
	if (found.includes(name)) return found;
	found.push(name);
	for (const imported of manifest[name]?.imports ?? []) listChunks(manifest, imported, found);
	return found;
}
