// Turns the built pages into one C file with the table that server/web_assets.h declares.
//
//	node embed.mjs DIST OUT.c
//
// Rows are sorted by path, as web_asset_find() expects. Texts are stored twice: as they are, and gzipped.

import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { gzipSync } from "node:zlib";

const [dist, out] = process.argv.slice(2);
if (!dist || !out) {
	console.error("usage: node embed.mjs DIST OUT.c");
	process.exit(2);
}

function array(name, bytes) {
	const lines = [];
	for (let at = 0; at < bytes.length; at += 32) {
		lines.push(`\t${[...bytes.subarray(at, at + 32)].join(",")},`);
	}
	return `static const uint8_t ${name}[] = {\n${lines.join("\n")}\n};\n`;
}

// Byte order, which is what memcmp() gives: never the locale's.
const byPath = (a, b) => Buffer.compare(Buffer.from(a.path), Buffer.from(b.path));
const quoted = (text) => JSON.stringify(text);

const list = JSON.parse(readFileSync(path.join(dist, "assets.json"), "utf8")).sort(byPath);
const arrays = [];
const rows = [];
list.forEach((asset, index) => {
	const bytes = readFileSync(path.join(dist, asset.file));
	const gzip = gzipSync(bytes, { level: 9 });
	arrays.push(array(`plain_${index}`, bytes), array(`gzip_${index}`, gzip));
	rows.push(
		`\t{ .name = STR_INIT(${quoted(asset.path)}), .type = STR_INIT(${quoted(asset.type)}),\n` +
			`\t  .bytes = { plain_${index}, sizeof(plain_${index}) }, .gzip = { gzip_${index}, sizeof(gzip_${index}) },\n` +
			`\t  .immutable = ${asset.immutable} },`,
	);
});

writeFileSync(
	out,
	"/* The pages, made from server/web by embed.mjs: not edited by hand. */\n" +
		'#include "server/web_assets.h"\n\n' +
		`${arrays.join("\n")}\n` +
		`const struct web_asset web_assets[] = {\n${rows.join("\n")}\n};\n` +
		`const size_t web_asset_count = ${rows.length};\n`,
);
