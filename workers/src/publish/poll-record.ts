import { type OpenRecord, searchIsBehind, webhooksAreDue } from "@dateline/shared/database";
import { sql } from "kysely";

/** What one look at the record tells. */
export interface Look {
	epoch: string;
	/** Whether the cluster that answers is the one that the epoch was made for. */
	sameCluster: boolean;
	newest: number;
	/** Stories with something due, null for the site. */
	due: (string | null)[];
	/** Whether something waits that a bell must have rung for a while ago. */
	unheard: boolean;
	/** Whether copies of something erased are still to be removed. */
	erasing: boolean;
	/** Whether the readers' search has something left to take in. */
	searchBehind: boolean;
	/** Whether somebody is to be told of something, by a notice or a letter. */
	telling: boolean;
	/** Whether a webhook may have something to be told of. */
	webhooksDue: boolean;
	/** Milliseconds until the next submission is due, by the database's clock; null when none is planned. */
	nextIn: number | null;
}

/** Looks at the record with one query that only touches the heads of indexes. */
export async function pollRecord({ kysely }: OpenRecord): Promise<Look> {
	const { rows } = await sql<{
		epoch: string;
		same_cluster: boolean;
		newest: number;
		due: string[];
		unheard: boolean;
		erasing: boolean;
		search_behind: boolean;
		telling: boolean;
		webhooks_due: boolean;
		next_in: number | null;
	}>`
		select
			epoch,
			system_identifier = (select system_identifier::text from pg_control_system())
				and timeline = (select timeline_id from pg_control_checkpoint()) as same_cluster,
			(select coalesce(max(position), 0) from events) as newest,
			array(
				select distinct coalesce(story_id, '') from submissions
				where state in ('queued', 'scheduled') and due_at <= clock_timestamp()
					and (retry_at is null or retry_at <= clock_timestamp())
			) as due,
			exists (
				select from submissions
				where state = 'queued' and attempts = 0 and due_at <= clock_timestamp() - interval '500 milliseconds'
			) as unheard,
			exists (select from erasures where stream_cleared_at is null) as erasing,
			${searchIsBehind} as search_behind,
			exists (select from notice_progress where position < (select coalesce(max(position), 0) from events))
				or exists (select from notices where due_at <= clock_timestamp())
				or exists (
					select from digest_readers
					where next_at <= clock_timestamp() and (letter is not null or confirmed_at is not null)
				) or exists (select from digest_readers where letter = 'known') as telling,
			${webhooksAreDue} as webhooks_due,
			(
				select (extract(epoch from due_at - clock_timestamp()) * 1000)::float8 from submissions
				where state in ('queued', 'scheduled') and due_at > clock_timestamp()
				order by due_at, sequence limit 1
			) as next_in
		from log`.execute(kysely);
	const row = rows[0];
	if (!row) throw new Error("the record has no log");
	return {
		epoch: row.epoch,
		sameCluster: row.same_cluster,
		newest: row.newest,
		due: row.due.map((storyId) => storyId || null),
		unheard: row.unheard,
		erasing: row.erasing,
		searchBehind: row.search_behind,
		telling: row.telling,
		webhooksDue: row.webhooks_due,
		nextIn: row.next_in,
	};
}
