// Orders, drafts and signed filings in numbers, prepared as the bytes that the load generator sends.

import { blackScreen, nonce, Person, television } from "../../deploy/client.mjs";

const PARTIES = 32;

// A party that signs without asking for what a reply has told it already.
class Filer extends Person {
	seen = new Map(); // address → view

	async expect(status, method, address, ...rest) {
		if (method === "GET" && this.seen.has(address)) return { body: this.seen.get(address) };
		return super.expect(status, method, address, ...rest);
	}

	request(method, address, body) {
		const text = body === undefined ? "" : JSON.stringify(body);
		const head = [`${method} ${address} HTTP/1.1`, `Host: ${new URL(this.place.url).host}`, `Authorization: Bearer ${this.token}`];
		if (method !== "GET") head.push(`Idempotency-Key: ${nonce()}`, "Content-Type: application/json", `Content-Length: ${Buffer.byteLength(text)}`);
		return Buffer.from(head.join("\r\n") + "\r\n\r\n" + text);
	}
}

export class Marketplace {
	orders = 0;

	static async make(place) {
		const made = new Marketplace();
		made.market = new Filer(place, "platform", "p-market");
		made.buyers = [];
		for (let i = 0; i < PARTIES; i++) {
			const buyer = new Filer(place, "buyer", `b-${i}`);
			await buyer.makeKey();
			made.buyers.push(buyer);
		}
		return made;
	}

	buyerOf(number) {
		return this.buyers[number % this.buyers.length];
	}

	// `count` orders, as { orders, requests }.
	newOrders(count) {
		const orders = [];
		for (let i = 0; i < count; i++) orders.push(television(`B-${++this.orders}`, this.buyerOf(i).party, "s-1"));
		return { orders, requests: orders.map((order) => this.market.request("PUT", `/v1/platform/orders/${order.ref}`, order)) };
	}

	drafts(orders) {
		return orders.map((order, i) => this.buyerOf(i).request("POST", "/v1/disputes", { order: order.ref, claim: blackScreen() }));
	}

	// The filings of these drafts, each signed by its buyer over the case as its draft was answered.
	async filings(answers) {
		const requests = [];
		for (const [i, { dispute }] of answers.entries()) {
			const buyer = this.buyerOf(i);
			buyer.seen.set(`/v1/disputes/${dispute.id}`, dispute);
			requests.push(buyer.request("POST", `/v1/disputes/${dispute.id}/submit`, await buyer.signed("filing", dispute.id, blackScreen())));
		}
		return requests;
	}

	reads(answers) {
		return answers.map(({ dispute }, i) => this.buyerOf(i).request("GET", `/v1/disputes/${dispute.id}`));
	}
}
