import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import type { Encoding } from "./choose-encoding.ts";

const brotli = promisify(brotliCompress);
const gzipped = promisify(gzip);

/** Bytes above which the best quality would keep the first who asks waiting for a second. */
const large = 200_000;

/** Quality 5 is within a few per cent of the best and takes milliseconds; what never changes may take its time. */
export async function compress(bytes: Buffer, encoding: Encoding, once = false): Promise<Buffer> {
	switch (encoding) {
		case "br":
			return brotli(bytes, {
				params: {
					[constants.BROTLI_PARAM_QUALITY]: once ? (bytes.length > large ? 9 : constants.BROTLI_MAX_QUALITY) : 5,
					[constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
				},
			});
		case "gzip":
			return gzipped(bytes, { level: once ? constants.Z_BEST_COMPRESSION : 6 });
		case "identity":
			return bytes;
	}
}
