import { createMediaStore } from "@dateline/workers/media";
import { createOutbound } from "@dateline/workers/outbound";
import { type RequestHandler, Router } from "express";
import { createKeySweep } from "./commands/sweep-keys.ts";
import { watchSubmissions } from "./commands/watch-submissions.ts";
import { mediaRouter } from "./media/serve-media.ts";
import { createUploadStore } from "./media/upload-store.ts";
import { uploadsRouter } from "./media/uploads-router.ts";
import { describeApi } from "./openapi/describe-api.ts";
import type { AcceptDependencies, AcceptParts } from "./parts.ts";
import { previewRouter } from "./preview-page/preview-router.ts";
import { routes } from "./resources/index.ts";
import { registerRoutes } from "./routing/register-routes.ts";
import { inboundRouter } from "./wires/inbound-router.ts";

/**
 * The editors' side of the API, to be mounted at the root: `/api/v1/…` with its description at
 * `/api/v1/openapi.json`, and the files of pictures at `/media/…`. What it throws is for the app's problem handler;
 * addresses that it does not know go on to what is mounted behind it. `takeParts` gets what it is made of, for what works
 * beside requests.
 */
export function createAcceptRouter(dependencies: AcceptDependencies, takeParts?: (parts: AcceptParts) => void): Router {
	const media = createMediaStore(dependencies.settings);
	const uploads = createUploadStore(dependencies.settings.dataDir);
	const router = Router();
	router.get("/api/v1/openapi.json", serveDescription(dependencies.settings.publicUrl));
	const parts = {
		...{ ...dependencies, media, uploads },
		outbound: createOutbound({ allowedHosts: dependencies.settings.outboundHosts }),
		watch: watchSubmissions(dependencies),
		sweepKeys: createKeySweep(dependencies),
	};
	router.use(uploadsRouter({ ...parts, maxUpload: dependencies.settings.maxUpload ?? defaultMaxUpload }));
	takeParts?.(parts);
	router.use(inboundRouter(parts));
	router.use("/api/v1", registerRoutes(routes, parts));
	const { database, renderPreview } = dependencies;
	if (renderPreview) router.use(previewRouter({ database, renderPreview }));
	router.use(mediaRouter(media, dependencies.database));
	return router;
}

/** Bytes of a file that comes in pieces, when no setting says otherwise. */
const defaultMaxUpload = 512 * 1024 * 1024;

/** The version of the API, not of the software: it grows when something is taken away, which has not happened. */
const version = "1.0.0";

function serveDescription(url: string): RequestHandler {
	let description: string | null = null;
	return (_request, response) => {
		description ??= JSON.stringify(describeApi(routes, { version, url }));
		response.set({ "Cache-Control": "public, max-age=60", "Access-Control-Allow-Origin": "*" });
		response.type("json").send(description);
	};
}
