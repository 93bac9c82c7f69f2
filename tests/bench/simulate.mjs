// What `sanbao pack simulate` costs: stored cases are generated from the law's worked cases, with days and prices
// moved, and decided under changed packs. Fails when it needs more memory than 256 MiB.
//
//   BIN=build/release/sanbao SHARED=../shared node tests/bench/simulate.mjs [CASES, by default 100000]

import { spawn } from "node:child_process";
import { createWriteStream, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { once } from "node:events";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = path.join(path.dirname(fileURLToPath(import.meta.url)), "..", "..");
const MEMORY_MAX_KIB = 256 * 1024;
const count = Number(process.argv[2] ?? 100000);
const scratch = mkdtempSync(path.join(tmpdir(), "sanbao-simulate-"));

const DAY = /^\d{4}-\d{2}-\d{2}$/;
function moved(value, n) {
	if (typeof value === "string" && DAY.test(value)) return new Date(Date.parse(value) + (n % 28) * 86400000).toISOString().slice(0, 10);
	return value;
}

// The n-th stored case: a worked case with every day moved alike and the price made its own.
function storedCase(worked, n) {
	const facts = Object.fromEntries(Object.entries(worked.facts).map(([name, value]) => [name, moved(value, n)]));
	if (Number.isInteger(facts["order.paid_minor"])) facts["order.paid_minor"] += n % 1000;
	return { id: `c${String(n).padStart(8, "0")}`, facts };
}

const worked = readFileSync(path.join(process.env.SHARED, "law", "cases.jsonl"), "utf8").trim().split("\n").map((line) => JSON.parse(line));
const file = path.join(scratch, "cases");
const out = createWriteStream(file);
for (let n = 0; n < count; n++) {
	if (!out.write(`${JSON.stringify(storedCase(worked[n % worked.length], n))}\n`)) await once(out, "drain");
}
out.end();
await once(out, "finish");

// The seven days of a no-reason return, made fourteen.
const pack = readFileSync(path.join(ROOT, "core", "packs", "CN.7D.json"), "utf8");
writeFileSync(path.join(scratch, "CN.7D.json"), pack.replace(/(no_reason\.window".*?"value": )7/, "$114"));
writeFileSync(path.join(scratch, "CN.7D.texts.json"), readFileSync(path.join(ROOT, "core", "packs", "CN.7D.texts.json")));

const started = Date.now();
const child = spawn(process.env.BIN, ["pack", "simulate", path.join(scratch, "CN.7D.json"), "--cases", file], { stdio: ["ignore", "pipe", "inherit"] });
let report = "";
child.stdout.on("data", (piece) => (report += piece));
let memory = 0;
const watch = setInterval(() => {
	try {
		memory = Math.max(memory, Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, "utf8"))?.[1] ?? 0));
	} catch {
		// it has just ended
	}
}, 20);
const [code] = await once(child, "close");
clearInterval(watch);
rmSync(scratch, { recursive: true, force: true });

const { cases, changed, failed } = JSON.parse(report);
console.log(`${cases} cases, ${changed} changed, ${failed} not decided; ${((Date.now() - started) / 1000).toFixed(1)} s, ${(memory / 1024).toFixed(0)} MiB`);
process.exit(code === 0 && cases === count && memory > 0 && memory <= MEMORY_MAX_KIB ? 0 : 1);
