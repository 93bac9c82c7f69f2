// Builds the pages into static files with content-hashed names, and the list of them.
//
//	node build.mjs [OUT]        OUT, else $SANBAO_WEB_DIST, else dist beside this file
//
// OUT gets assets/<name>-<hash>.<ext>, one HTML shell per page, and assets.json:
//	[{"path": "/buyer", "file": "buyer.html", "type": "text/html; charset=utf-8", "immutable": false}, ...]
// The same sources give the same bytes. The build fails when a page outgrows its budget.

import { createHash } from "node:crypto";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";

const HERE = path.dirname(fileURLToPath(import.meta.url));
const OUT = path.resolve(process.argv[2] ?? process.env.SANBAO_WEB_DIST ?? path.join(HERE, "dist"));

// The gzipped bytes that a first visit downloads: shell, style, scripts, one language.
const PAGES = [
	{ name: "home", path: "/", script: "home", styles: ["style"], budget: 40 },
	{ name: "buyer", path: "/buyer", script: "buyer", styles: ["style"], budget: 60 },
	{ name: "rights", path: "/rights", script: "rights", styles: ["style"], budget: 60 },
	{ name: "verify", path: "/verify", script: "verify", styles: ["style"], budget: 60 },
	{ name: "seller", path: "/seller", script: "seller", styles: ["style"], budget: 60 },
	{ name: "console", path: "/console", script: "console", styles: ["style", "console-style"], budget: 150 },
];

const TYPES = {
	".js": "text/javascript; charset=utf-8",
	".css": "text/css; charset=utf-8",
	".svg": "image/svg+xml",
	".html": "text/html; charset=utf-8",
};

const NO_SCRIPT = [
	[
		"zh-CN",
		"本页需要 JavaScript：您提交的每一份陈述都在您的浏览器中签名。请启用 JavaScript，或联系平台客服代为提交。",
	],
	[
		"en",
		"This page needs JavaScript: every statement you make is signed in your browser. Please enable it, or ask the marketplace's staff to file for you.",
	],
];

function shell(page, assets) {
	const styles = page.styles.map((name) => `<link rel="stylesheet" href="${assets.styles[name]}">`);
	const preloads = assets.chunks[page.script].map((href) => `<link rel="modulepreload" href="${href}">`);
	const notices = NO_SCRIPT.map(([lang, text]) => `<p lang="${lang}">${text}</p>`);
	return [
		"<!doctype html>",
		'<html lang="zh-CN">',
		"<head>",
		'<meta charset="utf-8">',
		'<meta name="viewport" content="width=device-width, initial-scale=1">',
		'<meta name="color-scheme" content="light dark">',
		'<meta name="referrer" content="no-referrer">',
		"<title>Sanbao</title>",
		`<link rel="icon" type="image/svg+xml" href="${assets.icon}">`,
		...styles,
		...preloads,
		`<script type="module" src="${assets.scripts[page.script]}"></script>`,
		"</head>",
		"<body>",
		`<noscript>${notices.join("")}</noscript>`,
		'<div id="app"></div>',
		"</body>",
		"</html>",
		"",
	].join("\n");
}

// Static imports only: what a lazy import() brings in is not part of the first visit.
function chunksOf(meta, output) {
	const found = new Set();
	const visit = (name) => {
		for (const entry of meta.outputs[name].imports) {
			if (entry.kind === "import-statement" && !found.has(entry.path)) {
				found.add(entry.path);
				visit(entry.path);
			}
		}
	};
	visit(output);
	return [...found].sort();
}

async function bundle() {
	const result = await build({
		absWorkingDir: HERE,
		entryPoints: ["home", "buyer", "rights", "verify", "seller", "console"]
			.map((name) => `src/${name}.tsx`)
			.concat("src/style.css", "src/console-style.css"),
		outdir: path.join(OUT, "assets"),
		entryNames: "[name]-[hash]",
		chunkNames: "[name]-[hash]",
		bundle: true,
		splitting: true,
		format: "esm",
		minify: true,
		target: "es2022",
		jsx: "automatic",
		jsxImportSource: "preact",
		charset: "utf8",
		legalComments: "none",
		metafile: true,
		logLevel: "warning",
	});
	return result.metafile;
}

async function icon() {
	const bytes = await readFile(path.join(HERE, "src/icon.svg"));
	const hash = createHash("sha256").update(bytes).digest("hex").slice(0, 8).toUpperCase();
	await writeFile(path.join(OUT, `assets/icon-${hash}.svg`), bytes);
	return `/assets/icon-${hash}.svg`;
}

function assetsOf(meta, iconHref) {
	const assets = { scripts: {}, styles: {}, chunks: {}, icon: iconHref, all: [iconHref] };
	const href = (output) => `/assets/${path.basename(output)}`;
	for (const [output, entry] of Object.entries(meta.outputs)) {
		assets.all.push(href(output));
		if (!entry.entryPoint) {
			continue;
		}
		const name = path.basename(entry.entryPoint).replace(/\.(tsx|css)$/, "");
		const kind = output.endsWith(".css") ? "styles" : "scripts";
		assets[kind][name] = href(output);
		if (kind === "scripts") {
			assets.chunks[name] = chunksOf(meta, output).map(href);
		}
	}
	return assets;
}

async function gzippedBytes(hrefs) {
	let total = 0;
	for (const href of hrefs) {
		total += gzipSync(await readFile(path.join(OUT, href)), { level: 9 }).length;
	}
	return total;
}

async function check(page, html, assets) {
	const language = assets.all.filter((href) => /\/(zh|en)-/.test(href));
	const languages = await Promise.all(language.map((href) => gzippedBytes([href])));
	const first = [
		assets.scripts[page.script],
		...assets.chunks[page.script],
		...page.styles.map((name) => assets.styles[name]),
	];
	const bytes = (await gzippedBytes(first)) + gzipSync(html).length + Math.max(0, ...languages);
	console.log(
		`${page.path.padEnd(9)} ${(bytes / 1024).toFixed(1).padStart(6)} KiB gzipped, budget ${page.budget} KiB`,
	);
	if (bytes > page.budget * 1024) {
		throw new Error(`${page.path} is over its budget`);
	}
}

await rm(OUT, { recursive: true, force: true });
await mkdir(path.join(OUT, "assets"), { recursive: true });
const assets = assetsOf(await bundle(), await icon());
const list = [];
for (const page of PAGES) {
	const html = shell(page, assets);
	await writeFile(path.join(OUT, `${page.name}.html`), html);
	list.push({ path: page.path, file: `${page.name}.html`, type: TYPES[".html"], immutable: false });
	await check(page, html, assets);
}
for (const href of assets.all.sort()) {
	list.push({ path: href, file: href.slice(1), type: TYPES[path.extname(href)], immutable: true });
}
list.sort((a, b) => (a.path < b.path ? -1 : 1));
await writeFile(path.join(OUT, "assets.json"), `${JSON.stringify(list, null, "\t")}\n`);
