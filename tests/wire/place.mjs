// A server of our own for the tests: a fresh data directory, a free port, started, killed and started again.

import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { Place } from "../../deploy/client.mjs";

const pause = (ms) => new Promise((done) => setTimeout(done, ms));

function freePort() {
	return new Promise((done) => {
		const probe = createServer().listen(0, "127.0.0.1", () => {
			const { port } = probe.address();
			probe.close(() => done(port));
		});
	});
}

export class TestPlace extends Place {
	static async make({ sanbao, demo = false, settings = [] }) {
		const scratch = mkdtempSync(path.join(tmpdir(), "sanbao-test-"));
		const data = path.join(scratch, "data");
		execFileSync(sanbao, ["init", "--data", data, ...(demo ? ["--demo"] : [])], { stdio: ["ignore", "ignore", "inherit"] });
		const port = await freePort();
		const place = new TestPlace({ url: `http://127.0.0.1:${port}`, data, sanbao });
		Object.assign(place, { scratch, port, settings });
		await place.start();
		return place;
	}

	async start() {
		const args = ["serve", "--data", this.data, "--listen", `127.0.0.1:${this.port}`, "--log-level", "warning", ...this.settings];
		this.server = spawn(this.sanbao, args, { stdio: ["ignore", "inherit", "inherit"] });
		this.ended = new Promise((done) => this.server.once("exit", (code, signal) => done({ code, signal })));
		for (let i = 0; i < 200; i++) {
			const ready = await fetch(`${this.url}/readyz`).then((r) => r.ok, () => false);
			if (ready) return;
			if (this.server.exitCode !== null) break;
			await pause(50);
		}
		throw new Error("the server did not come up");
	}

	async kill(signal = "SIGKILL") {
		this.server.kill(signal);
		return this.ended;
	}

	async close() {
		const end = await this.kill("SIGTERM");
		rmSync(this.scratch, { recursive: true, force: true });
		return end;
	}
}

// Named checks that count themselves; one line per failure, one closing line.
export class Tally {
	passed = 0;
	failed = 0;

	async check(name, body) {
		try {
			await body();
			this.passed++;
		} catch (error) {
			this.failed++;
			console.log(`FAILED ${name}: ${error.message}`);
		}
	}

	close() {
		console.log(`${this.passed} passed, ${this.failed} failed`);
		process.exit(this.failed === 0 && this.passed > 0 ? 0 : 1);
	}
}

export function equal(found, wanted, what = "value") {
	if (found !== wanted) throw new Error(`${what} is ${JSON.stringify(found)}, not ${JSON.stringify(wanted)}`);
}
