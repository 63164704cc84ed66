/**
 * What a service worker's global scope has, as far as ours uses it: TypeScript's own library for it can't stand beside
 * the DOM's.
 */
export interface WorkerScope {
	readonly location: Location;
	readonly registration: ServiceWorkerRegistration;
	readonly clients: WorkerClients;
	skipWaiting(): Promise<void>;
	addEventListener(type: "install", listener: (event: InstallEvent) => void): void;
	addEventListener(type: "activate", listener: (event: LastingEvent) => void): void;
	addEventListener(type: "fetch", listener: (event: RequestEvent) => void): void;
	addEventListener(type: "message", listener: (event: LastingEvent & { readonly data: unknown }) => void): void;
	addEventListener(type: string, listener: (event: LastingEvent) => void): void;
}

/** The windows that this worker may see. */
export interface WorkerClients {
	claim(): Promise<void>;
	matchAll(options: { type: "window"; includeUncontrolled?: boolean }): Promise<readonly WindowOfSite[]>;
	openWindow(address: string): Promise<WindowOfSite | null>;
}

/** A window that shows a page of ours. */
export interface WindowOfSite {
	readonly url: string;
	readonly focused: boolean;
	focus(): Promise<WindowOfSite>;
	navigate(address: string): Promise<WindowOfSite | null>;
}

/** The static routing of https://www.w3.org/TR/service-workers/: not everywhere yet. */
export interface InstallEvent extends LastingEvent {
	addRoutes?(rule: { condition: { urlPattern: { pathname: string } }; source: "network" }): Promise<void>;
}

/** An event that lasts until what it was given is done. */
export interface LastingEvent extends Event {
	waitUntil(work: Promise<unknown>): void;
}

/** A request of a page. */
export interface RequestEvent extends LastingEvent {
	readonly request: Request;
	/** What the browser has begun to load while the worker started, when navigation preload is on. */
	readonly preloadResponse?: Promise<Response | undefined>;
	respondWith(answer: Promise<Response>): void;
}
