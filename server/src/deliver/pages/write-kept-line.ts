import { contextOf, directionOf, frameWords, offlineWords, type PageState, siteOf } from "@dateline/client/pages";
import { escapeHtml } from "@dateline/shared/model";

/**
 * The line that the service worker puts under the masthead of a kept copy, in the site's words: a template in the page
 * for those who are offline, so that the worker says nothing by itself. The time is put in when the copy is shown.
 */
export function writeKeptLine(state: PageState): string {
	const { words, time } = contextOf(state);
	const { copyOf, changedSince } = offlineWords.of(time.language);
	const text = escapeHtml(copyOf("\u0000")).replace("\u0000", "<time></time>");
	const attributes = `lang="${words.language}" dir="${directionOf(words.language)}" data-region="kept" data-changed="${escapeHtml(changedSince)}"`;
	return `<template id="kept-line"><aside class="site-line" ${attributes} aria-label="${escapeHtml(words.noticeOfSite(siteOf(state).name))}"><div class="wrap"><p><b>${escapeHtml(frameWords.of(time.language).savedCopy)}</b> ${text}</p><div class="site-line-actions"><button type="button" data-action="retry">${escapeHtml(words.tryAgain)}</button></div></div></aside></template>\n`;
}
