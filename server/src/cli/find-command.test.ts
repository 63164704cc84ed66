import { expect, it } from "vitest";
import { commands } from "./commands/index.ts";
import { describeCommands, findCommand } from "./find-command.ts";

it("finds each command by its words, and leaves it the rest", () => {
	for (const command of commands) {
		const found = findCommand(commands, [...command.name.split(" "), "--name", "x"]);
		expect(found).toEqual({ command, argv: ["--name", "x"] });
	}
	expect(() => findCommand(commands, ["token"])).toThrow('There is no command "token". See: dateline help');
	expect(() => findCommand(commands, [])).toThrow("There is no command");
});

it("describes all but our own", () => {
	const text = describeCommands(commands);
	expect(text).toContain("dateline token create --name NAME --scopes SCOPE,…");
	expect(text).not.toContain("make-record");
});
