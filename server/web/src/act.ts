// A signed act, in two steps that a person can see apart: first the exact text, then the signature.

import { freshKey, request } from "./api";
import { signedNote, signerFor } from "./keys";
import { lang } from "./i18n";
import { me, serverNow } from "./me";
import type { ActResult, Case } from "./model";
import { Problem } from "./problem";
import { type AttachedFile, type StatementKind, statementText } from "./statement";

export type ActInput = {
	view: Case;
	kind: StatementKind;
	path: string;
	name: string; // of the content document, without its extension
	content: Record<string, unknown>;
	files?: AttachedFile[];
	ifMatch?: number;
};

export type PreparedAct = { input: ActInput; text: string; content: string; idempotencyKey: string };

// An empty text is left out: the documents have optional members, not empty ones.
function contentText(content: Record<string, unknown>): string {
	const present = Object.entries(content).filter(([, value]) => value !== undefined);
	return JSON.stringify(Object.fromEntries(present));
}

export async function actPrepare(input: ActInput): Promise<PreparedAct> {
	const who = me.value;
	if (who === null) {
		throw new Problem({ code: "not_authenticated", status: 401 });
	}
	const content = contentText(input.content);
	const text = await statementText({
		kind: input.kind,
		service: who.service,
		dispute: input.view.id,
		role: who.role,
		party: who.party,
		timeMs: serverNow(),
		head: input.view.head,
		files: input.files ?? [],
		contentName: `${input.name}.json`,
		content,
		language: lang.value,
	});
	return { input, text, content, idempotencyKey: freshKey() };
}

// Signs the prepared text as it stands and sends it. A key that the server no longer knows is replaced once.
export async function actSend(act: PreparedAct): Promise<ActResult> {
	const who = me.value;
	if (who === null) {
		throw new Problem({ code: "not_authenticated", status: 401 });
	}
	for (let anew = false; ; anew = true) {
		const signer = await signerFor(who, serverNow(), anew);
		const statement = await signedNote(act.text, signer);
		const idempotencyKey = anew ? freshKey() : act.idempotencyKey;
		const options = { body: { statement, content: act.content }, idempotencyKey };
		try {
			return await request<ActResult>(
				"POST",
				act.input.path,
				act.input.ifMatch === undefined ? options : { ...options, ifMatch: act.input.ifMatch },
			);
		} catch (thrown) {
			const lost =
				thrown instanceof Problem &&
				(thrown.code === "key_unknown" || thrown.code === "key_not_valid_at");
			if (!lost || anew) {
				throw thrown;
			}
		}
	}
}
