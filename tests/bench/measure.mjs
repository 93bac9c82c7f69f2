// Measures the server against the limits of its speed and memory, in units of what the same machine can do at the same
// time: one Ed25519 verification for a filing, a bare server on libuv and llhttp for a read. Everything is measured in
// turn, round after round; a limit is missed when the median of the rounds misses it.
//
//	node measure.mjs BUILD [--smoke]      with BUILD = a directory with sanbao, load, bare_server, verify_cost

import { execFile, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync, writeFileSync } from "node:fs";
import net from "node:net";
import path from "node:path";
import { promisify } from "node:util";
import { sha256, hex } from "../../deploy/client.mjs";
import { TestPlace } from "../wire/place.mjs";
import { Marketplace } from "./marketplace.mjs";

const build = path.resolve(process.argv[2]);
const smoke = process.argv.includes("--smoke");
const SIZES = smoke
	? { rounds: 2, filings: 300, verifications: 1000, readSeconds: 0.3, uploadMiB: 100, idle: 300 }
	: { rounds: 5, filings: 2000, verifications: 4000, readSeconds: 1.5, uploadMiB: 100, idle: 1000 };
const SERVER_CORE = "0", LOAD_CORE = "1";
const KIB = 1024, MIB = 1024 * 1024;

const run = promisify(execFile);
const pin = (pid, core) => execFileSync("taskset", ["-acp", core, String(pid)], { stdio: "ignore" });
const pause = (ms) => new Promise((done) => setTimeout(done, ms));
const median = (values) => [...values].sort((a, b) => a - b)[values.length >> 1];

// --- the tools ---

class Load {
	constructor(scratch) {
		this.file = path.join(scratch, "requests");
		this.kept = path.join(scratch, "replies");
	}

	// Sends the requests; answers { replies, seconds, cpu, bodies }, cpu being the process's in seconds.
	async send(port, pid, requests, { seconds, keep } = {}) {
		writeFileSync(this.file, Buffer.concat(requests.flatMap((r) => [Buffer.from(`${r.length}\n`), r])));
		const args = ["--port", port, "--pid", pid, "--requests", this.file];
		if (seconds) args.push("--seconds", seconds);
		if (keep) args.push("--replies", this.kept);
		const { stdout } = await run("taskset", ["-c", LOAD_CORE, path.join(build, "load"), ...args.map(String)]);
		const figures = JSON.parse(stdout);
		return keep ? { ...figures, bodies: readFileSync(this.kept, "utf8").trimEnd().split("\n").map((line) => JSON.parse(line)) } : figures;
	}
}

async function verification() {
	const { stdout } = await run("taskset", ["-c", SERVER_CORE, path.join(build, "verify_cost"), String(SIZES.verifications)]);
	return Number(stdout) / 1e6;
}

async function bareServer(bytes) {
	const server = spawn("taskset", ["-c", SERVER_CORE, path.join(build, "bare_server"), String(bytes)], { stdio: ["ignore", "pipe", "inherit"] });
	const [line] = await once(server.stdout, "data");
	return { pid: server.pid, port: Number(line), close: () => server.kill() };
}

// Memory of the process in bytes. The files that it maps are the system's cache, given back when somebody needs it.
function resident(pid) {
	const status = readFileSync(`/proc/${pid}/status`, "utf8");
	return Number(/RssAnon:\s+(\d+) kB/.exec(status)[1]) * KIB;
}

// --- what is measured ---

// CPU of a draft and of a filing, in verifications.
async function filing(bench) {
	const { place, load, market } = bench;
	const pid = place.server.pid;
	const { orders, requests } = market.newOrders(SIZES.filings);
	await load.send(place.port, pid, requests);
	const drafts = await load.send(place.port, pid, market.drafts(orders), { keep: true });
	const signed = await market.filings(drafts.bodies);
	const before = await verification();
	const filed = await load.send(place.port, pid, signed);
	const unit = (before + (await verification())) / 2;
	bench.reads = market.reads(drafts.bodies);
	return { filing: filed.cpu / filed.replies / unit, draft: drafts.cpu / drafts.replies / unit, unit: unit * 1e6, rate: filed.replies / filed.seconds };
}

