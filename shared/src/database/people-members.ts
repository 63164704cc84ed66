import { sql } from "kysely";
import type { StoryMembers } from "../protocol/index.ts";
import type { Executor } from "./open.ts";
import type { StoryRole } from "./people-access.ts";
import { appendControl } from "./people-controls.ts";

type Role = StoryMembers["members"][number]["role"];

/** Who is in a story, and the accounts that could be. */
export async function readStoryMembers(executor: Executor, storyId: string): Promise<Omit<StoryMembers, "mayChange">> {
	const story = await executor
		.selectFrom("stories")
		.select("members_only")
		.where("id", "=", storyId)
		.executeTakeFirst();
	const people = await executor
		.selectFrom("user")
		.leftJoin("story_members", (join) =>
			join.onRef("story_members.user_id", "=", "user.id").on("story_members.story_id", "=", storyId),
		)
		.select(["user.id", "user.name", "user.role", "story_members.role as story_role"])
		.where("user.removed_at", "is", null)
		.where("user.disabled", "=", false)
		.orderBy("user.name")
		.limit(1000)
		.execute();
	return {
		membersOnly: story?.members_only ?? false,
		members: people.flatMap(({ id, name, role, story_role }) =>
			story_role === null ? [] : [{ id, name, role: role as Role, storyRole: story_role }],
		),
		candidates: people.flatMap(({ id, name, role, story_role }) =>
			story_role === null ? [{ id, name, role: role as Role }] : [],
		),
	};
}

/** Makes an account a member of a story, or another kind of member. False when there is no such open account. */
export async function putStoryMember(
	transaction: Executor,
	member: { storyId: string; userId: string; role: StoryRole; addedBy: string },
): Promise<boolean> {
	const { storyId, userId, role, addedBy } = member;
	const user = await transaction
		.selectFrom("user")
		.select("id")
		.where("id", "=", userId)
		.where("removed_at", "is", null)
		.executeTakeFirst();
	if (!user) return false;
	await transaction
		.insertInto("story_members")
		.values({ story_id: storyId, user_id: userId, role, added_by: addedBy })
		.onConflict((conflict) => conflict.columns(["story_id", "user_id"]).doUpdateSet({ role }))
		.execute();
	await appendControl(transaction, { type: "story.members", userId, storyId });
	return true;
}

/** Takes an account out of a story, harmlessly when it is not in it. */
export async function removeStoryMember(
	transaction: Executor,
	{ storyId, userId }: { storyId: string; userId: string },
): Promise<void> {
	await transaction.deleteFrom("story_members").where("story_id", "=", storyId).where("user_id", "=", userId).execute();
	await appendControl(transaction, { type: "story.members", userId, storyId });
}

/**
 * Restricts a story to its members, or opens it to the newsroom. Who restricts it and who made it become members, so
 * that nobody is shut out of their own work.
 */
export async function setMembersOnly(
	transaction: Executor,
	{ storyId, membersOnly, by }: { storyId: string; membersOnly: boolean; by: string },
): Promise<void> {
	await transaction.updateTable("stories").set({ members_only: membersOnly }).where("id", "=", storyId).execute();
	if (membersOnly) {
		await sql`insert into story_members (story_id, user_id, role, added_by)
			select ${storyId}, "user".id, case "user".role when 'contributor' then 'contributor' else 'editor' end, ${by}
			from "user", stories where stories.id = ${storyId} and "user".removed_at is null
				and ('user:' || "user".id = ${by} or 'user:' || "user".id = stories.created_by)
			on conflict do nothing`.execute(transaction);
	}
	await appendControl(transaction, { type: "story.members", storyId });
}
