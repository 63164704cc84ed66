import { mediaAccept } from "../editor/take-pictures.ts";

/** Asks for files as the system does. Must be called from a click or a key. */
export function chooseFiles(use: (files: File[]) => void, accept = mediaAccept, multiple = true): void {
	const chooser = document.createElement("input");
	chooser.type = "file";
	chooser.accept = accept;
	chooser.multiple = multiple;
	chooser.addEventListener("change", () => use([...(chooser.files ?? [])]));
	chooser.click();
}
