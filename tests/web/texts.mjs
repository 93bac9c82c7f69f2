// The pages' texts: each one is used somewhere, both languages have the same codes, facts and placeholders, and the
// Chinese never calls this an arbitration. Prints what is wrong; exits 1 if anything is.

import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";

const SOURCES = fileURLToPath(new URL("../../server/web/src", import.meta.url));
const { transformSync } = createRequire(path.join(SOURCES, "../package.json"))("esbuild");

async function catalog(name) {
	const { code } = transformSync(readFileSync(path.join(SOURCES, `lang/${name}.ts`), "utf8"), {
		loader: "ts",
		format: "esm",
	});
	return (await import(`data:text/javascript;base64,${Buffer.from(code).toString("base64")}`))[name];
}

const en = await catalog("en");
const zh = await catalog("zh");
const wrong = [];
const placeholders = (text) => (text.match(/\{\w+\}/g) ?? []).sort().join(" ");

const source = readdirSync(SOURCES)
	.filter((name) => /\.tsx?$/.test(name))
	.map((name) => readFileSync(path.join(SOURCES, name), "utf8"))
	.join("\n");
// A key may be put together: t(`offer_${act}`) uses every key that begins so.
const stems = [...source.matchAll(/`([a-z_]+)\$\{[^}]+\}(_[a-z]+)?`/g)].map(
	([, stem, end]) => new RegExp(`^${stem}\\w+${end ?? ""}$`),
);

for (const [key, text] of Object.entries(en.words)) {
	if (!source.includes(`"${key}"`) && !stems.some((stem) => stem.test(key))) {
		wrong.push(`${key} is used nowhere`);
	}
	if (placeholders(text) !== placeholders(zh.words[key])) {
		wrong.push(`${key} has other placeholders in Chinese`);
	}
}
for (const [family, codes] of Object.entries(en.codes)) {
	for (const code of new Set([...Object.keys(codes), ...Object.keys(zh.codes[family])])) {
		if (codes[code] === undefined || zh.codes[family][code] === undefined) {
			wrong.push(`${family}.${code} is missing in one language`);
		}
	}
}
for (const key of new Set([...Object.keys(en.facts), ...Object.keys(zh.facts)])) {
	const [a, b] = [en.facts[key], zh.facts[key]];
	const values = (words) =>
		Object.keys(words?.values ?? {})
			.sort()
			.join(" ");
	if (a === undefined || b === undefined || values(a) !== values(b)) {
		wrong.push(`the fact ${key} differs between the languages`);
	}
}
for (const text of JSON.stringify(zh).match(/"[^"]*仲裁裁决[^"]*"/g) ?? []) {
	wrong.push(`an award is spoken of: ${text}`);
}
// Everything that a buyer may be asked has its words.
const reasons = readFileSync(fileURLToPath(new URL("../../core/reason.def", import.meta.url)), "utf8");
for (const key of new Set(reasons.match(/[a-z]+\.[a-z_]+(?=[|"])|(?<=["|])repairs(?=[|"])/g))) {
	const isFact =
		/^(order|buyer|seller|goods|defect|proof|time|repairs|stock|freight|food|prepay|promise)\./.test(key);
	if (isFact && en.facts[key] === undefined) {
		wrong.push(`the fact ${key} is asked and has no words`);
	}
}
// Every remedy, event, duty and consequence that the server may name has its words.
const slugs = (file, pattern) =>
	[
		...readFileSync(fileURLToPath(new URL(`../../core/${file}`, import.meta.url)), "utf8").matchAll(
			pattern,
		),
	].map(([, slug]) => slug);
const named = {
	remedy: slugs("remedy.def", /^REMEDY\((\w+),/gm),
	four_eyes: slugs("four_eyes.def", /^FOUR_EYES\(\w+,\s*"(\w+)"/gm),
	event: slugs("lifecycle.def", /^EVENT\(\w+,\s*"([\w.]+)"/gm),
	duty: slugs("duty.def", /^DUTY\(\w+,\s*"(\w+)"/gm),
	expiry: slugs("duty.def", /"(\w+)"\)$/gm),
	obligation: slugs("remedy.def", /(?<=^STEP\(.*)"(\w+)"/gm),
};
const packs = fileURLToPath(new URL("../../core/packs", import.meta.url));
for (const name of readdirSync(packs).filter((file) => !file.endsWith(".texts.json"))) {
	named.obligation.push(
		...[...readFileSync(path.join(packs, name), "utf8").matchAll(/"(\w+_minor)": *["{]/g)].map(
			([, amount]) => amount,
		),
	);
}
for (const [family, codes] of Object.entries(named)) {
	for (const code of codes) {
		if (en.codes[family][code] === undefined) {
			wrong.push(`${family}.${code} has no words`);
		}
	}
}

for (const line of wrong) {
	console.log(line);
}
process.exit(wrong.length > 0 ? 1 : 0);