// Reads a second of filed cases, over those of a bare server that answers as many bytes.
async function reading({ place, load, reads }) {
	const [view] = (await load.send(place.port, place.server.pid, reads.slice(0, 1), { keep: true })).bodies;
	const bare = await bareServer(Buffer.byteLength(JSON.stringify(view)));
	const half = SIZES.readSeconds / 2;
	const ours = [], theirs = [];
	for (let i = 0; i < 2; i++) {
		ours.push(await load.send(place.port, place.server.pid, reads, { seconds: half }));
		theirs.push(await load.send(bare.port, bare.pid, reads, { seconds: half }));
	}
	bare.close();
	const rate = (runs) => runs.reduce((sum, r) => sum + r.replies / r.seconds, 0);
	const cost = (runs) => runs.reduce((sum, r) => sum + r.cpu, 0) / runs.reduce((sum, r) => sum + r.replies, 0);
	return { read: rate(ours) / rate(theirs), readCpu: cost(ours) / cost(theirs) };
}

// The most memory that an upload adds at any moment, in MiB.
async function uploading({ place, market }) {
	const buyer = market.buyerOf(0);
	const { orders: [order] } = market.newOrders(1);
	await market.market.expect(200, "PUT", `/v1/platform/orders/${order.ref}`, order);
	const dispute = (await buyer.expect(201, "POST", "/v1/disputes", { order: order.ref })).body.dispute.id;
	const upload = async (name, size) => {
		const bytes = Buffer.alloc(size, name);
		const announced = await buyer.expect(201, "POST", "/v1/uploads", { dispute, name, size, type: "video/mp4", sha256: hex(sha256(bytes)) });
		return buyer.expect(200, "PUT", `/v1/uploads/${announced.body.id}`, bytes, { "Content-Type": "video/mp4" });
	};
	await upload("first.mp4", 64 * KIB);
	const before = resident(place.server.pid);
	let most = before;
	const watch = setInterval(() => (most = Math.max(most, resident(place.server.pid))), 2);
	await upload("large.mp4", SIZES.uploadMiB * MIB);
	clearInterval(watch);
	return { upload: (Math.max(most, resident(place.server.pid)) - before) / MIB };
}

// Memory of a connection that has had one reply and now waits, in KiB.
async function idling({ place }) {
	const connect = async () => {
		const socket = net.connect(place.port, "127.0.0.1");
		socket.write("GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n");
		await once(socket, "data");
		return socket;
	};
	const sockets = [await connect()];
	const before = resident(place.server.pid);
	while (sockets.length <= SIZES.idle) sockets.push(await connect());
	const after = resident(place.server.pid);
	for (const socket of sockets) socket.destroy();
	await pause(100);
	return { idle: (after - before) / SIZES.idle / KIB };
}

// --- the limits ---

const ROWS = [
	{ key: "filing", text: "processor time of a durable signed filing, in Ed25519 verifications", most: 1.6 },
	{ key: "both", text: "the same with its draft" },
	{ key: "read", text: "reads of a case per second, over a bare libuv and llhttp server's", least: 0.75 },
	{ key: "readCpu", text: "processor time of a read, over a bare server's" },
	{ key: "upload", text: `memory that an upload of ${SIZES.uploadMiB} MiB adds, MiB`, most: 2 },
	{ key: "idle", text: "memory of an idle connection, KiB", most: 8 },
	{ key: "unit", text: "for the record: one verification, µs" },
	{ key: "rate", text: "for the record: filings per second on one core" },
];

function report(rounds) {
	let missed = 0;
	console.log(`${"".padEnd(68)}${["median", "min", "max", "limit"].map((t) => t.padStart(9)).join("")}`);
	for (const { key, text, most, least } of ROWS) {
		const values = rounds.map((round) => round[key]);
		const figure = median(values);
		const held = (most === undefined || figure <= most) && (least === undefined || figure >= least);
		const limit = most !== undefined ? `≤ ${most}` : least !== undefined ? `≥ ${least}` : "";
		if (!held) missed++;
		const cells = [figure, Math.min(...values), Math.max(...values)].map((v) => v.toFixed(2).padStart(9));
		console.log(`${text.padEnd(68)}${cells.join("")}${limit.padStart(9)}${held ? "" : "  MISSED"}`);
	}
	return missed;
}

const place = await TestPlace.make({ sanbao: path.join(build, "sanbao"), settings: ["--loops", "1"] });
const bench = { place, load: new Load(place.scratch), market: await Marketplace.make(place) };
const rounds = [];
try {
	for (let i = 0; i < SIZES.rounds; i++) {
		await place.kill("SIGTERM"); // what a process has once taken it keeps: memory is measured on a fresh one
		await place.start();
		pin(place.server.pid, SERVER_CORE);
		const idle = await idling(bench);
		const upload = await uploading(bench);
		const filed = await filing(bench);
		const read = await reading(bench);
		rounds.push({ ...idle, ...upload, ...filed, ...read, both: filed.filing + filed.draft });
	}
} finally {
	await place.close();
}
process.exit(report(rounds) === 0 ? 0 : 1);
