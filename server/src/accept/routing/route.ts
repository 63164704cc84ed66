import type { ProblemCode } from "@dateline/shared/protocol";
import type { Request } from "express";
import type { z } from "zod";
import type { Actor } from "../actor.ts";
import type { RequestAudit } from "../audit/index.ts";
import type { AcceptParts } from "../parts.ts";
import type { Ability } from "../policies/index.ts";
import type { IfMatch } from "./if-match.ts";
import type { ParamName } from "./params.ts";

export type Method = "get" | "post" | "put" | "patch" | "delete";

type NamesIn<Path extends string> = Path extends `${string}:${infer Name}/${infer Rest}`
	? Name | NamesIn<Rest>
	: Path extends `${string}:${infer Name}`
		? Name
		: never;

/** What a handler gets: everything parsed. */
export interface Input<Params extends string, Query, Body> {
	actor: Actor;
	params: Readonly<Record<Params, string>>;
	query: Query;
	body: Body;
	ifMatch: IfMatch | null;
	idempotency: Idempotency | null;
	/** The request's line in the audit log, to be written in the transaction of what is done. */
	audit: RequestAudit;
	/** For what reads its own body. */
	request: Request;
}

/** An `Idempotency-Key` of its owner, with the hash of the request that it stands for. */
export interface Idempotency {
	owner: string;
	key: string;
	bodyHash: string;
}

/** What goes back. `etag` is a revision's; `location` a path. */
export interface Answer {
	status: 200 | 201 | 202 | 204;
	body?: unknown;
	etag?: string;
	location?: string;
	/** Instead of a body: a file that is written piece by piece, however long it is. */
	file?: { type: string; name: string; chunks: AsyncIterable<string> };
}

/** An answer as the API's description names it. */
export interface DescribedAnswer {
	description: string;
	schema: z.ZodType | null;
}

interface Described {
	method: Method;
	/** One line in the imperative. */
	summary: string;
	description?: string;
	tag: string;
	ability: Ability;
	/** A body that fits, as an example. */
	example?: unknown;
	answers: Readonly<Partial<Record<Answer["status"], DescribedAnswer>>>;
	/** The problems that are this route's own, beside those of every route. */
	problems?: readonly ProblemCode[];
	/** Whether `If-Match` is looked at. */
	ifMatch?: true;
	/** A write that looks at no `Idempotency-Key`, since a repeat is harmless or must not be answered from the record. */
	keyless?: true;
	/** The handler reads a multipart body itself; `body` then describes its text parts. */
	multipart?: true;
	/** A write that is no act of anybody, such as a heartbeat or what is typed: the audit log has no line of it. */
	unaudited?: true;
	/** It only reads, but rehearses what is waiting under the locks that publishing needs: not so often. */
	rehearses?: true;
	/** What the audit log calls it, where the path does not say it well. */
	action?: string;
}

export interface RouteSpec<Path extends string, Query extends z.ZodType, Body extends z.ZodType> extends Described {
	path: Path;
	query?: Query;
	body?: Body;
	handle(parts: AcceptParts, input: Input<NamesIn<Path>, z.output<Query>, z.output<Body>>): Promise<Answer>;
}

/** A request, parsed as far as it does not depend on the route. */
export interface RawInput {
	actor: Actor;
	params: Readonly<Record<string, string>>;
	query: unknown;
	body: unknown;
	ifMatch: IfMatch | null;
	idempotency: Idempotency | null;
	audit: RequestAudit;
	request: Request;
}

/** One line of the table from which both the router and its OpenAPI description are made. */
export interface Route extends Described {
	path: string;
	params: readonly ParamName[];
	query: z.ZodType | null;
	body: z.ZodType | null;
	serve(parts: AcceptParts, raw: RawInput): Promise<Answer>;
}
