import { mkdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { newId } from "@dateline/shared/model";
import sharp from "sharp";
import { z } from "zod";
import { type MediaStore, nameOf } from "./media-store.ts";
import { runProgram } from "./run-program.ts";

/** Milliseconds for reading what a file is, and for taking a picture out of it. */
const probePatience = 20_000;
const posterPatience = 60_000;
/**
 * Only files, and only as what is stored: ffmpeg goes by what stands in a file, and behind a sound's first bytes there
 * may be a playlist, which would have it read other files of this machine.
 */
const filesOnly = ["-protocol_whitelist", "file", "-format_whitelist", "mov,mp4,matroska,webm,mp3,ogg,wav"];
const widestPoster = 1_280;

/** What there is to know of a video or sound: pixels as shown, 0 when unknown; seconds. */
export interface Examined {
	width: number;
	height: number;
	duration: number | null;
	/** The name of a still picture out of it. */
	poster: string | null;
}

/** As ffprobe writes it with `-of json`. */
const probeSchema = z.object({
	format: z.object({ duration: z.string().optional() }).optional(),
	streams: z
		.array(
			z.object({
				codec_type: z.string().optional(),
				width: z.int().optional(),
				height: z.int().optional(),
				side_data_list: z.array(z.object({ rotation: z.number().optional() })).optional(),
			}),
		)
		.default([]),
});

/** The version of ffmpeg that this machine has, with ffprobe beside it; null without. */
export async function findFfmpeg(): Promise<string | null> {
	const { signal } = new AbortController();
	try {
		await runProgram("ffprobe", ["-version"], 5_000, signal);
		const version = await runProgram("ffmpeg", ["-version"], 5_000, signal);
		return /^ffmpeg version (\S{1,60})/.exec(version)?.[1] ?? "unknown";
	} catch {
		return null;
	}
}

/**
 * Reads how large and how long a video or sound is, and takes a still picture out of a video: of its third second, or
 * its first moment when it is shorter.
 *
 * @throws when the file is not there or ffprobe can't read it
 */
export async function examineVideo(
	store: MediaStore,
	{ file, kind }: { file: string; kind: "video" | "audio" },
	signal: AbortSignal,
): Promise<Examined> {
	await mkdir(store.incoming, { recursive: true });
	const name = nameOf(file);
	const path = join(store.incoming, `${newId()}.${name.split(".").at(-1)}`);
	const still = join(store.incoming, `${newId()}.png`);
	try {
		if (!(await store.fetch(name, path))) throw new Error(`${name} is not in the storage`);
		const fields = "format=duration:stream=codec_type,width,height:stream_side_data=rotation";
		const args = ["-v", "error", ...filesOnly, "-of", "json", "-show_entries", fields, path];
		const { width, height, duration } = readProbe(await runProgram("ffprobe", args, probePatience, signal));
		if (kind === "audio" || width === 0) return { width: 0, height: 0, duration, poster: null };
		const at = duration !== null && duration > 4 ? "3" : "0";
		const take = ["-v", "error", "-nostdin", ...filesOnly, "-ss", at, "-i", path, "-frames:v", "1", "-y", still];
		await runProgram("ffmpeg", take, posterPatience, signal);
		const picture = sharp(await readFile(still), { limitInputPixels: 64_000_000 });
		const bytes = await picture
			.resize({ width: widestPoster, withoutEnlargement: true })
			.webp({ quality: 78 })
			.toBuffer();
		const poster = `${name.slice(0, name.lastIndexOf("."))}-poster.webp`;
		await store.put(poster, bytes);
		return { width, height, duration, poster };
	} finally {
		await rm(path, { force: true });
		await rm(still, { force: true });
	}
}

/** Of what ffprobe wrote: the first picture's size as it is shown, and the length. */
export function readProbe(text: string): Pick<Examined, "width" | "height" | "duration"> {
	const { format, streams } = probeSchema.parse(JSON.parse(text));
	const seconds = Number(format?.duration);
	const video = streams.find((stream) => stream.codec_type === "video");
	const { width = 0, height = 0 } = video ?? {};
	const lying = Math.abs(video?.side_data_list?.find(({ rotation }) => rotation !== undefined)?.rotation ?? 0) % 180;
	return {
		...(lying === 90 ? { width: height, height: width } : { width, height }),
		duration: Number.isFinite(seconds) && seconds >= 0 ? seconds : null,
	};
}
